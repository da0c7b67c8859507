import { describe, expect, it } from '@jest/globals';
import { StringStore } from '../../../../src/records/xlsx/workbook/string-store.ts';

describe('the store of shared texts', () => {
  it('gives each text by its number, also when there are more than it keeps at hand', () => {
    const store = new StringStore();
    const texts = Array.from({ length: 70_000 }, (_, index) =>
      index % 3 === 0 ? `ข้อ ${index}` : index % 3 === 1 ? `${index}` : 'x'.repeat(index % 300),
    );
    for (const text of texts) store.add(text);
    expect(store.count).toBe(texts.length);
    for (let round = 0; round < 2; round++) {
      expect(texts.every((text, index) => store.get(index) === text)).toBe(true);
    }
    expect([store.get(-1), store.get(70_000), store.get(0.5), store.get(Number.NaN)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(store.bytes).toBeGreaterThan(1_000_000);
  });
});
