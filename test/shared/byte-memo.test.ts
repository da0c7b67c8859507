import { describe, expect, it } from '@jest/globals';

import { ByteMemo } from '../../src/shared/byte-memo.ts';

const bytes = (fill: number, length = 10): Uint8Array => new Uint8Array(length).fill(fill);

describe('a memory of what was made of bytes', () => {
  it('gives the same answer for equal bytes, wherever they stand', () => {
    const memo = new ByteMemo<object>(100);
    const first = memo.get(bytes(1), () => ({}));
    expect(memo.get(bytes(1, 30).subarray(5, 15), () => ({}))).toBe(first);
    expect(memo.get(bytes(2), () => ({}))).not.toBe(first);
    expect(memo.get(bytes(1, 9), () => ({}))).not.toBe(first);
  });

  it('keeps no view of the file that the bytes were found in, and is not moved by later changes of it', () => {
    const memo = new ByteMemo<Uint8Array>(100);
    const file = bytes(1, 20);
    const kept = memo.get(file.subarray(0, 10), (own) => own);
    expect(kept.buffer.byteLength).toBe(10);
    file.fill(9);
    expect(memo.get(bytes(1), (own) => own)).toBe(kept);
    expect(memo.get(file.subarray(0, 10), (own) => own)).toEqual(bytes(9));
  });

  it('forgets what was not asked for the longest when there is too much', () => {
    const memo = new ByteMemo<object>(30);
    const short = (fill: number) => memo.get(bytes(fill, 7), () => ({}));
    const [one, two, three, four] = [short(1), short(2), short(3), short(4)];
    expect(short(1)).toBe(one);
    short(5);
    expect(short(1)).toBe(one);
    expect(short(3)).toBe(three);
    expect(short(4)).toBe(four);
    expect(short(2)).not.toBe(two);
  });

  it('does not keep what would push out most of the others', () => {
    const memo = new ByteMemo<object>(100);
    const large = memo.get(bytes(1, 26), () => ({}));
    expect(memo.get(bytes(1, 26), () => ({}))).not.toBe(large);
  });

  it('throws what the maker throws, each time anew', () => {
    const memo = new ByteMemo<object>(100);
    const make = (): object => {
      throw new RangeError('unreadable');
    };
    expect(() => memo.get(bytes(1), make)).toThrow(RangeError);
    const value = {};
    expect(memo.get(bytes(1), () => value)).toBe(value);
  });
});
