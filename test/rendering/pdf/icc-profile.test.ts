import { describe, expect, it } from '@jest/globals';
import { encodeSrgbProfile } from '../../../src/rendering/pdf/icc-profile.ts';
import { latin1Text } from '../../../src/shared/bytes.ts';

describe('the colour profile', () => {
  const profile = encodeSrgbProfile();
  const view = new DataView(profile.buffer);
  const tagCount = view.getUint32(128);
  const tags = new Map(
    Array.from({ length: tagCount }, (_, index) => {
      const at = 132 + 12 * index;
      const name = latin1Text(profile.subarray(at, at + 4));
      return [name, { offset: view.getUint32(at + 4), size: view.getUint32(at + 8) }];
    }),
  );
  const xyz = (name: string): number[] => {
    const { offset } = tags.get(name)!;
    return [0, 4, 8].map((part) => view.getInt32(offset + 8 + part) / 65536);
  };

  it('is an ICC version 4 display profile for RGB of the size that it says', () => {
    expect(view.getUint32(0)).toBe(profile.length);
    expect(profile[8]).toBe(4);
    expect(latin1Text(profile.subarray(12, 24))).toBe('mntrRGB XYZ ');
    expect(latin1Text(profile.subarray(36, 40))).toBe('acsp');
    expect(profile.length).toBeLessThanOrEqual(480);
  });

  it('has aligned tags inside the file', () => {
    for (const { offset, size } of tags.values()) {
      expect(offset % 4).toBe(0);
      expect(offset + size).toBeLessThanOrEqual(profile.length);
    }
  });

  it('has primaries that add up to the white point', () => {
    const sum = [0, 1, 2].map((part) =>
      ['rXYZ', 'gXYZ', 'bXYZ'].reduce((total, name) => total + xyz(name)[part]!, 0),
    );
    const white = xyz('wtpt');
    sum.forEach((value, part) => {
      expect(value).toBeCloseTo(white[part]!, 3);
    });
  });
});
