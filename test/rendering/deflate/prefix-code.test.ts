import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCodeLengths, toCodeWords } from '../../../src/rendering/deflate/prefix-code.ts';

const bitsOf = (counts: readonly number[], lengths: Uint8Array) =>
  counts.reduce((sum, count, symbol) => sum + count * lengths[symbol]!, 0);

describe('a prefix code', () => {
  it('gives frequent symbols short words, as Huffman would', () => {
    expect([...toCodeLengths([8, 4, 2, 1, 1], 15)]).toEqual([1, 2, 3, 4, 4]);
  });

  it('has no word longer than asked for, and is then as good as it can be', () => {
    const counts = [8, 4, 2, 1, 1];
    const lengths = toCodeLengths(counts, 3);
    expect(Math.max(...lengths)).toBe(3);
    expect(bitsOf(counts, lengths)).toBe(8 + 3 * (4 + 2 + 1 + 1));
  });

  it('is whole: every sequence of bits means something', () => {
    const counts = fc.array(fc.nat({ max: 5_000 }), { minLength: 2, maxLength: 286 });
    fc.assert(
      fc.property(counts, (values) => {
        const lengths = toCodeLengths(values, 15);
        const used = [...lengths].filter((length) => length > 0);
        expect(used.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
        values.forEach((count, symbol) => {
          if (count > 0) expect(lengths[symbol]).toBeGreaterThan(0);
        });
      }),
      { seed: 20_261_124 },
    );
  });

  it('has two words even where nothing or one symbol occurs', () => {
    expect([...toCodeLengths([0, 0, 0], 15)]).toEqual([1, 1, 0]);
    expect([...toCodeLengths([0, 0, 7], 15)]).toEqual([1, 0, 1]);
  });

  it('counts its words up, first bit lowest', () => {
    expect([...toCodeWords(Uint8Array.of(2, 1, 3, 3))]).toEqual([0b01, 0b0, 0b011, 0b111]);
  });
});
