import { describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import request from 'supertest';
import { toBatchEvents } from '../../../../src/http/registrar/batches/batch-events.ts';
import { chaiKey, ananKey, createHttpFixture, issueFor } from '../../../support/http-fixture.ts';
import { twoPersonInstitution } from '../../../support/fake-services/fake-world.ts';

const timing = { lookMs: 1, heartbeatMs: 3 };

/** Takes so many pieces of a stream. */
async function take(stream: AsyncIterable<string>, count: number): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) {
    pieces.push(piece);
    if (pieces.length === count) break;
  }
  return pieces;
}

describe("a batch's events", () => {
  it('tell each change once, and end with the last', async () => {
    const fixture = createHttpFixture();
    await issueFor(fixture, ['S1']);
    const { issuer } = fixture;
    const issued = await issuer.getBatch('batch-1');
    const states = ['approved', 'approved', 'issuing', 'issued'] as const;
    let looks = 0;
    const look = () => Promise.resolve({ ...issued, state: states[looks++]! });
    const events = toBatchEvents(
      look,
      ({ state }) => ({ state }),
      new AbortController().signal,
      timing,
    );
    expect(await take(events, 9)).toEqual([
      'event: progress\ndata: {"state":"approved"}\n\n',
      'event: progress\ndata: {"state":"issuing"}\n\n',
      'event: end\ndata: {"state":"issued"}\n\n',
    ]);
  });

  it('show that they live while nothing changes, and stop when nobody listens', async () => {
    const { issuer } = createHttpFixture();
    const files = [{ name: 'batch.csv', bytes: new TextEncoder().encode('S1') }];
    const waiting = await issuer.submitBatch({
      institutionCode: twoPersonInstitution.code,
      actor: 'anan',
      files,
    });
    const gone = new AbortController();
    const look = () => Promise.resolve(waiting);
    const events = toBatchEvents(look, () => ({}), gone.signal, timing);
    expect(await take(events, 2)).toEqual(['event: progress\ndata: {}\n\n', ': still here\n\n']);
    gone.abort();
    expect(
      await take(
        toBatchEvents(look, () => ({}), gone.signal, timing),
        1,
      ),
    ).toEqual([]);
  });

  it('are served to the institution that owns the batch', async () => {
    const fixture = createHttpFixture();
    await issueFor(fixture, ['S1']);
    const path = '/api/v1/batches/batch-1/events';
    const response = await request(fixture.app).get(path).set('Authorization', `Bearer ${ananKey}`);
    expect(response.headers['content-type']).toBe('text/event-stream');
    expect(response.text).toMatch(/^event: end\ndata: \{"batchId":"batch-1",.*\}\n\n$/);
    await request(fixture.app).get(path).set('Authorization', `Bearer ${chaiKey}`).expect(404);
  });
});

describe("a batch's archive", () => {
  it('holds every PDF and sidecar, byte by byte', async () => {
    const fixture = createHttpFixture();
    const studentIds = Array.from({ length: 31 }, (_, index) => `S${index}`);
    const documentIds = await issueFor(fixture, studentIds);
    const response = await request(fixture.app)
      .get('/api/v1/batches/batch-1/documents.zip')
      .set('Authorization', `Bearer ${ananKey}`)
      .buffer(true)
      .parse((stream, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(response.headers['content-disposition']).toBe('attachment; filename="batch-1.zip"');
    const files = unzipSync(response.body as Buffer);
    expect(Object.keys(files)).toHaveLength(62);
    for (const documentId of documentIds) {
      const document = [...fixture.issuer.documents.values()].find(
        ({ view }) => view.documentId === documentId,
      )!;
      expect(Buffer.from(files[`${documentId}.pdf`]!).equals(document.pdf)).toBe(true);
      expect(Buffer.from(files[`${documentId}.jws`]!).toString()).toBe(document.sidecar);
    }
  });

  it('is not there before the batch is issued, and not for more than an archive can hold', async () => {
    const fixture = createHttpFixture();
    await issueFor(fixture, ['S1']);
    const batch = fixture.issuer.batches.get('batch-1')!;
    const get = (): request.Test =>
      request(fixture.app)
        .get('/api/v1/batches/batch-1/documents.zip')
        .set('Authorization', `Bearer ${ananKey}`);
    batch.view = { ...batch.view, state: 'issuing' };
    expect((await get().expect(409)).body.code).toBe('illegal-transition');
    batch.view = {
      ...batch.view,
      state: 'issued',
      counts: { ...batch.view.counts, issued: 40_000 },
    };
    expect((await get().expect(422)).body.code).toBe('answer-too-large');
  });
});
