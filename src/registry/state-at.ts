import type { Instant } from '../shared/instant.ts';
import type { DocumentStateChange } from './registry-entries.ts';

/** Two times: the moment that is asked about, and the moment whose knowledge is to answer. */
export interface TwoTimes {
  readonly at: Instant;
  readonly knownAt: Instant;
}

/**
 * The times of a question: now, where one is left out. What will be known later nobody knows yet: an answer
 * never claims more than the knowledge of now.
 */
export function toTwoTimes(times: Partial<TwoTimes> | undefined, now: Instant): TwoTimes {
  const { at = now, knownAt = now } = times ?? {};
  return { at, knownAt: knownAt > now ? now : knownAt };
}

/**
 * The change that decided what a document was at one time, by what was recorded at another: of all that was
 * recorded by then, the last one that had taken effect. What was told later, and what was told earlier than
 * it took effect, both find their place so.
 * @param changes in the order in which they were recorded.
 * @returns `undefined` where the document was not issued yet, as far as was known.
 */
export function findChangeInEffect(
  changes: readonly DocumentStateChange[],
  { at, knownAt }: TwoTimes,
): DocumentStateChange | undefined {
  return changes.findLast(
    ({ effectiveAt, recordedAt }) => recordedAt <= knownAt && effectiveAt <= at,
  );
}
