import { describe, expect, it } from '@jest/globals';
import { chooseSamples } from '../../../../src/app/issuing/approval/choose-samples.ts';
import type { SampleCandidate } from '../../../../src/app/issuing/approval/choose-samples.ts';

const digest = (letter: string) => letter.repeat(64);

function candidates(count: number, special: Record<number, Partial<SampleCandidate>> = {}) {
  return Array.from({ length: count }, (_, at): SampleCandidate => ({
    file: 'records.csv',
    row: at + 2,
    studentId: `S${at}`,
    language: 'th',
    hasWarning: false,
    isChanged: false,
    bytes: 100,
    courses: 10,
    ...special[at],
  }));
}

describe('the records that an approver looks at', () => {
  it('are the same for the same digest, and others for another one', () => {
    const many = candidates(500);
    const rows = (letter: string) => chooseSamples(many, digest(letter)).map(({ row }) => row);
    expect(rows('a')).toEqual(rows('a'));
    expect(rows('a')).not.toEqual(rows('b'));
  });

  it('include the longest, the one with most courses, and three drawn besides', () => {
    const many = candidates(50, { 7: { bytes: 900 }, 31: { courses: 80 } });
    const samples = chooseSamples(many, digest('a'));
    expect(samples.find(({ row }) => row === 9)?.reasons).toEqual(['longest']);
    expect(samples.find(({ row }) => row === 33)?.reasons).toEqual(['most-courses']);
    expect(samples.filter(({ reasons }) => reasons.includes('drawn'))).toHaveLength(3);
    expect(samples.map(({ row }) => row)).toEqual(
      samples.map(({ row }) => row).sort((a, b) => a - b),
    );
  });

  it('include records with warnings and changed ones, five of each at most', () => {
    const special = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        at,
        at < 8 ? { hasWarning: true } : { isChanged: true },
      ]),
    );
    const samples = chooseSamples(candidates(100, special), digest('c'));
    expect(samples.filter(({ reasons }) => reasons.includes('warning'))).toHaveLength(5);
    expect(samples.filter(({ reasons }) => reasons.includes('changed'))).toHaveLength(5);
  });

  it('are all records of a small batch, each once', () => {
    const samples = chooseSamples(candidates(2), digest('d'));
    expect(samples.map(({ row }) => row)).toEqual([2, 3]);
    expect(samples[0]?.reasons).toEqual(['longest', 'most-courses']);
    expect(chooseSamples([], digest('d'))).toEqual([]);
  });

  it('are drawn from everywhere: over many digests every record has its turn', () => {
    const many = candidates(20, { 0: { bytes: 900, courses: 80 } });
    const drawn = new Set<number>();
    for (let turn = 0; turn < 64; turn++) {
      const samples = chooseSamples(many, turn.toString(16).padStart(64, '0'));
      for (const { row } of samples) drawn.add(row);
    }
    expect(drawn.size).toBe(20);
  });
});
