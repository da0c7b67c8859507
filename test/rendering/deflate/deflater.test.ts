import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Deflater } from '../../../src/rendering/deflate/deflater.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';

const deflater = new Deflater();

/** What zlib, which checks the checksum too, makes of our stream. */
function roundTrip(content: Uint8Array): Uint8Array {
  return Uint8Array.from(inflateSync(deflater.deflate(content)));
}

/** Bytes that no code makes smaller: the same on every run. */
function noise(length: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

const sentence = utf8Bytes('/TD<</MCID 17>>BDC\n203.4 -12.6 Td\n(วิชาตัวอย่าง)Tj\nEMC\n');

describe('Deflater', () => {
  it.each([0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33])('keeps %d bytes', (length) => {
    const content = noise(length);
    expect(roundTrip(content)).toEqual(content);
    expect(roundTrip(new Uint8Array(length))).toEqual(new Uint8Array(length));
  });

  it.each([
    ['one byte over and over', new Uint8Array(100_000).fill(0x41)],
    ['noise', noise(100_000)],
    ['the longest content', noise(2 ** 18)],
    ['one byte more than the longest', noise(2 ** 18 + 1)],
    ['the highest bytes, for the checksum', new Uint8Array(2 ** 18).fill(0xff)],
  ])('keeps %s', (_, content) => {
    expect(Buffer.compare(roundTrip(content), content)).toBe(0);
  });

  it.each([257, 258, 259, 260, 32_767, 32_768, 32_769, 40_000])(
    'keeps what comes again %d bytes later',
    (distance) => {
      const content = new Uint8Array(distance + 600);
      content.set(noise(Math.min(distance, 600)));
      content.set(noise(600), distance);
      expect(Buffer.compare(roundTrip(content), content)).toBe(0);
    },
  );

  it('keeps symbols of very different frequencies, whose codes would be too long', () => {
    // Fibonacci's numbers make the deepest tree.
    const content: number[] = [];
    let [count, next] = [1, 1];
    for (let symbol = 0; symbol < 23; symbol++) {
      for (let index = 0; index < count; index++) content.push(symbol);
      [count, next] = [next, count + next];
    }
    // In an order in which hardly anything repeats but single bytes.
    const order = noise(4 * content.length, 7);
    const shuffled = content
      .map((symbol, index) => ({ symbol, key: order[4 * index]! * 256 + order[4 * index + 1]! }))
      .sort((left, right) => left.key - right.key)
      .map(({ symbol }) => symbol);
    const bytes = Uint8Array.from(shuffled);
    expect(Buffer.compare(roundTrip(bytes), bytes)).toBe(0);
  });

  it('keeps any bytes, in any order of contents', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(sentence, sentence.subarray(5), noise(300), new Uint8Array(300)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const content = Uint8Array.from(pieces.flatMap((each) => [...each]));
        expect(Buffer.compare(roundTrip(content), content)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('makes the same bytes of the same content, whatever came before', () => {
    const content = Uint8Array.from([...sentence, ...noise(50), ...sentence]);
    const first = Buffer.from(new Deflater().deflate(content));
    const busy = new Deflater();
    for (let seed = 1; seed < 20; seed++) busy.deflate(noise(5_000, seed));
    busy.deflate(content);
    expect(Buffer.compare(busy.deflate(content), first)).toBe(0);
  });

  it('takes content in parts', () => {
    const whole = [sentence, noise(500), new Uint8Array(), sentence];
    const stream = Buffer.from(deflater.deflate(whole));
    expect(stream.equals(deflater.deflate(Buffer.concat(whole)))).toBe(true);
    const long = [noise(2 ** 18), sentence];
    expect(inflateSync(deflater.deflate(long)).equals(Buffer.concat(long))).toBe(true);
  });

  it('makes what repeats about as small as zlib does', () => {
    const content = Uint8Array.from(Array.from({ length: 200 }, () => [...sentence]).flat());
    expect(deflater.deflate(content).length).toBeLessThan(content.length / 40);
  });
});
