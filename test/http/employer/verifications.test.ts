import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { LARGEST_EVIDENCE_BYTES } from '../../../src/http/employer/verification-input.ts';
import {
  verificationAnswerSchema,
  verificationReportSchema,
} from '../../../src/http/schemas/report.ts';
import { createHttpFixture, issueFor } from '../../support/http-fixture.ts';
import type { HttpFixture } from '../../support/http-fixture.ts';

const ROUTE = '/api/v1/verifications';

function verify({ app }: HttpFixture, type: string, body: string | Buffer): request.Test {
  return request(app).post(ROUTE).set('Content-Type', type).send(body);
}

/** A form by hand, so that it can also be broken. */
function form(...parts: readonly string[]): string {
  return `${parts.map((part) => `--b\r\nContent-Disposition: form-data; ${part}\r\n`).join('')}--b--\r\n`;
}

describe('POST /api/v1/verifications', () => {
  it('answers 200 with the report whatever the verdict', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const genuine = await verify(fixture, 'application/pdf', `%PDF genuine id:${id}`).expect(200);
    expect(verificationReportSchema.parse(genuine.body)).toMatchObject({
      indication: 'TOTAL-PASSED',
      document: { documentId: id },
    });
    const forged = await verify(fixture, 'application/pdf', `%PDF forged id:${id}`).expect(200);
    expect(forged.body).toMatchObject({
      indication: 'TOTAL-FAILED',
      subIndication: 'HASH_FAILURE',
    });
    const noPdf = await verify(fixture, 'application/pdf', 'hello').expect(200);
    expect(noPdf.body).toMatchObject({ subIndication: 'FORMAT_FAILURE' });
  });

  it('hands the bytes over exactly as they came', async () => {
    const fixture = createHttpFixture();
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
    await verify(fixture, 'application/pdf', bytes).expect(200);
    expect(Buffer.from(fixture.verifier.lastRequest!.pdf!).equals(bytes)).toBe(true);
    await request(fixture.app).post(ROUTE).attach('pdf', bytes, 'x.pdf').expect(200);
    expect(Buffer.from(fixture.verifier.lastRequest!.pdf!).equals(bytes)).toBe(true);
  });

  it('takes a sidecar alone, or a PDF and a sidecar in one form', async () => {
    const fixture = createHttpFixture();
    await verify(fixture, 'application/vc+jwt', 'a.b.c\n').expect(200);
    expect(fixture.verifier.lastRequest).toEqual({ sidecar: 'a.b.c' });
    await request(fixture.app)
      .post(ROUTE)
      .attach('pdf', Buffer.from('%PDF'), 'x.pdf')
      .attach('sidecar', Buffer.from('a.b.c'), 'x.jws')
      .expect(200);
    expect(fixture.verifier.lastRequest).toMatchObject({ sidecar: 'a.b.c' });
    expect(Buffer.from(fixture.verifier.lastRequest!.pdf!).toString()).toBe('%PDF');
  });

  it('says the same for people, in the language that is asked for', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const ask = (language: string): request.Test =>
      verify(fixture, 'application/pdf', `%PDF genuine id:${id}`).set('Accept-Language', language);
    const thai = await ask('th').expect('Content-Language', 'th');
    expect(verificationAnswerSchema.parse(thai.body).answer).toMatchObject({
      language: 'th',
      symbol: 'passed',
      headline: 'เอกสารนี้เป็นของจริงและยังมีผลใช้ได้',
    });
    const english = await ask('en-GB').expect('Content-Language', 'en');
    expect(english.body.answer.headline).toBe('This document is genuine and in force');
    expect(english.body.answer.lines).toHaveLength(4);
  });

  it('gives the report of ETSI TS 119 102-2 to those who ask for XML', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const ask = (accept: string) =>
      verify(fixture, 'application/pdf', `%PDF genuine id:${id}`).set('Accept', accept).expect(200);
    const { headers, text } = await ask('application/xml');
    expect(headers['content-type']).toBe('application/xml');
    expect(headers['vary']).toContain('Accept');
    expect(text).toContain('urn:etsi:019102:mainindication:total-passed');
    expect(text).toContain('<ds:DigestValue>');
    for (const accept of ['*/*', 'application/json, application/xml;q=0.9', 'text/html']) {
      expect((await ask(accept)).headers['content-type']).toMatch(/^application\/json/);
    }
  });

  it.each([
    ['application/pdf', '', 400, 'input-empty'],
    ['application/vc+jwt', '', 400, 'input-empty'],
    ['application/zip', 'PK', 415, 'unsupported-media-type'],
    ['multipart/form-data', 'x', 400, 'input-unreadable'],
    ['multipart/form-data; boundary=b', 'no boundary here', 400, 'input-unreadable'],
    ['multipart/form-data; boundary=b', '--b--\r\n', 400, 'input-empty'],
    ['multipart/form-data; boundary=b', form('name="other"\r\n\r\nx'), 400, 'input-empty'],
    [
      'multipart/form-data; boundary=b',
      form('name="pdf"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n'),
      400,
      'input-empty',
    ],
    [
      'multipart/form-data; boundary=b',
      form('name="pdf"; filename="a"\r\n\r\nx', 'name="pdf"; filename="b"\r\n\r\ny'),
      400,
      'input-unreadable',
    ],
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="pdf"; filename="a"\r\n\r\ncut off',
      400,
      'input-unreadable',
    ],
    [
      'multipart/form-data; boundary=b',
      form(...Array.from({ length: 9 }, (_, index) => `name="f${index}"\r\n\r\nx`)),
      400,
      'input-unreadable',
    ],
  ])('refuses %s with %j as %i %s', async (type, body, status, code) => {
    const fixture = createHttpFixture();
    const response = await verify(fixture, type, body);
    expect([response.status, response.body.code]).toEqual([status, code]);
    expect(fixture.verifier.lastRequest).toBeUndefined();
  });

  it('refuses a request without a type', async () => {
    const { app } = createHttpFixture();
    const response = await request(app).post(ROUTE).expect(415);
    expect(response.body.code).toBe('unsupported-media-type');
  });

  it('takes 20 MB and not a byte more, as a body and as a form', async () => {
    const fixture = createHttpFixture();
    const largest = Buffer.alloc(LARGEST_EVIDENCE_BYTES, 32);
    const larger = Buffer.alloc(LARGEST_EVIDENCE_BYTES + 1, 32);
    await verify(fixture, 'application/pdf', largest).expect(200);
    const body = await verify(fixture, 'application/pdf', larger).expect(413);
    expect(body.body.code).toBe('input-too-large');
    const sent = await request(fixture.app).post(ROUTE).attach('pdf', larger, 'x.pdf').expect(413);
    expect(sent.body.code).toBe('input-too-large');
    await request(fixture.app).post(ROUTE).attach('pdf', largest, 'x.pdf').expect(200);
  });

  it('limits how often one address may ask', async () => {
    const limits = { verifications: { requests: 1, windowSeconds: 60 } };
    const fixture = createHttpFixture({ limits });
    await verify(fixture, 'application/pdf', '%PDF').expect(200);
    const response = await verify(fixture, 'application/pdf', '%PDF').expect(429);
    expect(response.body.code).toBe('rate-limited');
  });
});
