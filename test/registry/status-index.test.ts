import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocateStatusPlaces } from '../../src/registry/status-index.ts';

describe('handing out status entries', () => {
  it('hands out free entries only, each once, as many as there is room for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 63 })),
        fc.integer({ min: 0, max: 80 }),
        fc.infiniteStream(fc.nat()),
        (size, taken, count, numbers) => {
          const occupied = new Set(taken.filter((index) => index < size));
          const places = allocateStatusPlaces(
            { list: 3, size, taken: occupied },
            count,
            (below) => (numbers.next().value as number) % below,
          );
          const indexes = places.map(({ index }) => index);
          expect(places).toHaveLength(Math.min(count, size - occupied.size));
          expect(new Set(indexes).size).toBe(indexes.length);
          expect(indexes.every((index) => index >= 0 && index < size && !occupied.has(index))).toBe(
            true,
          );
        },
      ),
    );
  });

  it('draws from the whole list, not from its beginning', () => {
    const [place] = allocateStatusPlaces(
      { list: 1, size: 1000, taken: new Set() },
      1,
      (below) => below - 1,
    );
    expect(place).toEqual({ list: 1, index: 999 });
  });
});
