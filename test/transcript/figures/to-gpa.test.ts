import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toGpaHundredths } from '../../../src/transcript/figures/to-gpa.ts';

describe('toGpaHundredths', () => {
  it.each([
    // points and credits in units, expected half-up, expected truncated
    [10.5, 3, 350, 350],
    [7.0, 3, 233, 233],
    [8.0, 3, 267, 266],
    [2.345, 1, 235, 234],
    [0, 3, 0, 0],
  ])('%d points over %d credits', (points, credits, halfUp, truncated) => {
    const sum = Math.round(points * 10_000);
    expect(toGpaHundredths(sum, credits * 100, 'half-up')).toBe(halfUp);
    expect(toGpaHundredths(sum, credits * 100, 'truncate')).toBe(truncated);
  });

  it('has no average without credits', () => {
    expect(toGpaHundredths(0, 0, 'half-up')).toBeUndefined();
  });

  it('agrees with exact fractions', () => {
    fc.assert(
      fc.property(
        fc.nat(400 * 999_999),
        fc.integer({ min: 1, max: 999_999 }),
        (points, credits) => {
          const exact = BigInt(points) / BigInt(credits);
          const rounded = (2n * BigInt(points) + BigInt(credits)) / (2n * BigInt(credits));
          expect(toGpaHundredths(points, credits, 'truncate')).toBe(Number(exact));
          expect(toGpaHundredths(points, credits, 'half-up')).toBe(Number(rounded));
        },
      ),
    );
  });
});
