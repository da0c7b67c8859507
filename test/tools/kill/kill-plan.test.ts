import { describe, expect, it } from '@jest/globals';
import { planRun, STEPS } from '../../../tools/kill/kill-plan.ts';

const plans = (seed: number, runs: number) =>
  Array.from({ length: runs }, (_, run) => planRun(seed, run, 60, 5));

describe('where issuing processes are killed', () => {
  it('is at every named step and at any moment, also in a sample of fifty runs', () => {
    const first = plans(1, 50).map(({ points }) => points[0]!);
    const named = first.flatMap((point) => ('step' in point ? [point.step] : []));
    expect(new Set(named)).toEqual(new Set(STEPS));
    const shares = first.flatMap((point) => ('share' in point ? [point.share] : []));
    expect(shares).toHaveLength(25);
    expect(Math.min(...shares)).toBeLessThan(0.2);
    expect(Math.max(...shares)).toBeGreaterThan(0.8);
  });

  it('is also where the next process goes on, and before and after steps', () => {
    const points = plans(1, 50).flatMap((plan) => plan.points);
    expect(points.length).toBeGreaterThan(60);
    const whens = points.flatMap((point) => ('when' in point ? [point.when] : []));
    expect(new Set(whens)).toEqual(new Set(['before', 'after']));
  });

  it('is the same for the same seed, and another for another', () => {
    expect(plans(3, 20)).toEqual(plans(3, 20));
    expect(plans(4, 20)).not.toEqual(plans(3, 20));
  });

  it('is in the thread of the process where it is in the signing itself', () => {
    for (const { points, threads } of plans(5, 200)) {
      const isInSigning = points.some((point) => 'step' in point && point.step === 'sign');
      if (isInSigning) expect(threads).toBe(0);
      expect(threads).toBeLessThanOrEqual(2);
    }
  });
});
