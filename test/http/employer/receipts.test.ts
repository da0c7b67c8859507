import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { parsePublicKeySet } from '../../../src/formats/jws/public-jwk.ts';
import { verificationAnswerSchema } from '../../../src/http/schemas/report.ts';
import { checkReceipt } from '../../../src/verification/receipt/check-receipt.ts';
import { ananKey, agencyKey, createHttpFixture, employerKey } from '../../support/http-fixture.ts';
import { memoryReceipts } from '../../support/receipts.ts';

const ROUTE = '/api/v1/verifications';
const KEYS = '/.well-known/parinya-receipt-keys';
const PDF = Buffer.from('%PDF forged');
const bearer = (key: string) => `Bearer ${key}`;

describe('receipts over HTTP', () => {
  it('come with the report, and prove it with the published keys', async () => {
    const { app } = createHttpFixture({ receipts: memoryReceipts() });
    const answer = await request(app).post(ROUTE).type('application/pdf').send(PDF).expect(200);
    expect(answer.headers['link']).toBeUndefined();
    const keys = await request(app)
      .get(KEYS)
      .expect(200)
      .expect('Content-Type', 'application/jwk-set+json');
    expect(keys.headers['access-control-allow-origin']).toBe('*');
    const { receipt = '' } = verificationAnswerSchema.parse(answer.body);
    const checked = await checkReceipt({
      receipt,
      keys: parsePublicKeySet(keys.body),
      report: answer.body as object,
      pdf: PDF,
    });
    expect(checked).toMatchObject({
      indication: 'TOTAL-PASSED',
      receipt: { indication: 'TOTAL-FAILED', iss: 'https://verify.example' },
    });
  });

  it('are kept for an organisation that proves itself, and for nobody else', async () => {
    const { app } = createHttpFixture({ receipts: memoryReceipts() });
    const answer = await request(app)
      .post(ROUTE)
      .type('application/pdf')
      .set('Authorization', bearer(employerKey))
      .send(PDF)
      .expect(200);
    const address = /^<(\/api\/v1\/receipts\/[0-9a-f]{32})>; rel="describedby"$/.exec(
      answer.headers['link']!,
    )![1]!;
    const get = () => request(app).get(address);
    const kept = await get().set('Authorization', bearer(employerKey)).buffer(true).expect(200);
    expect(kept.headers['content-type']).toBe('application/verification-receipt+jwt');
    expect(kept.text).toBe(answer.body.receipt);
    await get().set('Authorization', bearer(agencyKey)).expect(404);
    await get().set('Authorization', bearer(ananKey)).expect(401);
    await get().expect(401);
    await request(app)
      .get('/api/v1/receipts/..%2f..%2fsecret')
      .set('Authorization', bearer(employerKey))
      .expect(404);
  });

  it('are not promised to a key that nobody has', async () => {
    const fixture = createHttpFixture({ receipts: memoryReceipts() });
    const response = await request(fixture.app)
      .post(ROUTE)
      .type('application/pdf')
      .set('Authorization', bearer(`${employerKey}x`))
      .send(PDF);
    expect([response.status, response.body.code]).toEqual([401, 'unauthorized']);
    expect(fixture.verifier.lastRequest).toBeUndefined();
  });

  it('are absent where the verifier has no key', async () => {
    const { app } = createHttpFixture();
    const answer = await request(app).post(ROUTE).type('application/pdf').send(PDF).expect(200);
    expect(answer.body).not.toHaveProperty('receipt');
    await request(app).get(KEYS).expect(404);
    const { body } = await request(app).get('/api/v1/openapi.json').expect(200);
    expect(Object.keys(body.paths as object)).not.toContain(KEYS);
  });

  it('stand in the description, with the key as a choice', async () => {
    const { app } = createHttpFixture({ receipts: memoryReceipts() });
    const { body } = await request(app).get('/api/v1/openapi.json').expect(200);
    expect(body.paths[ROUTE].post.security).toEqual([{}, { organisationKey: [] }]);
    expect(body.paths['/api/v1/receipts/{receiptId}'].get.security).toEqual([
      { organisationKey: [] },
    ]);
  });
});
