import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';

import { EntryBudget, FREE } from '../../../../src/formats/pdf/xref/xref-entry.ts';
import type { XrefEntry } from '../../../../src/formats/pdf/xref/xref-entry.ts';
import { XrefEntries } from '../../../../src/formats/pdf/xref/xref-entry-table.ts';
import { formatErrorCode } from '../../../support/format-error-code.ts';

type Listed = readonly (readonly [number, XrefEntry])[];

function collect(listed: Listed, budget?: EntryBudget): XrefEntries {
  const entries = new XrefEntries(budget);
  for (const [number, entry] of listed) entries.add(number, entry, 0);
  return entries;
}

const placed = (offset: number, generation = 0): XrefEntry => ({
  kind: 'offset',
  offset,
  generation,
});

describe('XrefEntryTable', () => {
  it('gives back each kind of entry as it was listed', () => {
    const listed: Listed = [
      [0, FREE],
      [3, placed(1234, 5)],
      [9, { kind: 'compressed', container: 7, index: 2 }],
    ];
    const table = collect(listed).seal(0);
    expect(table.size).toBe(3);
    for (const [place, [number, entry]] of listed.entries()) {
      expect(table.numberAt(place)).toBe(number);
      expect(table.entryAt(place)).toEqual(entry);
      expect(table.find(number)).toEqual(entry);
    }
    for (const absent of [1, 2, 4, 8, 10]) expect(table.find(absent)).toBeUndefined();
  });

  it('finds nothing when it is empty', () => {
    const table = collect([]).seal(0);
    expect(table.size).toBe(0);
    expect(table.find(0)).toBeUndefined();
  });

  it('finds what a map of the same entries finds, in whatever order and number they were listed', () => {
    const numbers = fc.uniqueArray(fc.nat(2_000), { maxLength: 300 });
    fc.assert(
      fc.property(numbers, fc.nat(2_000), (listed, other) => {
        const wanted = new Map(listed.map((number) => [number, placed(10 * number)]));
        const table = collect([...wanted]).seal(0);
        expect(table.size).toBe(wanted.size);
        const ascending = Array.from({ length: table.size }, (_, place) => table.numberAt(place));
        expect(ascending).toEqual([...wanted.keys()].sort((left, right) => left - right));
        for (const number of [...listed, other])
          expect(table.find(number)).toEqual(wanted.get(number));
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, readonly number[]]>([
    ['one behind the other', [1, 2, 2]],
    ['far apart', [2, 5, 9, 1, 5]],
  ])('refuses an object that is listed twice, %s', (_, numbers) => {
    const entries = collect(numbers.map((number) => [number, placed(number)]));
    expect(formatErrorCode(() => entries.seal(0))).toBe('pdf/xref');
  });

  it('refuses an object that is listed twice though one of the two is free', () => {
    const entries = collect([
      [4, FREE],
      [4, placed(10)],
    ]);
    expect(formatErrorCode(() => entries.seal(0))).toBe('pdf/xref');
  });

  it('keeps the largest numbers that its columns hold, and of larger ones no smaller one', () => {
    const biggest = 0xffffffff;
    for (const offset of [biggest - 1, biggest, biggest + 1, 2 ** 40]) {
      const table = collect([[1, placed(offset, offset)]]).seal(0);
      const kept = Math.min(offset, biggest);
      expect(table.find(1)).toEqual(placed(kept, kept));
    }
  });
});

describe('The budget of entries', () => {
  it('lets in as many entries as objects are allowed, over all sections', () => {
    const budget = new EntryBudget(4);
    const two: Listed = [
      [0, FREE],
      [3, placed(1)],
    ];
    collect(two, budget);
    collect(two, budget);
    expect(formatErrorCode(() => collect([[1, FREE]], budget))).toBe('pdf/limit');
  });

  it('lets in the highest number below the limit, and not the limit itself', () => {
    expect(formatErrorCode(() => collect([[3, FREE]], new EntryBudget(4)))).toBeUndefined();
    expect(formatErrorCode(() => collect([[4, FREE]], new EntryBudget(4)))).toBe('pdf/limit');
  });
});
