import { describe, expect, it } from '@jest/globals';
import { toPathOperators } from '../../../src/rendering/crest/svg-path.ts';
import { isAppError } from '../../../src/shared/app-error.ts';

describe('SVG paths as PDF operators', () => {
  it.each([
    ['M1 2L3 4Z', '1 2 m\n3 4 l\nh'],
    ['m1,2 3,4h5v-6z', '1 2 m\n4 6 l\n9 6 l\n9 0 l\nh'],
    ['M0 0C1 1 2 2 3 3S5 5 6 6', '0 0 m\n1 1 2 2 3 3 c\n4 4 5 5 6 6 c'],
    ['M0 0Q3 0 3 3', '0 0 m\n2 0 3 1 3 3 c'],
    ['M.5.5-1-1', '0.5 0.5 m\n-1 -1 l'],
    ['M1e1 0L0 0', '10 0 m\n0 0 l'],
  ])('writes %s', (path, operators) => {
    expect(toPathOperators(path)).toBe(operators);
  });

  it('draws a half circle through its top, with flags written without blanks', () => {
    const [move, first, second] = toPathOperators('M0 0a10 10 0 0120 0').split('\n');
    expect(move).toBe('0 0 m');
    // The middle of a half circle from (0,0) to (20,0) that turns clockwise on a screen.
    expect(first!.endsWith('10 -10 c')).toBe(true);
    expect(second!.endsWith('20 0 c')).toBe(true);
  });

  it.each(['', 'L1', 'M1 2 3', 'M1 2X3', 'M1 2A1 1 0 2 0 1 1', 'M1 2\n; rm'])(
    'refuses %j',
    (path) => {
      let code: string | undefined;
      try {
        toPathOperators(path);
      } catch (error) {
        if (isAppError(error)) code = error.code;
      }
      expect(code).toBe('template-invalid');
    },
  );
});
