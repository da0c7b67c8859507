import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openApprovalWorld, sentRecords } from '../../../support/approval-world.ts';
import type { ApprovalWorld, SentRecord } from '../../../support/approval-world.ts';
import { openIssuingApp } from '../../../support/issuing-app.ts';
import type { IssuingApp } from '../../../support/issuing-app.ts';

const [first, second] = sentRecords as [SentRecord, SentRecord];

describe('submitting with an Idempotency-Key, with everything behind it real', () => {
  let world: ApprovalWorld;
  let app: IssuingApp;
  beforeEach(async () => {
    world = await openApprovalWorld();
    app = openIssuingApp(world.issuer, world.environment.clock);
  });
  afterEach(() => world.close());

  const send = (key: string, record: SentRecord) =>
    app.submit('anan', [record]).set('Idempotency-Key', key);
  const batches = async () =>
    (await world.environment.registry.listBatches({ limit: 99 })).items.length;

  it('makes one batch of the same request sent many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => send('term-1', first)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => (body as { batchId: string }).batchId)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1);
    expect(await batches()).toBe(1);
  });

  it('answers the same after the batch has gone on, and refuses other content', async () => {
    const { body } = await send('term-1', first).expect(201);
    const { batchId } = body as { batchId: string };
    await app.post('benja', `/api/v1/batches/${batchId}/rejection`).send({ note: 'x' }).expect(200);
    expect((await send('term-1', first).expect(201)).body).toMatchObject({
      batchId,
      state: 'rejected',
    });
    const other = await send('term-1', second).expect(409);
    expect(other.body.code).toBe('idempotency-conflict');
    expect(await batches()).toBe(1);
  });

  it('refuses other content also when both come at once: one is kept, the other told', async () => {
    const answers = await Promise.all([send('term-1', first), send('term-1', second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [refused] = answers.filter(({ status }) => status === 409);
    expect(refused?.body.code).toBe('idempotency-conflict');
    expect(await batches()).toBe(1);
  });

  it('keeps the keys of institutions apart', async () => {
    const [own, others] = await Promise.all([
      send('term-1', first),
      app.submit('chai', [second]).set('Idempotency-Key', 'term-1'),
    ]);
    expect([own.status, others.status]).toEqual([201, 201]);
    expect(await batches()).toBe(2);
  });
});
