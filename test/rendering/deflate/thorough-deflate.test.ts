import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deflateThoroughly } from '../../../src/rendering/deflate/thorough-deflate.ts';
import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';

/** What zlib, which checks the checksum too, makes of our stream. */
function roundTrip(content: Uint8Array): Uint8Array {
  return Uint8Array.from(inflateSync(deflateThoroughly(content)));
}

describe('deflating with all effort', () => {
  it('keeps any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (content) => {
        expect(roundTrip(content)).toEqual(content);
      }),
      { seed: 20_261_124 },
    );
  });

  it('keeps what comes again after any distance, in any length', () => {
    const piece = fc.record({
      bytes: fc.uint8Array({ minLength: 1, maxLength: 5 }),
      times: fc.nat({ max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const content = Uint8Array.from(
          pieces.flatMap(({ bytes, times }) =>
            Array<number[]>(times)
              .fill([...bytes])
              .flat(),
          ),
        );
        expect(roundTrip(content)).toEqual(content);
      }),
      { seed: 20_261_124, numRuns: 60 },
    );
  });

  it.each([0, 1, 2, 3, 257, 258, 259, 32_767, 32_768, 32_769, 40_000])(
    'keeps %d bytes of one kind, and what comes again after so many',
    (length) => {
      expect(Buffer.compare(roundTrip(new Uint8Array(length)), new Uint8Array(length))).toBe(0);
      const content = new Uint8Array(length + 300);
      for (let at = 0; at < 150; at++) content[at] = content[length + 150 + at] = (at * 37) % 251;
      expect(Buffer.compare(roundTrip(content), content)).toBe(0);
    },
  );

  it('makes less of outlines and of objects than zlib does with all its effort', () => {
    const outlines = loadFontFaces().regular.subarray(20_000, 36_000);
    const objects = Buffer.from(
      Array.from({ length: 400 }, (_, at) => `<</S/TD/P ${at >> 2} 0 R/K ${at}>>`).join('\n'),
    );
    for (const content of [outlines, objects]) {
      expect(deflateThoroughly(content).length).toBeLessThan(
        deflateSync(content, { level: 9 }).length,
      );
    }
  });
});
