import { createHash } from 'node:crypto';
import type { ApprovalSample, RecordPlace, SampleReason } from './approval-summary.ts';

/** What is known of a record when samples are chosen. */
export interface SampleCandidate extends RecordPlace {
  readonly hasWarning: boolean;
  readonly isChanged: boolean;
  /** Of its canonical form. */
  readonly bytes: number;
  readonly courses: number;
}

/** How many of each kind are shown. */
const MOST: Readonly<Record<SampleReason, number>> = {
  warning: 5,
  changed: 5,
  longest: 1,
  'most-courses': 1,
  drawn: 3,
};

/**
 * Chooses the records that an approver looks at: some with warnings, some that change what was issued before,
 * the longest, the one with most courses, and some drawn from all. Which they are follows from the digest of
 * what is approved, so that nobody can pick harmless ones, and everyone sees the same.
 * @param candidates in the order of the batch.
 * @param digestHex what the approval is for.
 * @returns in the order of the batch, each once, with all reasons for it.
 */
export function chooseSamples(
  candidates: readonly SampleCandidate[],
  digestHex: string,
): readonly ApprovalSample[] {
  const reasons = new Map<number, SampleReason[]>();
  const choose = (reason: SampleReason, positions: Iterable<number>): void => {
    let left = MOST[reason];
    for (const position of positions) {
      if (left-- === 0) return;
      const known = reasons.get(position);
      if (known === undefined) reasons.set(position, [reason]);
      else known.push(reason);
    }
  };
  const all = [...candidates.keys()];
  const those = (test: (candidate: SampleCandidate) => boolean): number[] =>
    all.filter((position) => test(candidates[position]!));
  choose(
    'warning',
    toLot(
      those(({ hasWarning }) => hasWarning),
      digestHex,
      'warning',
    ),
  );
  choose(
    'changed',
    toLot(
      those(({ isChanged }) => isChanged),
      digestHex,
      'changed',
    ),
  );
  choose(
    'longest',
    largest(candidates, ({ bytes }) => bytes),
  );
  choose(
    'most-courses',
    largest(candidates, ({ courses }) => courses),
  );
  // Drawn besides the others: a record that is shown anyway uses up no lot.
  const rest = all.filter((position) => !reasons.has(position));
  choose('drawn', toLot(rest, digestHex, 'drawn'));
  return all.flatMap((position) => {
    const because = reasons.get(position);
    if (because === undefined) return [];
    const { file, row, studentId, language } = candidates[position]!;
    return [{ file, row, studentId, language, reasons: because }];
  });
}

/**
 * Positions in an order that only the digest decides: a shuffle (Fisher and Yates) whose numbers are SHA-256
 * of the digest, the purpose and a counter.
 */
function* toLot(positions: readonly number[], digestHex: string, purpose: string) {
  const left = [...positions];
  for (let drawn = 0; left.length > 0; drawn++) {
    const hash = createHash('sha256').update(`${digestHex} ${purpose} ${drawn}`).digest();
    const at = Number(hash.readBigUInt64BE() % BigInt(left.length));
    yield left[at]!;
    left[at] = left.at(-1)!;
    left.pop();
  }
}

/** The position of the largest; the first of equals. */
function* largest(
  candidates: readonly SampleCandidate[],
  sizeOf: (candidate: SampleCandidate) => number,
) {
  let found: number | undefined;
  for (const [position, candidate] of candidates.entries()) {
    if (found === undefined || sizeOf(candidate) > sizeOf(candidates[found]!)) found = position;
  }
  if (found !== undefined) yield found;
}
