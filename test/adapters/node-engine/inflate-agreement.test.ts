import { constants, deflateSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';

import { nodeEngine } from '../../../src/adapters/node-engine/node-engine.ts';
import { webEngine } from '../../../src/formats/engine/web-engine.ts';
import type { Inflate } from '../../../src/formats/engine/engine.ts';
import { concatBytes, equalBytes, latin1Bytes } from '../../../src/shared/bytes.ts';
import { isFormatError } from '../../../src/shared/format-error.ts';

const MOST_BYTES = 40_000;
const CHANGES = 12_000;

/** A generator that always gives the same numbers (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const plain = [
  new Uint8Array(0),
  latin1Bytes('a'),
  latin1Bytes('<< /Type /Page /Parent 2 0 R >> '.repeat(60)),
  Uint8Array.from({ length: 3000 }, (_, index) => (index * index * 7) >> 3),
  new Uint8Array(30_000),
];
const { Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE, Z_DEFAULT_STRATEGY } = constants;
const streams = plain.flatMap((data) =>
  [0, 1, 9].flatMap((level) =>
    [Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE].map((strategy) =>
      Uint8Array.from(deflateSync(data, { level, strategy, memLevel: 1 + ((level * 7) % 9) })),
    ),
  ),
);

/** Bytes, or why there are none. */
function outcomeOf(inflate: Inflate, data: Uint8Array): Uint8Array | string {
  try {
    return inflate(data, MOST_BYTES);
  } catch (error) {
    if (isFormatError(error)) return error.code;
    throw error;
  }
}

function agree(data: Uint8Array): { readonly isEqual: boolean; readonly isRead: boolean } {
  const onServer = outcomeOf(nodeEngine.inflate, data);
  const inBrowser = outcomeOf(webEngine.inflate, data);
  if (typeof onServer === 'string' || typeof inBrowser === 'string') {
    // Which of several faults is met first is all that may differ.
    return { isEqual: typeof onServer === typeof inBrowser, isRead: false };
  }
  return { isEqual: equalBytes(onServer, inBrowser), isRead: true };
}

describe('inflate on a server and in a browser', () => {
  it('gives the same bytes of whatever zlib deflated', () => {
    for (const stream of streams) expect(agree(stream)).toEqual({ isEqual: true, isRead: true });
  });

  it('agrees about streams that were changed at random', () => {
    const random = numbersFrom(7);
    let read = 0;
    for (let round = 0; round < CHANGES; round++) {
      const changed = change(streams[random(streams.length)]!, random);
      const { isEqual, isRead } = agree(changed);
      if (!isEqual) throw new Error(`round ${round}: ${Buffer.from(changed).toString('hex')}`);
      if (isRead) read++;
    }
    // Both kinds must be among them, or nothing was compared.
    expect(read).toBeGreaterThan(CHANGES / 20);
    expect(read).toBeLessThan(CHANGES / 2);
  });

  it('agrees about codes made up at random', () => {
    const random = numbersFrom(11);
    for (let round = 0; round < CHANGES; round++) {
      const body = Uint8Array.from({ length: 5 + random(60) }, () => random(256));
      // The last block, with a code of its own or with the fixed one.
      body[0] = (body[0]! & 0xf8) | (random(4) === 0 ? 3 : 5);
      const made = concatBytes(Uint8Array.of(0x78, 0x9c), body, new Uint8Array(random(40)));
      if (!agree(made).isEqual) {
        throw new Error(`round ${round}: ${Buffer.from(made).toString('hex')}`);
      }
    }
  });

  it('agrees about where the data end, what follows them, and how much there may be', () => {
    const good = streams[30]!;
    for (const bytes of [0, 1, 4, 79_000, 80_100, 200_000]) {
      const { isEqual, isRead } = agree(concatBytes(good, new Uint8Array(bytes)));
      expect(isEqual).toBe(true);
      expect(isRead).toBe(bytes < 80_000);
    }
    for (const size of [MOST_BYTES - 1, MOST_BYTES, MOST_BYTES + 1]) {
      const data = deflateSync(new Uint8Array(size));
      expect(agree(data)).toEqual({ isEqual: true, isRead: size <= MOST_BYTES });
    }
  });
});

function change(stream: Uint8Array, random: (below: number) => number): Uint8Array {
  const copy = stream.slice();
  const times = 1 + random(3);
  for (let time = 0; time < times; time++) {
    // Descriptions of codes stand at the beginning.
    const at = random(random(2) === 0 ? Math.min(40, copy.length) : copy.length);
    copy[at] = random(2) === 0 ? copy[at]! ^ (1 << random(8)) : random(256);
  }
  if (random(8) === 0) return copy.subarray(0, random(copy.length));
  if (random(8) === 0) return concatBytes(copy, new Uint8Array(random(300)));
  return copy;
}
