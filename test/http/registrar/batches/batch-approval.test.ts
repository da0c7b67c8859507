import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { batchSummarySchema } from '../../../../src/http/schemas/batch-summary.ts';
import { openApprovalWorld, sentRecords } from '../../../support/approval-world.ts';
import type { ApprovalWorld, SentRecord } from '../../../support/approval-world.ts';
import { openIssuingApp } from '../../../support/issuing-app.ts';
import type { IssuingApp } from '../../../support/issuing-app.ts';

const [first, second] = sentRecords as [SentRecord, SentRecord];

describe('a batch over HTTP, with everything behind it real', () => {
  let world: ApprovalWorld;
  let app: IssuingApp;
  beforeEach(async () => {
    world = await openApprovalWorld();
    app = openIssuingApp(world.issuer, world.environment.clock);
  });
  afterEach(async () => {
    await app.runs.close();
    await world.close();
  });

  const submitted = async (...records: SentRecord[]): Promise<string> => {
    const { body } = await app.submit('anan', records).expect(201);
    return `/api/v1/batches/${(body as { batchId: string }).batchId}`;
  };

  it('shows the summary with its digest as ETag, and is approved by that alone', async () => {
    const batch = await submitted(first, second);
    const shown = await app.get('benja', `${batch}/summary`).expect(200);
    const summary = batchSummarySchema.parse(shown.body);
    expect(shown.headers['etag']).toBe(`"${summary.digest}"`);
    expect(shown.headers['cache-control']).toBe('no-store');
    const own = { digest: summary.digest };
    expect((await app.post('anan', `${batch}/approval`).send(own).expect(403)).body.code).toBe(
      'forbidden',
    );
    const etag = shown.headers['etag']!;
    const approved = await app.post('benja', `${batch}/approval`).set('If-Match', etag).expect(200);
    expect(approved.body).toMatchObject({
      approvedBy: 'benja',
      approvedDigest: summary.digest,
      isApprovedAlone: false,
    });
  });

  it('refuses an approval of what is not there any more, and says what changed', async () => {
    const batch = await submitted(first);
    const { body } = await app.get('benja', `${batch}/summary`).expect(200);
    await world.issue({ ...first, majorEn: 'Another Major' });
    const digest = (body as { digestShort: string }).digestShort;
    const late = await app.post('benja', `${batch}/approval`).send({ digest }).expect(412);
    expect(late.body.code).toBe('approval-outdated');
    expect(late.body.detail).toContain('earlier documents of its students');
    const thai = await app
      .post('benja', `${batch}/approval`)
      .set('Accept-Language', 'th')
      .send({ digest })
      .expect(412);
    expect(thai.body.detail).toContain('เอกสารที่เคยออกให้นักศึกษาในชุดนี้');
  });

  it.each([
    ['If-Match', '*'],
    ['If-Match', 'W/"aaaaaaaaaaaaaaaa"'],
    ['If-Match', '"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"'],
  ])('takes no %s of %s for what was seen', async (header, value) => {
    const batch = await submitted(first);
    const refused = await app.post('benja', `${batch}/approval`).set(header, value).expect(400);
    expect(refused.body).toMatchObject({ code: 'request-invalid', errors: [{ at: 'If-Match' }] });
  });

  it('refuses a body and a header that name different digests, and one that is none', async () => {
    const batch = await submitted(first);
    const both = await app
      .post('benja', `${batch}/approval`)
      .set('If-Match', `"${'a'.repeat(64)}"`)
      .send({ digest: 'b'.repeat(64) })
      .expect(400);
    expect(both.body.code).toBe('request-invalid');
    const none = await app.post('benja', `${batch}/approval`).send({ digest: 'yes' }).expect(400);
    expect(none.body.code).toBe('usage');
  });

  it('lets only one of two decide at the same time', async () => {
    const batch = await submitted(first);
    const { body } = await app.get('benja', `${batch}/summary`).expect(200);
    const { digest } = body as { digest: string };
    const answers = await Promise.all([
      app.post('benja', `${batch}/approval`).send({ digest }),
      app.post('dao', `${batch}/rejection`).send({ note: 'wrong term' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [loser] = answers.filter(({ status }) => status === 409);
    expect(loser?.body.code).toBe('changed-meanwhile');
  });

  it('previews a record as a PDF to look at', async () => {
    const batch = await submitted(first, second);
    const shown = await app.get('benja', `${batch}/previews/2.pdf?language=en`).expect(200);
    expect(shown.headers['content-type']).toBe('application/pdf');
    expect(shown.headers['content-disposition']).toMatch(
      /^inline; filename="SPECIMEN-b-.*-2.pdf"$/,
    );
    expect((shown.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    for (const row of ['0', '3', '1e3', '-1', 'x']) {
      const missing = await app.get('benja', `${batch}/previews/${row}.pdf`).expect(404);
      expect(missing.body.code).toBe('not-found');
    }
    await app.get('benja', `${batch}/previews/1.pdf?language=xx`).expect(400);
  });

  it('shows nothing of it to people of another institution, and lets them decide nothing', async () => {
    const batch = await submitted(first);
    for (const part of ['', '/summary', '/previews/1.pdf', '/errors', '/events']) {
      const answer = await app.get('chai', batch + part).expect(404);
      expect(answer.body.code).toBe('not-found');
      expect(JSON.stringify(answer.body)).not.toContain(String(first['studentId']));
    }
    for (const decision of ['approval', 'cancellation', 'resumption']) {
      await app.post('chai', `${batch}/${decision}`).expect(404);
    }
    await app.post('chai', `${batch}/rejection`).send({ note: 'x' }).expect(404);
    expect((await app.get('anan', batch).expect(200)).body.state).toBe('awaiting-approval');
  });

  it('is cancelled while it is issued: documents and claim codes of what is issued are there', async () => {
    const records = Array.from({ length: 12 }, (_, at) => ({
      ...first,
      studentId: String(6_600_000_000 + at),
    }));
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const { producer } = world.environment;
    let jobs = 0;
    const slow = world.issuerWith({
      producer: {
        parallelJobs: 1,
        produce: async (job) => {
          jobs += 1;
          if (jobs === 3) await gate;
          return producer.produce(job);
        },
      },
    });
    app = openIssuingApp(slow, world.environment.clock);
    const batch = await submitted(...records);
    const { body } = await app.get('benja', `${batch}/summary`).expect(200);
    const { digest } = body as { digest: string };
    await app.post('benja', `${batch}/approval`).send({ digest }).expect(200);
    for (let issued = 0; issued === 0;) {
      issued = (await app.get('anan', batch)).body.counts.issued as number;
    }
    const cancelled = await app.post('dao', `${batch}/cancellation`).send({ note: 'wrong term' });
    expect(cancelled.status).toBe(200);
    expect(cancelled.body).toMatchObject({
      state: 'cancelled',
      next: { step: 'collect-documents' },
    });
    open();
    await app.runs.close();
    const { counts } = (await app.get('anan', batch)).body as { counts: Record<string, number> };
    const issued = counts['issued']!;
    // Whole chunks were kept; the one that was made when it was too late is not.
    expect(issued).toBeLessThan(24);
    expect(issued % world.environment.chunkDocuments).toBe(0);
    const resumed = await app.post('anan', `${batch}/resumption`).expect(409);
    expect(resumed.body).toMatchObject({ code: 'illegal-transition' });
    expect(resumed.body.detail).toContain('cancelled');
    const codes = await app.get('anan', `${batch}/claim-codes`).expect(200);
    expect(codes.text.trim().split('\r\n')).toHaveLength(issued + 1);
    await app.get('anan', `${batch}/documents.zip`).expect(200);
    const listed = await app.get('anan', `${batch}/documents?limit=200`).expect(200);
    const states = (listed.body.items as { state: string }[]).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['issued']));
    const again = await app.post('benja', `${batch}/cancellation`).expect(409);
    expect(again.body.code).toBe('changed-meanwhile');
  });
});
