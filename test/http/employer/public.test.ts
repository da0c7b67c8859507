import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { documentStatusSchema } from '../../../src/http/schemas/document.ts';
import { createHttpFixture, issueFor } from '../../support/http-fixture.ts';

describe('what is public', () => {
  it("is a document's state, without anything about its holder", async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const response = await request(fixture.app).get(`/api/v1/documents/${id}/status`).expect(200);
    expect(documentStatusSchema.parse(response.body)).toEqual({
      documentId: id,
      state: 'issued',
      since: '2026-11-24T03:00:00Z',
      reason: null,
      supersededBy: null,
      institution: { code: '90001', nameTh: 'มหาวิทยาลัยตัวอย่าง', nameEn: 'Example University' },
    });
    expect(response.text).not.toContain('S1');
  });

  it.each(['7K3M-9QXT-2WBD-4HN8', 'nonsense', '0000-0000-0000-0000'])(
    'answers 404 for the unknown or malformed id %s',
    async (id) => {
      const { app } = createHttpFixture();
      const response = await request(app).get(`/api/v1/documents/${id}/status`).expect(404);
      expect(response.body.code).toBe('not-found');
    },
  );

  it('is the status list, cacheable and asked for again by its tag', async () => {
    const { app } = createHttpFixture();
    const response = await request(app).get('/status-lists/1').buffer(true).expect(200);
    expect(response.headers).toMatchObject({
      etag: '"v7"',
      'cache-control': 'public, max-age=60',
      'access-control-allow-origin': '*',
    });
    expect(response.headers['content-type']).toBe('application/statuslist+jwt');
    await request(app).get('/status-lists/1').set('If-None-Match', '"v7"').expect(304);
    for (const number of ['2', '01', '-1', '1.0', 'x', '99999999999']) {
      const missing = await request(app).get(`/status-lists/${number}`).expect(404);
      expect(missing.body.code).toBe('not-found');
    }
  });

  it.each([
    ['/.well-known/jwks.json', 'application/jwk-set+json', 300],
    ['/.well-known/parinya-trust-list', 'application/json', 300],
    ['/contexts/transcript/v1', 'application/ld+json', 2_592_000],
  ])('is %s, cacheable with a strong tag', async (path, type, seconds) => {
    const { app } = createHttpFixture();
    const response = await request(app).get(path).expect(200).expect('Content-Type', type);
    expect(response.headers['cache-control']).toBe(`public, max-age=${seconds}`);
    expect(response.headers['etag']).toMatch(/^"/);
    await request(app).get(path).set('If-None-Match', response.headers['etag']!).expect(304);
  });
});
