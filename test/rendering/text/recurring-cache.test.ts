import { describe, expect, it } from '@jest/globals';

import { RecurringCache } from '../../../src/rendering/text/recurring-cache.ts';

/** A cache of two generations of `size` with room for two guests, and what it had to compute. */
function open(size: number) {
  const cache = new RecurringCache<string>(size, 2);
  const computed: string[] = [];
  const ask = (keys: string) => {
    for (const key of keys) {
      const value = cache.get(key, () => {
        computed.push(key);
        return key.toUpperCase();
      });
      expect(value).toBe(key.toUpperCase());
    }
  };
  return { ask, countOf: (key: string) => computed.filter((each) => each === key).length };
}

describe('a cache of what recurs', () => {
  it('computes once what a document asks for several times', () => {
    const { ask, countOf } = open(8);
    ask('aabab');
    expect([countOf('a'), countOf('b')]).toEqual([1, 1]);
  });

  it('forgets what does not come again, and keeps what does', () => {
    const { ask, countOf } = open(8);
    ask('abcd');
    ask('a');
    // The second time it is known to recur: strangers no longer drive it out.
    ask('efghijklmn');
    ask('a');
    expect(countOf('a')).toBe(2);
    ask('c');
    expect(countOf('c')).toBe(2);
  });

  it('is bounded: even what recurred is forgotten when many others do', () => {
    const { ask, countOf } = open(2);
    ask('abcdabcd');
    const before = countOf('a');
    ask('efghefghijklijkl');
    ask('a');
    expect(countOf('a')).toBe(before + 1);
  });
});
