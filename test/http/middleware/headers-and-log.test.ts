import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createLogger } from '../../../src/main/http-logger.ts';
import { ananKey, createHttpFixture, issueFor } from '../../support/http-fixture.ts';

describe('security headers', () => {
  it('allow nothing inline and no other site', async () => {
    const { headers } = await request(createHttpFixture().app).get('/verify').expect(200);
    const policy = headers['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('insist on TLS only where people reach the service over it', async () => {
    const plain = await request(createHttpFixture().app).get('/healthz');
    const secure = await request(createHttpFixture({ isHttps: true }).app).get('/healthz');
    expect(plain.headers).not.toHaveProperty('strict-transport-security');
    expect(secure.headers['strict-transport-security']).toMatch(/^max-age=31536000/);
  });
});

describe('the log', () => {
  it('names the route, not the address, and holds nothing of keys, bodies or people', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['6401234567']);
    await request(fixture.app)
      .get(`/api/v1/documents/${id}?who=Somsri`)
      .set('Authorization', `Bearer ${ananKey}`);
    await request(fixture.app)
      .post('/api/v1/claims')
      .send({ claimCode: 'CLAIM-6401234567', birthDate: '2000-07-21' });
    await request(fixture.app).get('/verify');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const text = JSON.stringify(fixture.log);
    for (const secret of ['6401234567', '2000-07-21', 'Somsri', ananKey, id!]) {
      expect(text).not.toContain(secret);
    }
    expect(fixture.log).toContainEqual(
      expect.objectContaining({
        msg: 'request',
        route: '/api/v1/documents/{documentId}',
        // A question that the description does not know.
        status: 400,
        method: 'GET',
      }),
    );
  });

  it('masks what must never stand in it', () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(line: Buffer, _encoding, done) {
        lines.push(line.toString('utf8'));
        done();
      },
    });
    const logger = createLogger('info', sink);
    logger.info({ passphrase: 'p-1', request: { authorization: 'p-2', headers: 'p-3' } }, 'x');
    expect(lines.join('')).not.toMatch(/p-[123]/);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', msg: 'x' });
  });
});
