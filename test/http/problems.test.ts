import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { problemTypes } from '../../src/http/problems/problem-types.ts';
import { toFailure, toProblem } from '../../src/http/problems/problem.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { ananKey, createHttpFixture } from '../support/http-fixture.ts';

describe('problems', () => {
  it('says of every place in the language that is asked for what is wrong there', async () => {
    const { app } = createHttpFixture();
    const ask = (language: string) =>
      request(app)
        .get('/api/v1/documents?limit=0')
        .set('Authorization', `Bearer ${ananKey}`)
        .set('Accept-Language', language)
        .expect(400);
    const [thai, english] = [await ask('th'), await ask('en')];
    const faults = [thai, english].map(({ body }) => (body as { errors: object[] }).errors[0]!);
    expect(faults).toEqual([
      { at: 'limit', message: expect.stringMatching(/[ก-๙]/) },
      { at: 'limit', message: expect.not.stringMatching(/[ก-๙]/) },
    ]);
  });

  it('refuses questions that an address of the API does not know, and no others', async () => {
    const { app } = createHttpFixture();
    const refused = await request(app)
      .get('/api/v1/batches/b-1?verbose=1')
      .set('Authorization', `Bearer ${ananKey}`)
      .expect(400);
    expect(refused.body).toMatchObject({ code: 'request-invalid' });
    // The draft of status lists has a question of its own; whoever does not know it may pass it over.
    await request(app).get('/.well-known/jwks.json?time=1').expect(200);
  });

  it('are problem+json with a stable type, a code and the request id', async () => {
    const { app } = createHttpFixture();
    const response = await request(app)
      .get('/api/v1/nowhere')
      .set('X-Request-Id', 'gateway-0001')
      .expect(404)
      .expect('Content-Type', 'application/problem+json')
      .expect('X-Request-Id', 'gateway-0001');
    expect(response.body).toMatchObject({
      type: '/problems/not-found',
      status: 404,
      code: 'not-found',
      requestId: 'gateway-0001',
    });
  });

  it('speak the language that is asked for', async () => {
    const { app } = createHttpFixture();
    const thai = await request(app).get('/api/v1/nowhere').set('Accept-Language', 'th-TH,en;q=0.5');
    const english = await request(app).get('/api/v1/nowhere').set('Accept-Language', 'en-GB');
    const neither = await request(app).get('/api/v1/nowhere').set('Accept-Language', 'fr');
    expect(thai.headers['content-language']).toBe('th');
    expect(thai.body.title).toBe(problemTypes['not-found'].title.th);
    expect(english.body.title).toBe(problemTypes['not-found'].title.en);
    expect(neither.headers['content-language']).toBe('en');
  });

  it('do not take over a request id that could break a log line', async () => {
    const { app } = createHttpFixture();
    const response = await request(app).get('/healthz').set('X-Request-Id', 'a b"c{d}e');
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answer 405 with the methods that an address takes', async () => {
    const { app } = createHttpFixture();
    const response = await request(app).delete('/api/v1/batches').expect(405);
    expect(response.headers['allow']).toBe('POST, GET, HEAD, OPTIONS');
    expect(response.body.code).toBe('method-not-allowed');
    await request(app)
      .options('/api/v1/verifications')
      .expect(204)
      .expect('Allow', 'POST, OPTIONS');
  });

  it('answer 404 for an address whose escapes are none', async () => {
    const { app } = createHttpFixture();
    const response = await request(app).get('/api/v1/documents/%E0%A4%A/status').expect(404);
    expect(response.body.code).toBe('not-found');
  });

  it('hide what is unexpected, and log it without its message', async () => {
    const { app, issuer, log } = createHttpFixture();
    issuer.getBatch = () => Promise.reject(new Error('row of Somsri 1-2345'));
    const response = await request(app)
      .get('/api/v1/batches/x')
      .set('Authorization', `Bearer ${ananKey}`)
      .expect(500);
    expect(response.body.code).toBe('internal');
    expect(response.text).not.toContain('Somsri');
    const entry = log.find(({ msg }) => msg === 'unexpected error');
    expect(entry).toMatchObject({ requestId: response.body.requestId, errorName: 'Error' });
    expect(JSON.stringify(log)).not.toContain('Somsri');
  });

  it("keep the operator's sentence out of the answer and in the log", async () => {
    const { app, issuer, log } = createHttpFixture();
    const text = { th: 'อ่าน /srv/keys/x.p12 ไม่ได้', en: 'Cannot read /srv/keys/x.p12' };
    issuer.getBatch = () => Promise.reject(new AppError('key-unreadable', text));
    const response = await request(app)
      .get('/api/v1/batches/x')
      .set('Authorization', `Bearer ${ananKey}`)
      .expect(500);
    expect(response.body.code).toBe('key-unreadable');
    expect(response.text).not.toContain('/srv/keys');
    expect(log).toContainEqual(expect.objectContaining({ detail: text.en }));
  });

  it('have a sentence in both languages and an error status for every code', () => {
    for (const [code, { status, title }] of Object.entries(problemTypes)) {
      expect({ code, status: status >= 400 && status < 600 }).toEqual({ code, status: true });
      expect(title.th).toMatch(/[\u0E00-\u0E7F]/);
      expect(title.en).toMatch(/^[A-Z]/);
    }
  });

  it('carry the places of faults only when there are some', () => {
    const failure = toFailure(new AppError('not-found', { th: 'ก', en: 'a' }));
    expect(toProblem(failure, 'th', 'r')).toEqual({
      type: '/problems/not-found',
      title: problemTypes['not-found'].title.th,
      status: 404,
      detail: 'ก',
      code: 'not-found',
      requestId: 'r',
    });
  });
});
