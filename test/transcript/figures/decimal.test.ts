import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  findHundredths,
  formatCredits,
  formatGpa,
  formatPoints,
  toHundredths,
} from '../../../src/transcript/figures/decimal.ts';

describe('decimals in hundredths', () => {
  it.each([
    ['0', 0],
    ['3', 300],
    ['3.5', 350],
    ['3.25', 325],
    ['3.250', 325],
    ['003', 300],
    ['9999.99', 999_999],
  ])('reads %s as %d', (text, expected) => {
    expect(findHundredths(text)).toBe(expected);
  });

  it.each(['', '-1', '+1', '3.', '.5', '3,5', '1e2', '๓', '3.255', '12345', ' 3', 'NaN'])(
    'does not read "%s"',
    (text) => {
      expect(findHundredths(text)).toBeUndefined();
      expect(() => toHundredths(text)).toThrow(RangeError);
    },
  );

  it('writes credits short and averages with two decimals', () => {
    expect([0, 5, 50, 300, 350, 325, 3000].map(formatCredits)).toEqual([
      '0',
      '0.05',
      '0.5',
      '3',
      '3.5',
      '3.25',
      '30',
    ]);
    expect([0, 5, 325, 400].map(formatGpa)).toEqual(['0.00', '0.05', '3.25', '4.00']);
    expect([0, 105_000, 12_345].map(formatPoints)).toEqual(['0', '10.5', '1.2345']);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (hundredths) => {
        expect(findHundredths(formatCredits(hundredths))).toBe(hundredths);
        expect(findHundredths(formatGpa(hundredths))).toBe(hundredths);
      }),
    );
  });
});
