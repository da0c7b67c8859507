import { createHash } from 'node:crypto';

/** Every step at which an issuing process is killed by itself: before or after it, or inside of it. */
export const STEPS = [
  /** The batch's state becomes `issuing`, later `issued`. */
  'change-state',
  /** Ids and status entries are handed out: before, between two of them, after. */
  'reserve',
  'hand-out-id',
  /** The keys of the batch are noted. */
  'note-keys',
  /** A PDF is rendered and a key is about to sign; a signature is made. */
  'sign',
  /** A chunk's artifacts are kept with the state `issued`. */
  'record',
  /** A signed status list is kept. */
  'status-list',
  /** A checkpoint of the audit trail is kept. */
  'trail',
  /** A document was given to whoever asked for it. */
  'publish',
] as const;
export type Step = (typeof STEPS)[number];

/** Where a process dies. */
export type KillPoint =
  | { readonly step: Step; readonly when: 'before' | 'after'; readonly occurrence: number }
  /** Killed from outside, after this share of the time that issuing usually takes. */
  | { readonly share: number };

/** One run: where one process after the other dies; the last one is let live. */
export interface KillPlan {
  readonly run: number;
  readonly points: readonly KillPoint[];
  /** Worker threads of the processes; 0 where the point is in the signing itself. */
  readonly threads: number;
}

/** How often a step occurs while a batch of so many records is issued; later ones would never come. */
const OCCURRENCES: Readonly<Record<Step, (records: number, chunks: number) => number>> = {
  'change-state': () => 2,
  reserve: () => 1,
  'hand-out-id': (records) => records,
  'note-keys': () => 1,
  sign: (records) => 2 * records,
  record: (_, chunks) => chunks,
  'status-list': () => 1,
  trail: () => 1,
  publish: (records) => records,
};

/**
 * What is done in one run. Every other run dies at a named step, all of them in turn, the others at any moment;
 * in a third of them the process that goes on dies too. The same seed gives the same plans.
 */
export function planRun(seed: number, run: number, records: number, chunks: number): KillPlan {
  let drawn = 0;
  const draw = (): number => {
    const digest = createHash('sha256').update(`${seed}/${run}/${drawn++}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(draw() * limit);
  const named = (step: Step): KillPoint => ({
    step,
    when: draw() < 0.5 ? 'before' : 'after',
    occurrence: below(OCCURRENCES[step](records, chunks)),
  });
  const anywhere = (): KillPoint => ({ share: draw() });
  const first = run % 2 === 0 ? named(STEPS[(run / 2) % STEPS.length]!) : anywhere();
  const points = [first];
  while (draw() < 1 / 3 && points.length < 4) {
    points.push(draw() < 0.5 ? named(STEPS[below(STEPS.length)]!) : anywhere());
  }
  const isInSigning = points.some((point) => 'step' in point && point.step === 'sign');
  return { run, points, threads: isInSigning ? 0 : below(3) };
}

/** For people: `sign after #17`, `at 42 %`. */
export function describePoint(point: KillPoint): string {
  if ('share' in point) return `at ${Math.round(point.share * 100)} %`;
  return `${point.step} ${point.when} #${point.occurrence + 1}`;
}
