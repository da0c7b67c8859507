import { describe, expect, it } from '@jest/globals';
import type { Express } from 'express';
import { zipSync } from 'fflate';
import request from 'supertest';
import type { VerificationRequest } from '../../../src/app/services.ts';
import { BulkPlaces } from '../../../src/http/employer/bulk/bulk-places.ts';
import { bulkLineSchema } from '../../../src/http/schemas/report.ts';
import { isAppError } from '../../../src/shared/app-error.ts';
import { latin1Bytes } from '../../../src/shared/bytes.ts';
import { verifyDocument } from '../../../src/verification/verify-document.ts';
import { agencyKey, ananKey, createHttpFixture, employerKey } from '../../support/http-fixture.ts';
import { fakeNow } from '../../support/fake-services/fake-world.ts';
import { memoryReceipts } from '../../support/receipts.ts';

const ROUTE = '/api/v1/verifications/bulk';
const bytes = (text: string) => latin1Bytes(text);

interface World {
  readonly app: Express;
  readonly asked: VerificationRequest[];
}

function makeWorld(bulkBytes?: number): World {
  const asked: VerificationRequest[] = [];
  const { app, verifier } = createHttpFixture({
    receipts: memoryReceipts(),
    ...(bulkBytes === undefined ? {} : { limits: { bulkBytes } }),
  });
  verifier.verify = (question) => {
    asked.push(question);
    const trust = { kind: 'anchors', anchors: [] } as const;
    return verifyDocument({ ...question, trust, validationTime: fakeNow });
  };
  return { app, asked };
}

function post({ app }: World, key = employerKey, query = '') {
  return request(app)
    .post(`${ROUTE}${query}`)
    .set('Authorization', `Bearer ${key}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
    });
}

function linesOf(body: unknown) {
  return (body as string)
    .split('\n')
    .filter(Boolean)
    .map((line) => bulkLineSchema.parse(JSON.parse(line)));
}

async function sendZip(
  world: World,
  files: Readonly<Record<string, string>>,
  query?: string,
): Promise<ReturnType<typeof linesOf>> {
  const zip = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)])),
  );
  const response = await post(world, employerKey, query)
    .type('application/zip')
    .send(Buffer.from(zip))
    .expect(200)
    .expect('Content-Type', 'application/x-ndjson');
  return linesOf(response.body);
}

describe('many documents at once', () => {
  it('are answered line by line in the order of the zip, each under its name', async () => {
    const world = makeWorld();
    const lines = await sendZip(world, {
      'b/2.pdf': '%PDF two',
      'b/1.pdf': 'no PDF at all',
      '__MACOSX/._1.pdf': 'litter',
      'ใบแสดงผล.pdf': '%PDF three',
    });
    expect(lines.map(({ file, indication }) => [file, indication])).toEqual([
      ['b/2.pdf', 'TOTAL-FAILED'],
      ['b/1.pdf', 'TOTAL-FAILED'],
      ['ใบแสดงผล.pdf', 'TOTAL-FAILED'],
    ]);
    expect(world.asked.map(({ pdf }) => Buffer.from(pdf!).toString())).toEqual([
      '%PDF two',
      'no PDF at all',
      '%PDF three',
    ]);
  });

  it('have their sidecars judged with them where both are in one folder; a sidecar alone is one of them', async () => {
    const world = makeWorld();
    const lines = await sendZip(world, {
      'x/a.jws': 'sidecar of a',
      'x/a.pdf': '%PDF a',
      'y/a.pdf': '%PDF other a',
      'b.JWS': 'sidecar alone',
    });
    expect(lines.map(({ file }) => file)).toEqual(['x/a.pdf', 'y/a.pdf', 'b.JWS']);
    expect(world.asked.map(({ pdf, sidecar }) => [pdf?.length, sidecar])).toEqual([
      [6, 'sidecar of a'],
      [12, undefined],
      [undefined, 'sidecar alone'],
    ]);
  });

  it('may come in a form, whatever its parts are called', async () => {
    const world = makeWorld();
    const response = await post(world)
      .attach('files', Buffer.from('%PDF one'), 'one.pdf')
      .attach('files', Buffer.from('%PDF two'), 'two.pdf')
      .attach('pdf', Buffer.alloc(600_000, 1), 'three.pdf')
      .expect(200);
    expect(linesOf(response.body).map(({ file }) => file)).toEqual([
      'one.pdf',
      'two.pdf',
      'three.pdf',
    ]);
    expect(world.asked.map(({ pdf }) => pdf!.length)).toEqual([8, 8, 600_000]);
  });

  it('get receipts only where asked for; these are kept for the organisation', async () => {
    const world = makeWorld();
    const [without] = await sendZip(world, { 'a.pdf': '%PDF' });
    expect(without).not.toHaveProperty('receipt');
    const [line] = await sendZip(world, { 'a.pdf': '%PDF' }, '?receipts=true');
    const [, claims] = line!.receipt!.split('.');
    const { jti } = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as { jti: string };
    await request(world.app)
      .get(`/api/v1/receipts/${jti}`)
      .set('Authorization', `Bearer ${employerKey}`)
      .expect(200);
  });

  it('leave the others alone where one cannot be unpacked', async () => {
    const world = makeWorld();
    const zip = zipSync({ 'a.pdf': [bytes('%PDF a'), { level: 0 }], 'b.pdf': bytes('%PDF b') });
    zip[Buffer.from(zip).indexOf('%PDF a')] = 0x21;
    const response = await post(world).type('application/zip').send(Buffer.from(zip)).expect(200);
    const [broken, good] = linesOf(response.body);
    expect(broken).toMatchObject({ file: 'a.pdf', problem: { code: 'input-unreadable' } });
    expect(broken).not.toHaveProperty('indication');
    expect(good).toMatchObject({ file: 'b.pdf', indication: 'TOTAL-FAILED' });
  });

  it.each([
    ['nothing', 'application/zip', Buffer.alloc(0), 400, 'input-empty'],
    ['no zip', 'application/zip', Buffer.from('%PDF'), 400, 'input-unreadable'],
    ['an empty zip', 'application/zip', Buffer.from(zipSync({})), 400, 'input-empty'],
    ['another type', 'application/pdf', Buffer.from('%PDF'), 415, 'unsupported-media-type'],
    [
      'a broken form',
      'multipart/form-data; boundary=x',
      Buffer.from('--x\r\n'),
      400,
      'input-unreadable',
    ],
  ])('%s is refused as a whole', async (_, type, body, status, code) => {
    const response = await post(makeWorld()).type(type).send(body);
    expect(response.status).toBe(status);
    expect((JSON.parse(response.body as string) as { code: string }).code).toBe(code);
  });

  it('are refused where they are more than the process takes, in bytes or in number', async () => {
    const zip = Buffer.from(zipSync({ 'a.pdf': [new Uint8Array(5000), { level: 0 }] }));
    await post(makeWorld(4000)).type('application/zip').send(zip).expect(413);
    const many = Object.fromEntries(
      Array.from({ length: 10_001 }, (_, index) => [`${index}.pdf`, new Uint8Array(1)]),
    );
    const tooMany = Buffer.from(zipSync(many, { level: 0 }));
    await post(makeWorld()).type('application/zip').send(tooMany).expect(413);
    const bomb = Buffer.from(zipSync({ 'a.pdf': new Uint8Array(30_000_000) }));
    await post(makeWorld()).type('application/zip').send(bomb).expect(400);
  });

  it('are for verifying organisations alone', async () => {
    const world = makeWorld();
    const zip = Buffer.from(zipSync({ 'a.pdf': bytes('%PDF') }));
    await post(world, ananKey).type('application/zip').send(zip).expect(401);
    await request(world.app).post(ROUTE).type('application/zip').send(zip).expect(401);
    await post(world, agencyKey).type('application/zip').send(zip).expect(200);
  });

  it('give their place back, whatever the end', async () => {
    const world = makeWorld();
    for (let turn = 0; turn < 6; turn++) {
      await post(world).type('application/zip').send(Buffer.from('%PDF')).expect(400);
      await sendZip(world, { 'a.pdf': '%PDF' });
    }
  });
});

describe('places for bulk verifications', () => {
  const refusal = (take: () => unknown) => {
    try {
      take();
      return undefined;
    } catch (error) {
      return isAppError(error) ? error.code : error;
    }
  };

  it('are two for one organisation and four for all', () => {
    const places = new BulkPlaces();
    const first = places.take('a');
    places.take('a');
    expect(refusal(() => places.take('a'))).toBe('rate-limited');
    first.giveBack();
    first.giveBack();
    places.take('a');
    expect(refusal(() => places.take('a'))).toBe('rate-limited');
    places.take('b');
    places.take('b');
    expect(refusal(() => places.take('c'))).toBe('rate-limited');
  });
});
