import { describe, expect, it } from '@jest/globals';
import { toTwoTimes } from '../../src/registry/state-at.ts';
import { instantOf } from '../../src/shared/instant.ts';

const now = instantOf(1_000_000);
const earlier = instantOf(400_000);
const later = instantOf(9_000_000);

describe('the two times of a question', () => {
  it('are now where they are left out', () => {
    expect(toTwoTimes(undefined, now)).toEqual({ at: now, knownAt: now });
    expect(toTwoTimes({ at: earlier }, now)).toEqual({ at: earlier, knownAt: now });
  });

  it('may ask about a day to come, but not as it will be known then', () => {
    expect(toTwoTimes({ at: later, knownAt: later }, now)).toEqual({ at: later, knownAt: now });
    expect(toTwoTimes({ knownAt: earlier }, now)).toEqual({ at: now, knownAt: earlier });
  });
});
