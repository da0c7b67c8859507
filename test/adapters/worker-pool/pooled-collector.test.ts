import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentThreads } from '../../../src/adapters/worker-pool/document-threads.ts';
import { PooledCollector } from '../../../src/adapters/worker-pool/pooled-collector.ts';
import { parseRepertoires } from '../../../src/rendering/text/repertoire-format.ts';

const NO_TEMPLATE = new Uint8Array();
const HERE = new TextEncoder().encode('{"version":2}');
/** As the worker of these tests has it. */
const DEADLY = 0xdd;

// eslint-disable-next-line @typescript-eslint/require-await -- what a database cursor is.
async function* records(letters: Iterable<number>): AsyncIterable<Uint8Array> {
  for (const letter of letters) yield Uint8Array.of(letter);
}

/** So many records, of which each hundred has a letter of its own. */
function* hundreds(count: number): Generator<number> {
  for (let index = 0; index < count; index++) yield 0x41 + Math.floor(index / 100);
}

describe('collecting glyphs in worker threads', () => {
  let threads: DocumentThreads;
  let collector: PooledCollector;
  let collectedHere: number;
  beforeAll(() => {
    threads = new DocumentThreads({
      workerFile: resolve('test/support/echo-worker.js'),
      workerData: {},
      threads: 2,
    });
    collector = new PooledCollector(threads, {
      collect: async (_template, given) => {
        const all: Uint8Array[] = [];
        for await (const record of given) all.push(record);
        collectedHere = all.length;
        return HERE;
      },
    });
  });
  afterAll(() => threads.close());

  it('gives what all parts need together, however many they are', async () => {
    const bytes = await collector.collect(NO_TEMPLATE, records(hundreds(2350)));
    const letters = parseRepertoires(bytes).en!.regular.units.map(({ text }) => text);
    expect(letters.join('')).toBe('ABCDEFGHIJKLMNOPQRSTUVWX');
  });

  it('does small batches in this thread, and empty ones', async () => {
    expect(await collector.collect(NO_TEMPLATE, records(hundreds(32)))).toBe(HERE);
    expect(collectedHere).toBe(32);
    expect(await collector.collect(NO_TEMPLATE, records([]))).toBe(HERE);
    expect(collectedHere).toBe(0);
  });

  it('says what the threads could not set', async () => {
    const collecting = collector.collect(Uint8Array.of(1), records(hundreds(1000)));
    await expect(collecting).rejects.toMatchObject({
      code: 'glyph-missing',
      text: { th: 'ไม่มี', en: 'missing' },
    });
  });

  it('ends with a code when every thread dies of a record, and can be asked again', async () => {
    const collecting = collector.collect(NO_TEMPLATE, records([...hundreds(250), DEADLY]));
    await expect(collecting).rejects.toMatchObject({ code: 'workers-unavailable' });
    const bytes = await collector.collect(NO_TEMPLATE, records(hundreds(100)));
    expect(parseRepertoires(bytes).en!.bold.units).toHaveLength(1);
  });
});
