import type { PadesLevel } from '../../formats/pdf/signatures/pades-level.ts';
import type { RecordedProof } from '../../registry/renewal-registry.ts';
import type { Instant } from '../../shared/instant.ts';

/** Why a document has to be renewed. */
export type RenewalReason =
  | { readonly kind: 'certificate-ends'; readonly at: Instant }
  | { readonly kind: 'algorithm-ends'; readonly at: Instant; readonly algorithm: string };

/** By what is decided which documents are due. */
export interface RenewalPolicy {
  readonly now: Instant;
  /** Whatever ends earlier is due. */
  readonly before: Instant;
  /** Until when an algorithm is agreed to be strong enough; `undefined` while no end is known. */
  readonly findAlgorithmEnd: (name: string) => Instant | undefined;
}

/** What is to be done with a document. */
export type RenewalPlan =
  | { readonly kind: 'not-due' }
  | { readonly kind: 'due'; readonly reasons: readonly [RenewalReason, ...RenewalReason[]] }
  /** What it rests on has ended: nothing proves any more that it existed before. */
  | { readonly kind: 'too-late'; readonly reason: RenewalReason };

/**
 * Says of a document whether it has to be renewed, and why. An algorithm's end is a date to be ahead of; a
 * certificate's end is the last moment at which anything can be done.
 */
export function planRenewal(
  { endsAt, algorithms }: RecordedProof,
  { now, before, findAlgorithmEnd }: RenewalPolicy,
): RenewalPlan {
  const certificate: RenewalReason = { kind: 'certificate-ends', at: endsAt };
  if (endsAt <= now) return { kind: 'too-late', reason: certificate };
  const ending = algorithms.flatMap((algorithm): readonly RenewalReason[] => {
    const at = findAlgorithmEnd(algorithm);
    return at !== undefined && at < before ? [{ kind: 'algorithm-ends', at, algorithm }] : [];
  });
  const [first, ...others] = [...(endsAt < before ? [certificate] : []), ...ending];
  return first === undefined ? { kind: 'not-due' } : { kind: 'due', reasons: [first, ...others] };
}

/**
 * Whether a time-stamp of today would help: it must last longer than what is there in at least one of the
 * respects that make the document due. Below B-LTA evidence is added too, which is worth having as long as
 * nothing ends earlier for it.
 * @param available what a time-stamp made now rests on.
 */
export function isWorthwhile(
  present: { readonly level: PadesLevel; readonly proof: RecordedProof },
  reasons: readonly RenewalReason[],
  available: RecordedProof,
  { findAlgorithmEnd }: Pick<RenewalPolicy, 'findAlgorithmEnd'>,
): boolean {
  if (present.level !== 'B-LTA' && available.endsAt >= present.proof.endsAt) return true;
  return reasons.some((reason) =>
    reason.kind === 'certificate-ends'
      ? available.endsAt > reason.at
      : available.algorithms.every((name) => (findAlgorithmEnd(name) ?? Infinity) > reason.at),
  );
}
