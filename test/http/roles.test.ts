import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ananKey, createHttpFixture } from '../support/http-fixture.ts';

const issuing = [
  ['get', '/api/v1/batches'],
  ['post', '/api/v1/batches'],
  ['get', '/api/v1/documents'],
  ['post', '/api/v1/claims'],
  ['get', '/api/v1/me/documents'],
  ['get', '/claim'],
] as const;
const verifying = [
  ['post', '/api/v1/verifications'],
  ['get', '/api/v1/documents/7K3M-9QXT-2WBD-4HN8/status'],
  ['get', '/status-lists/1'],
  ['get', '/.well-known/jwks.json'],
  ['get', '/.well-known/parinya-trust-list'],
  ['get', '/verify'],
] as const;

describe('the roles of a process', () => {
  it.each(issuing)('keep %s %s out of the verifier', async (method, path) => {
    const { app } = createHttpFixture({ role: 'verifier' });
    await request(app)[method](path).set('Authorization', `Bearer ${ananKey}`).expect(404);
  });

  it.each(verifying)('keep %s %s out of the issuer', async (method, path) => {
    const { app } = createHttpFixture({ role: 'issuer' });
    await request(app)[method](path).expect(404);
  });

  it('describe only what they serve', async () => {
    const { app } = createHttpFixture({ role: 'verifier' });
    const { body } = await request(app).get('/api/v1/openapi.json').expect(200);
    expect(Object.keys(body.paths as object)).not.toContain('/api/v1/batches');
  });

  it('lead from / to the first page that they have', async () => {
    const all = createHttpFixture();
    const issuer = createHttpFixture({ role: 'issuer' });
    await request(all.app).get('/').expect(302).expect('Location', '/verify');
    await request(all.app).get('/?lang=en').expect('Location', '/verify?lang=en');
    await request(issuer.app).get('/').expect(302).expect('Location', '/claim');
  });

  it('are alive always, and ready only when their services are', async () => {
    const { app, verifier } = createHttpFixture();
    await request(app).get('/healthz').expect(200, { status: 'alive' });
    await request(app).get('/readyz').expect(200, { status: 'ready' });
    verifier.isReady = false;
    const response = await request(app).get('/readyz').expect(503);
    expect(response.body.code).toBe('not-ready');
    await request(app).get('/healthz').expect(200);
  });

  it('are ready as an issuer only when a query and a key can be used', async () => {
    const { app, issuer } = createHttpFixture({ role: 'issuer' });
    await request(app).get('/readyz').expect(200);
    issuer.listBatches = () => Promise.reject(new Error('disk'));
    await request(app).get('/readyz').expect(503);
  });
});
