import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createIssuerService } from '../../src/app/issuer-service.ts';
import { startServer } from '../../src/main/server.ts';
import { utf8Bytes } from '../../src/shared/bytes.ts';
import { csv } from '../records/support.ts';
import { FakeIssuer } from '../support/fake-services/fake-issuer.ts';
import { FakeVerifier } from '../support/fake-services/fake-verifier.ts';
import { openIssuingWorld } from '../support/issuing-world.ts';
import type { IssuingWorld } from '../support/issuing-world.ts';

const STUDENTS = 240;
/** Long enough to be printed on trial, which takes longest. */
const thesis = 'A Study of '.repeat(9);
const upload = utf8Bytes(
  csv(
    ...Array.from({ length: STUDENTS }, (_, at) => ({
      student_id: String(66_000_000 + at),
      thesis_title_en: `${thesis}${at}`,
    })),
    // The last one has an error.
    { student_id: '1', grade: 'X' },
  ),
);

describe('a large upload', () => {
  let world: IssuingWorld;
  beforeEach(async () => {
    world = await openIssuingWorld();
  });
  afterEach(() => world.close());

  it('lets the process do other work after every few records', async () => {
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    count();
    const batch = await createIssuerService(world.environment).submitBatch({
      institutionCode: '99001',
      files: [{ name: 'large.csv', bytes: upload }],
      actor: 'registrar',
    });
    isDone = true;
    expect(batch.counts).toMatchObject({ records: 2 * STUDENTS + 2, accepted: 2 * STUDENTS });
    // Checking, trying whether they can be printed, and storing: each gives way by itself.
    expect(turns).toBeGreaterThan(STUDENTS / 8 + (2 * STUDENTS) / 8);
  });

  it('is checked while the server answers others', async () => {
    const issuer = createIssuerService(world.environment);
    const key = 'a-key-of-the-registrar-for-this-test';
    const server = await startServer({
      role: 'all',
      port: 0,
      issuer,
      verifier: new FakeVerifier(new FakeIssuer()),
      config: { registrarKeys: [{ key, actor: 'anan', institutionCode: '99001' }] },
      logger: pino({ level: 'silent' }),
    });
    try {
      const state = { isAnswered: false };
      const answer = fetch(`${server.url}/api/v1/batches`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'text/csv' },
        body: upload,
      }).finally(() => (state.isAnswered = true));
      let others = 0;
      while (!state.isAnswered) {
        const health = await fetch(`${server.url}/healthz`);
        expect(health.status).toBe(200);
        await health.arrayBuffer();
        others++;
      }
      const response = await answer;
      expect(response.status).toBe(201);
      const batch = (await response.json()) as { counts: Record<string, number> };
      expect(batch.counts).toMatchObject({ accepted: 2 * STUDENTS, errors: 1 });
      expect(others).toBeGreaterThan(5);
    } finally {
      await server.close();
    }
  });
});
