import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import {
  documentHistorySchema,
  documentPageSchema,
  documentSchema,
} from '../../../src/http/schemas/document.ts';
import { ananKey, chaiKey, createHttpFixture, issueFor } from '../../support/http-fixture.ts';
import type { HttpFixture } from '../../support/http-fixture.ts';

function get({ app }: HttpFixture, key: string, path: string): request.Test {
  return request(app).get(path).set('Authorization', `Bearer ${key}`);
}

function revoke({ app }: HttpFixture, key: string, id: string, body: object): request.Test {
  return request(app)
    .post(`/api/v1/documents/${id}/revocation`)
    .set('Authorization', `Bearer ${key}`)
    .send(body);
}

describe("a registrar's documents", () => {
  it('are listed by batch and by state, page by page', async () => {
    const fixture = createHttpFixture();
    const [first] = await issueFor(fixture, ['S1', 'S2', 'S3']);
    await revoke(fixture, ananKey, first!, { reason: 'fraud' }).expect(200);
    const all = await get(fixture, ananKey, '/api/v1/batches/batch-1/documents?limit=2').expect(
      200,
    );
    expect(documentPageSchema.parse(all.body).items).toHaveLength(2);
    expect(all.body.nextCursor).not.toBeNull();
    const revoked = await get(fixture, ananKey, '/api/v1/documents?state=revoked').expect(200);
    expect(revoked.body.items).toEqual([expect.objectContaining({ documentId: first })]);
    await get(fixture, ananKey, '/api/v1/documents?state=lost').expect(400);
    const others = await get(fixture, chaiKey, '/api/v1/documents').expect(200);
    expect(others.body).toEqual({ items: [], nextCursor: null });
  });

  it('come with their PDF and sidecar as files to keep', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const document = await get(fixture, ananKey, `/api/v1/documents/${id}`).expect(200);
    expect(documentSchema.parse(document.body)).toMatchObject({ documentId: id, studentId: 'S1' });
    const pdf = await get(fixture, ananKey, `/api/v1/documents/${id}/pdf`).expect(200);
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${id}.pdf"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(pdf.body as Uint8Array).toString('latin1')).toMatch(/^%PDF/);
    const sidecar = await get(fixture, ananKey, `/api/v1/documents/${id}/sidecar`).buffer(true);
    expect(sidecar.headers['content-type']).toBe('application/vc+jwt');
  });

  it('are found however their id is typed', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const typed = id!.toLowerCase().replaceAll('-', '');
    const document = await get(fixture, ananKey, `/api/v1/documents/${typed}`).expect(200);
    expect(document.body.documentId).toBe(id);
  });

  it.each(['nonsense', '7K3M-9QXT-2WBD-4HN8', '%00'])('are not found as %s', async (id) => {
    const response = await get(createHttpFixture(), ananKey, `/api/v1/documents/${id}/pdf`);
    expect(response.status).toBe(404);
    expect(response.body.code).toBe('not-found');
  });

  it('are invisible to another institution', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    for (const part of ['', '/pdf', '/sidecar']) {
      await get(fixture, chaiKey, `/api/v1/documents/${id}${part}`).expect(404);
    }
    await revoke(fixture, chaiKey, id!, { reason: 'fraud' }).expect(404);
    await request(fixture.app).get(`/api/v1/documents/${id}`).expect(401);
  });

  it('are revoked once, for a published reason', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const bored = await revoke(fixture, ananKey, id!, { reason: 'bored' }).expect(422);
    expect(bored.body.code).toBe('reason-unknown');
    const other = await revoke(fixture, ananKey, id!, { reason: 'other' }).expect(422);
    expect(other.body.code).toBe('reason-unknown');
    const extra = await revoke(fixture, ananKey, id!, { reason: 'fraud', why: 1 }).expect(400);
    expect(extra.body.code).toBe('request-invalid');
    const done = await revoke(fixture, ananKey, id!, { reason: 'other', note: 'typo' }).expect(200);
    expect(done.body).toMatchObject({ state: 'revoked', reason: 'other', note: 'typo' });
    const again = await revoke(fixture, ananKey, id!, { reason: 'fraud' }).expect(409);
    expect(again.body.code).toBe('illegal-transition');
  });

  it('answer a repeated revocation the same under one Idempotency-Key, and a conflict for another body', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const send = (body: object): request.Test =>
      revoke(fixture, ananKey, id!, body).set('Idempotency-Key', 'r-1');
    const first = await send({ reason: 'fraud' }).expect(200);
    expect((await send({ reason: 'fraud' }).expect(200)).body).toEqual(first.body);
    const other = await send({ reason: 'record-corrected' }).expect(409);
    expect(other.body.code).toBe('idempotency-conflict');
  });

  it('are suspended, reinstated and superseded, each at its own address', async () => {
    const fixture = createHttpFixture();
    const [id, others] = await issueFor(fixture, ['S1', 'S2']);
    const [corrected] = (await issueFor(fixture, ['S1'])).slice(-1);
    const send = (method: 'post' | 'delete', part: string) =>
      request(fixture.app)
        [method](`/api/v1/documents/${id}/${part}`)
        .set('Authorization', `Bearer ${ananKey}`);
    const suspended = await send('post', 'suspension').send({ reason: 'fraud' }).expect(200);
    expect(documentSchema.parse(suspended.body)).toMatchObject({ state: 'suspended' });
    await send('post', 'suspension').send({ reason: 'mood' }).expect(422);
    expect((await send('delete', 'suspension').expect(200)).body.state).toBe('issued');
    expect((await send('delete', 'suspension').expect(409)).body.code).toBe('illegal-transition');
    for (const supersededBy of [others, '7K3M-9QXT-2WBD-4HN9']) {
      const refused = await send('post', 'supersession')
        .send({ reason: 'record-corrected', supersededBy })
        .expect(422);
      expect(refused.body.code).toBe('successor-refused');
    }
    const done = await send('post', 'supersession')
      .send({ reason: 'record-corrected', supersededBy: corrected })
      .expect(200);
    expect(done.body).toMatchObject({ state: 'superseded', supersededBy: corrected });
    const status = await request(fixture.app).get(`/api/v1/documents/${id}/status`).expect(200);
    expect(status.body).toMatchObject({ state: 'superseded', supersededBy: corrected });
  });

  it('answer what they were at one time, as known at another', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const path = `/api/v1/documents/${id}/history`;
    const now = await get(fixture, ananKey, path).expect(200);
    expect(documentHistorySchema.parse(now.body)).toMatchObject({
      state: 'issued',
      isInForce: true,
    });
    const before = await get(fixture, ananKey, `${path}?at=2020-01-01T00:00:00Z`).expect(200);
    expect(before.body).toMatchObject({ state: 'not-issued', isInForce: false, since: null });
    await get(fixture, ananKey, `${path}?at=yesterday`).expect(400);
    await get(fixture, chaiKey, path).expect(404);
  });
});
