import { describe, expect, it } from '@jest/globals';
import { toCrestPath } from '../../../src/rendering/crest/crest-path.ts';
import { isAppError } from '../../../src/shared/app-error.ts';

describe('a crest', () => {
  it('is scaled to one unit of height and turned the right way up', () => {
    const { operators, aspect } = toCrestPath({ viewBox: '10 20 30 60', paths: ['M10 20L40 80Z'] });
    expect(aspect).toBe(0.5);
    const [a, , , d, e, f] = operators.split(' cm')[0]!.split(' ').map(Number);
    // The top left corner of the view box comes to (0, 1), the bottom right one to (0.5, 0).
    expect(10 * a! + e!).toBeCloseTo(0, 4);
    expect(20 * d! + f!).toBeCloseTo(1, 4);
    expect(40 * a! + e!).toBeCloseTo(0.5, 4);
    expect(80 * d! + f!).toBeCloseTo(0, 4);
  });

  it.each(['', '0 0 10', '0 0 10 0', '0 0 a 10', '0 0 1e999 10'])(
    'refuses the view box %j',
    (viewBox) => {
      let code: string | undefined;
      try {
        toCrestPath({ viewBox, paths: ['M0 0L1 1Z'] });
      } catch (error) {
        if (isAppError(error)) code = error.code;
      }
      expect(code).toBe('template-invalid');
    },
  );
});
