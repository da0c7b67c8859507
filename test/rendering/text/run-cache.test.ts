import { describe, expect, it } from '@jest/globals';

import { RunCache } from '../../../src/rendering/text/run-cache.ts';

describe('a run cache', () => {
  it('computes a value once while it is asked for', () => {
    const cache = new RunCache<string>(2);
    const computed: string[] = [];
    const ask = (key: string) =>
      cache.get(key, () => {
        computed.push(key);
        return key.toUpperCase();
      });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'd', 'a', 'e', 'a']) {
      expect(ask(key)).toBe(key.toUpperCase());
    }
    expect(computed.filter((key) => key === 'a')).toHaveLength(1);
  });

  it('forgets what was not asked for during a generation', () => {
    const cache = new RunCache<number>(2);
    let computations = 0;
    const ask = (key: string) => cache.get(key, () => ++computations);
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) ask(key);
    expect(computations).toBe(6);
    ask('a');
    expect(computations).toBe(7);
  });
});
