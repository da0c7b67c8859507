import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Response } from 'supertest';
import { defaultLimits } from '../../../../src/http/api-router.ts';
import { batchSchema } from '../../../../src/http/schemas/batch.ts';
import { DEFAULT_LIMITS } from '../../../../src/records/limits.ts';
import { ananKey, benjaKey, chaiKey, createHttpFixture } from '../../../support/http-fixture.ts';
import type { HttpFixture } from '../../../support/http-fixture.ts';

const bearer = (key: string): string => `Bearer ${key}`;

function submit({ app }: HttpFixture, key: string, csv: string): request.Test {
  return request(app)
    .post('/api/v1/batches')
    .set('Authorization', bearer(key))
    .set('Content-Type', 'text/csv; charset=utf-8')
    .send(csv);
}

function post({ app }: HttpFixture, key: string, path: string): request.Test {
  return request(app).post(path).set('Authorization', bearer(key));
}

function get({ app }: HttpFixture, key: string, path: string): request.Test {
  return request(app).get(path).set('Authorization', bearer(key));
}

/** Approves what is there now, as someone who has looked at it. */
async function approve(
  fixture: HttpFixture,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const place = '/api/v1/batches/batch-1';
  const { body } = await get(fixture, key, `${place}/summary`).expect(200);
  const { digest } = body as { digest: string };
  return post(fixture, key, `${place}/approval`).set(headers).send({ digest }).expect(200);
}

/** Polls as a client would. */
async function untilIssued(fixture: HttpFixture, key: string, path: string): Promise<Response> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const response = await get(fixture, key, path);
    if (response.body.state === 'issued') return response;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('never issued');
}

describe('POST /api/v1/batches', () => {
  it('stores a batch for the institution of the key and says where it is', async () => {
    const fixture = createHttpFixture();
    const response = await submit(fixture, ananKey, 'S1\nS2').expect(201);
    expect(response.headers['location']).toBe('/api/v1/batches/batch-1');
    expect(batchSchema.parse(response.body)).toMatchObject({
      institutionCode: '90001',
      state: 'awaiting-approval',
      submittedBy: 'anan',
      submittedAt: '2026-11-24T03:00:00Z',
      counts: { records: 2, accepted: 2, errors: 0 },
      next: { step: 'approve' },
    });
  });

  it('stores a batch with errors, which says that it cannot be issued and is not approved', async () => {
    const fixture = createHttpFixture();
    const response = await submit(fixture, ananKey, 'S1\n?').expect(201);
    expect(response.body).toMatchObject({
      state: 'checked',
      counts: { errors: 1 },
      next: { step: 'correct-and-submit-again' },
    });
    const approval = await post(fixture, benjaKey, '/api/v1/batches/batch-1/approval').expect(422);
    expect(approval.body.code).toBe('records-invalid');
  });

  it.each([undefined, 'Bearer wrong-key-000000000000', 'Basic YTpi', `Bearer ${ananKey}x`])(
    'refuses %s as a key, before it looks at the body',
    async (authorization) => {
      const { app } = createHttpFixture();
      const call = request(app).post('/api/v1/batches').set('Content-Type', 'text/csv');
      if (authorization !== undefined) call.set('Authorization', authorization);
      const response = await call.send('S1').expect(401);
      expect(response.body.code).toBe('unauthorized');
      expect(response.headers['www-authenticate']).toMatch(/^Bearer/);
    },
  );

  it('refuses a type that is no batch, an empty body, a compressed one and one that is too large', async () => {
    const fixture = createHttpFixture({ limits: { batchBytes: 100 } });
    const { app } = fixture;
    const send = (type: string, body: string): request.Test =>
      post(fixture, ananKey, '/api/v1/batches').set('Content-Type', type).send(body);
    expect((await send('application/pdf', 'S1').expect(415)).body.code).toBe(
      'unsupported-media-type',
    );
    expect((await send('text/csv', '').expect(400)).body.code).toBe('input-empty');
    expect((await send('text/csv', 'S'.repeat(101)).expect(413)).body.code).toBe('input-too-large');
    const zipped = await send('text/csv', 'S1').set('Content-Encoding', 'gzip').expect(415);
    expect(zipped.body.code).toBe('unsupported-media-type');
    await request(app).get('/healthz').expect(200);
  });

  it('takes files as large as intake reads them, unless the operator wants less', () => {
    expect(defaultLimits.batchBytes).toBe(DEFAULT_LIMITS.fileBytes);
  });

  it('gives each media type its file name, so that row errors can name the file', async () => {
    const fixture = createHttpFixture();
    await post(fixture, ananKey, '/api/v1/batches')
      .set('Content-Type', 'application/xml')
      .send('?');
    const report = await get(fixture, ananKey, '/api/v1/batches/batch-1/errors').expect(200);
    expect(report.body.errors[0].file).toBe('batch.xml');
  });

  it('answers the same again for the same Idempotency-Key, and a conflict for another body', async () => {
    const fixture = createHttpFixture();
    const first = await submit(fixture, ananKey, 'S1').set('Idempotency-Key', 'k-1').expect(201);
    const again = await submit(fixture, ananKey, 'S1').set('Idempotency-Key', 'k-1').expect(201);
    expect(again.body).toEqual(first.body);
    const other = await submit(fixture, ananKey, 'S2').set('Idempotency-Key', 'k-1').expect(409);
    expect(other.body.code).toBe('idempotency-conflict');
    const bad = await submit(fixture, ananKey, 'S2').set('Idempotency-Key', 'a b').expect(400);
    expect(bad.body).toMatchObject({
      code: 'request-invalid',
      errors: [{ at: 'Idempotency-Key' }],
    });
    expect(fixture.issuer.batches.size).toBe(1);
  });

  it('refuses query parameters that do not exist', async () => {
    const fixture = createHttpFixture();
    const response = await post(fixture, ananKey, '/api/v1/batches?goodOnly=true')
      .set('Content-Type', 'text/csv')
      .send('S1')
      .expect(400);
    expect(response.body.code).toBe('request-invalid');
  });
});

describe('a batch on its way', () => {
  it('is issued after the approval of a second person', async () => {
    const fixture = createHttpFixture();
    await submit(fixture, ananKey, 'S1\nS2');
    const own = await post(fixture, ananKey, '/api/v1/batches/batch-1/approval').expect(403);
    expect(own.body.code).toBe('forbidden');
    const blind = await post(fixture, benjaKey, '/api/v1/batches/batch-1/approval').expect(428);
    expect(blind.body.code).toBe('approval-digest-missing');
    const approved = await approve(fixture, benjaKey);
    expect(batchSchema.parse(approved.body)).toMatchObject({
      state: 'approved',
      approvedBy: 'benja',
      isApprovedAlone: false,
    });
    const issued = await untilIssued(fixture, ananKey, '/api/v1/batches/batch-1');
    expect(issued.body).toMatchObject({
      counts: { issued: 2 },
      next: { step: 'collect-documents' },
    });
    const late = await post(fixture, benjaKey, '/api/v1/batches/batch-1/approval').expect(409);
    expect(late.body.code).toBe('illegal-transition');
  });

  it('can be approved by its submitter where no second person is asked for', async () => {
    const fixture = createHttpFixture();
    await submit(fixture, chaiKey, 'S1');
    await post(fixture, chaiKey, '/api/v1/batches/batch-1/approval').expect(200);
    await untilIssued(fixture, chaiKey, '/api/v1/batches/batch-1');
  });

  it('can be rejected with a note, and only with one', async () => {
    const fixture = createHttpFixture();
    await submit(fixture, ananKey, 'S1');
    const path = '/api/v1/batches/batch-1/rejection';
    const without = await post(fixture, benjaKey, path).send({}).expect(400);
    expect(without.body.errors).toEqual([expect.objectContaining({ at: '/note' })]);
    const broken = await post(fixture, benjaKey, path)
      .set('Content-Type', 'application/json')
      .send('{"note":')
      .expect(400);
    expect(broken.body.code).toBe('request-invalid');
    const form = await post(fixture, benjaKey, path).type('form').send('note=x').expect(415);
    expect(form.body.code).toBe('unsupported-media-type');
    const rejected = await post(fixture, benjaKey, path).send({ note: 'wrong term' }).expect(200);
    expect(rejected.body.state).toBe('rejected');
  });

  it('can be resumed when issuing was interrupted, without anything being issued twice', async () => {
    const fixture = createHttpFixture();
    fixture.issuer.failNextIssuing = new Error('power cut at Somsri');
    await submit(fixture, ananKey, 'S1\nS2');
    await approve(fixture, benjaKey);
    await fixture.runs.close();
    expect(fixture.log).toContainEqual(
      expect.objectContaining({ msg: 'issuing stopped; it can be resumed', batchId: 'batch-1' }),
    );
    expect(JSON.stringify(fixture.log)).not.toContain('Somsri');
    expect(fixture.issuer.documents.size).toBe(0);
  });

  it('is taken up again by the route for that', async () => {
    const fixture = createHttpFixture();
    fixture.issuer.failNextIssuing = new Error('once');
    await submit(fixture, ananKey, 'S1\nS2');
    const early = await post(fixture, ananKey, '/api/v1/batches/batch-1/resumption').expect(409);
    expect(early.body.code).toBe('illegal-transition');
    await approve(fixture, benjaKey);
    await post(fixture, ananKey, '/api/v1/batches/batch-1/resumption').expect(202);
    await untilIssued(fixture, ananKey, '/api/v1/batches/batch-1');
    expect(fixture.issuer.documents.size).toBe(2);
  });

  it('gives the same answer to a repeated approval with the same Idempotency-Key', async () => {
    const fixture = createHttpFixture();
    await submit(fixture, ananKey, 'S1');
    const first = await approve(fixture, benjaKey, { 'Idempotency-Key': 'a-1' });
    await untilIssued(fixture, ananKey, '/api/v1/batches/batch-1');
    const again = await approve(fixture, benjaKey, { 'Idempotency-Key': 'a-1' });
    expect(again.body).toEqual(first.body);
  });
});

describe('looking at batches', () => {
  it('lists those of the own institution, newest first, page by page', async () => {
    const fixture = createHttpFixture();
    for (const csv of ['S1', 'S2', 'S3']) await submit(fixture, ananKey, csv);
    await submit(fixture, chaiKey, 'S4');
    const first = await get(fixture, benjaKey, '/api/v1/batches?limit=2').expect(200);
    expect(first.body.items.map(({ batchId }: { batchId: string }) => batchId)).toEqual([
      'batch-3',
      'batch-2',
    ]);
    const cursor: string = first.body.nextCursor;
    const second = await get(fixture, benjaKey, `/api/v1/batches?limit=2&cursor=${cursor}`);
    expect(second.body.items).toHaveLength(1);
    expect(second.body.nextCursor).toBeNull();
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=', 'page=2', 'limit=1&limit=2'])(
    'refuses the query %s',
    async (query) => {
      const response = await get(createHttpFixture(), ananKey, `/api/v1/batches?${query}`);
      expect(response.status).toBe(400);
      expect(response.body.code).toBe('request-invalid');
    },
  );

  it("never shows another institution's batch, nor lets it be decided", async () => {
    const fixture = createHttpFixture();
    await submit(fixture, ananKey, 'S1');
    const place = '/api/v1/batches/batch-1';
    const parts = ['', '/errors', '/documents', '/claim-codes', '/summary', '/previews/1.pdf'];
    for (const path of [...parts, '/events', '/documents.zip'].map((part) => place + part)) {
      expect((await get(fixture, chaiKey, path).expect(404)).body.code).toBe('not-found');
    }
    await post(fixture, chaiKey, `${place}/approval`).expect(404);
    await post(fixture, chaiKey, `${place}/rejection`).send({ note: 'x' }).expect(404);
    await post(fixture, chaiKey, `${place}/cancellation`).expect(404);
    await post(fixture, chaiKey, `${place}/resumption`).expect(404);
    expect((await fixture.issuer.getBatch('batch-1')).state).toBe('awaiting-approval');
  });

  it('gives the errors as JSON, or as CSV that a spreadsheet reads and does not run', async () => {
    const fixture = createHttpFixture();
    await submit(fixture, ananKey, '?');
    const path = '/api/v1/batches/batch-1/errors';
    const json = await get(fixture, ananKey, path).expect(200);
    expect(json.body).toMatchObject({ errorCount: 1, errors: [{ line: 1, column: 'student_id' }] });
    const csv = await get(fixture, ananKey, path).set('Accept', 'text/csv').expect(200);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [header, line, rest] = csv.text.replace('\uFEFF', '').split('\r\n');
    expect(header).toBe(
      'file,line,sheet,cell,path,column,code,value,severity,messageTh,messageEn,suggestion,computed,row',
    );
    expect(line).toBe(
      'batch.csv,1,,,,student_id,student-id/syntax,"\'=1+1, ""x""",error,รหัสนักศึกษาไม่ถูกต้อง,The student id is not valid.,,,',
    );
    expect(rest).toBe('');
    const neither = await get(fixture, ananKey, path).set('Accept', 'image/png').expect(406);
    expect(neither.body.code).toBe('not-acceptable');
  });

  it('gives the claim codes of an issued batch, and not before', async () => {
    const fixture = createHttpFixture();
    await submit(fixture, chaiKey, 'S1\nS2');
    const path = '/api/v1/batches/batch-1/claim-codes';
    expect((await get(fixture, chaiKey, path).expect(409)).body.code).toBe('illegal-transition');
    await post(fixture, chaiKey, '/api/v1/batches/batch-1/approval');
    await untilIssued(fixture, chaiKey, '/api/v1/batches/batch-1');
    const codes = await get(fixture, chaiKey, path).expect(200);
    const lines = codes.text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^1,S1,th,[0-9A-Z-]{19},CLAIM-S1$/);
  });
});
