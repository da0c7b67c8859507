import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { SESSION_SECONDS } from '../../src/http/access/graduate-sessions.ts';
import { ownDocumentPageSchema } from '../../src/http/schemas/document.ts';
import { afterFakeNow } from '../support/fake-services/fake-world.ts';
import { createHttpFixture, issueFor } from '../support/http-fixture.ts';
import type { HttpFixture } from '../support/http-fixture.ts';

const claim = { claimCode: 'CLAIM-S1', birthDate: '2000-07-21' };

async function openSession({ app }: HttpFixture): Promise<string> {
  const response = await request(app).post('/api/v1/claims').send(claim).expect(201);
  return `Bearer ${String(response.body.token)}`;
}

describe('a graduate', () => {
  it('claims the own documents and downloads them', async () => {
    const fixture = createHttpFixture();
    const [own] = await issueFor(fixture, ['S1', 'S2']);
    const session = await request(fixture.app).post('/api/v1/claims').send(claim).expect(201);
    expect(session.body).toMatchObject({ tokenType: 'Bearer', expiresAt: '2026-11-24T03:30:00Z' });
    expect(session.body.documents).toHaveLength(1);
    const authorization = `Bearer ${String(session.body.token)}`;
    const list = await request(fixture.app)
      .get('/api/v1/me/documents')
      .set('Authorization', authorization)
      .expect(200);
    expect(ownDocumentPageSchema.parse(list.body).items[0]).not.toHaveProperty('note');
    const pdf = await request(fixture.app)
      .get(`/api/v1/me/documents/${own}/pdf`)
      .set('Authorization', authorization)
      .expect(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    await request(fixture.app)
      .get(`/api/v1/me/documents/${own}/sidecar`)
      .set('Authorization', authorization)
      .expect(200);
  });

  it("never gets somebody else's document", async () => {
    const fixture = createHttpFixture();
    const [, other] = await issueFor(fixture, ['S1', 'S2']);
    const authorization = await openSession(fixture);
    for (const part of ['pdf', 'sidecar']) {
      const response = await request(fixture.app)
        .get(`/api/v1/me/documents/${other}/${part}`)
        .set('Authorization', authorization)
        .expect(404);
      expect(response.body.code).toBe('not-found');
    }
  });

  it('is refused alike for an unknown code and a wrong detail', async () => {
    const fixture = createHttpFixture();
    await issueFor(fixture, ['S1']);
    const answers = await Promise.all(
      [
        { ...claim, claimCode: 'CLAIM-S9' },
        { ...claim, birthDate: '2000-07-22' },
      ].map((body) => request(fixture.app).post('/api/v1/claims').send(body).expect(403)),
    );
    const bodies = answers.map(({ body }) => ({ ...body, requestId: '' }));
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0].code).toBe('claim-refused');
  });

  it('is stopped after a few guesses', async () => {
    const { app } = createHttpFixture({ limits: { claims: { requests: 2, windowSeconds: 60 } } });
    const guess = (): request.Test =>
      request(app)
        .post('/api/v1/claims')
        .send({ ...claim, claimCode: 'x' });
    await guess().expect(403);
    await guess().expect(403);
    const response = await guess().expect(429);
    expect(response.body.code).toBe('rate-limited');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('needs a session that is ours, whole and not over', async () => {
    const fixture = createHttpFixture();
    await issueFor(fixture, ['S1']);
    const authorization = await openSession(fixture);
    const list = (value: string): request.Test =>
      request(fixture.app).get('/api/v1/me/documents').set('Authorization', value);
    await list(authorization).expect(200);
    const [payload, mac] = authorization.slice('Bearer '.length).split('.') as [string, string];
    const more = Buffer.from(
      Buffer.from(payload, 'base64url').toString().replace('expiresAt":1', 'expiresAt":9'),
    ).toString('base64url');
    for (const forged of [`${more}.${mac}`, payload, `${payload}.`, `${payload}.${mac}.x`, '']) {
      expect((await list(`Bearer ${forged}`).expect(401)).body.code).toBe('unauthorized');
    }
    fixture.clock.now = () => afterFakeNow(SESSION_SECONDS);
    await list(authorization).expect(401);
  });

  it.each([{}, { claimCode: 'x' }, { ...claim, birthDate: '' }, { ...claim, x: 1 }, []])(
    'cannot claim with %j',
    async (body) => {
      const { app } = createHttpFixture();
      const response = await request(app).post('/api/v1/claims').send(body).expect(400);
      expect(response.body.code).toBe('request-invalid');
    },
  );
});
