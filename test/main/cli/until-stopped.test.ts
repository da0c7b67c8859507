import { describe, expect, it } from '@jest/globals';
import { untilStopped } from '../../../src/main/cli/until-stopped.ts';

/** A producer that says when it was left, and whether what it had begun was finished. */
function countingUp(to: number) {
  const seen = { finished: false };
  async function* count(): AsyncGenerator<number> {
    try {
      for (let value = 1; value <= to; value++) yield await Promise.resolve(value);
    } finally {
      await Promise.resolve();
      seen.finished = true;
    }
  }
  return { seen, items: count() };
}

describe('work that may be asked to stop', () => {
  it('ends after the item in hand, and lets the work end first', async () => {
    let stop: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const { seen, items } = countingUp(100);
    const run = { isStopped: false };
    const got: number[] = [];
    for await (const value of untilStopped({ stopped }, items, run)) {
      got.push(value);
      if (value === 3) {
        stop();
        await stopped;
      }
    }
    expect(got).toEqual([1, 2, 3]);
    expect(run.isStopped).toBe(true);
    expect(seen.finished).toBe(true);
  });

  it('goes to the end when nobody asks', async () => {
    const { items } = countingUp(5);
    const run = { isStopped: false };
    const got: number[] = [];
    const never = new Promise<void>(() => undefined);
    for await (const value of untilStopped({ stopped: never }, items, run)) got.push(value);
    expect(got).toHaveLength(5);
    expect(run.isStopped).toBe(false);
  });
});
