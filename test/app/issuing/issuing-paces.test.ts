import { describe, expect, it } from '@jest/globals';
import { IssuingPaces } from '../../../src/app/issuing/issuing-paces.ts';
import { instantOf } from '../../../src/shared/instant.ts';

describe('the paces of batches', () => {
  it('are known while a batch is issued here, and no longer', async () => {
    let now = 0;
    const paces = new IssuingPaces({ now: () => instantOf(now) });
    async function* documents() {
      for (let index = 0; index < 4; index++) {
        now += 1000;
        yield await Promise.resolve(index);
      }
    }
    const seen: unknown[] = [];
    for await (const index of paces.watch('b-1', 10, documents())) {
      seen.push([index, paces.find('b-1')?.remainingSeconds]);
    }
    expect(seen).toEqual([
      [0, 9],
      [1, 8],
      [2, 7],
      [3, 6],
    ]);
    expect(paces.find('b-1')).toBeUndefined();
  });
});
