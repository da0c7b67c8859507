import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HeldBytes } from '../../../src/records/zip/held-bytes.ts';

describe('held bytes', () => {
  it('give any part of what was put into them', () => {
    const whole = Uint8Array.from({ length: 700_000 }, (_, index) => (index * 7) % 251);
    const held = new HeldBytes();
    for (let at = 0; at < whole.length; at += 9973) held.append(whole.subarray(at, at + 9973));
    expect(held.length).toBe(whole.length);
    const place = fc.nat(whole.length);
    fc.assert(
      fc.property(place, place, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expect(Buffer.compare(held.read(from, to), whole.subarray(from, to))).toBe(0);
      }),
      { numRuns: 50 },
    );
    held.clear();
    expect([held.length, held.read(0, 0).length]).toEqual([0, 0]);
  });
});
