import type { BatchState, DocumentState } from './states.ts';

/**
 * Who makes a change of state: a registrar who prepares, the person who approves, the machinery that issues,
 * or nobody: a date that has come. For institutions that ask for a second person the approver is never the
 * submitter.
 */
type TransitionActor = 'registrar' | 'approver' | 'issuer' | 'calendar';

/** What has to be there before a change is made; see {@link transitionNeeds} for each in words. */
export type TransitionNeed =
  | 'reason'
  | 'note'
  | 'successor'
  | 'second-person'
  | 'seen'
  | 'accepted-records'
  | 'artifacts'
  | 'suspension'
  | 'end-date';

/** What a change leaves behind, all in one transaction; see {@link transitionWrites}. */
export type TransitionWrite =
  'state' | 'history' | 'artifacts' | 'status-bit' | 'successor' | 'release';

/** One permitted change of state; whatever is not in a table is forbidden. */
export interface Transition<State extends string> {
  /** What a person or the machinery does, as the command line calls it where it has such a command. */
  readonly operation: string;
  readonly from: State;
  readonly to: State;
  readonly by: TransitionActor;
  readonly needs: readonly TransitionNeed[];
  readonly writes: readonly TransitionWrite[];
}

/**
 * What a document can be to whoever asks: what is kept, and `expired`, which nobody writes: a provisional
 * document ends by the date that was signed into it.
 */
export type AnsweredDocumentState = DocumentState | 'expired';

const kept = ['state', 'history'] as const;
const published = [...kept, 'status-bit'] as const;
const ofDocuments = transitionsOf<AnsweredDocumentState>();
const ofBatches = transitionsOf<BatchState>();

/** Everything that may happen to a document. A revocation is final; a suspension is not. */
export const documentTransitions: readonly Transition<AnsweredDocumentState>[] = [
  ofDocuments('issue', 'reserved', 'issued', 'issuer', ['artifacts'], [...kept, 'artifacts']),
  ofDocuments('suspend', 'issued', 'suspended', 'registrar', ['reason'], published),
  ofDocuments('reinstate', 'suspended', 'issued', 'registrar', ['suspension'], published),
  ofDocuments('revoke', 'issued', 'revoked', 'registrar', ['reason'], published),
  ofDocuments('revoke', 'suspended', 'revoked', 'registrar', ['reason'], published),
  ofDocuments('revoke', 'superseded', 'revoked', 'registrar', ['reason'], published),
  ...(['issued', 'suspended'] as const).map((from) =>
    ofDocuments(
      'supersede',
      from,
      'superseded',
      'registrar',
      ['reason', 'successor'],
      [...published, 'successor'],
    ),
  ),
  ofDocuments('expire', 'issued', 'expired', 'calendar', ['end-date'], []),
];

/**
 * Everything that may happen to a batch. `checked` holds a batch whose records have errors: it waits for
 * the registrar to go on with the good records only, or to withdraw it. `partly-issued` is the end of
 * such a batch: its good records are issued, the others are refused with their reasons.
 */
export const batchTransitions: readonly Transition<BatchState>[] = [
  ofBatches('check', 'received', 'checked', 'issuer', [], kept),
  ofBatches('check', 'received', 'awaiting-approval', 'issuer', ['accepted-records'], kept),
  ofBatches('go-on', 'checked', 'awaiting-approval', 'registrar', ['accepted-records'], kept),
  ofBatches('reject', 'checked', 'rejected', 'approver', ['note'], kept),
  ofBatches('cancel', 'checked', 'cancelled', 'registrar', [], kept),
  ofBatches(
    'approve',
    'awaiting-approval',
    'approved',
    'approver',
    ['second-person', 'seen'],
    kept,
  ),
  ofBatches('reject', 'awaiting-approval', 'rejected', 'approver', ['note'], kept),
  ofBatches('cancel', 'awaiting-approval', 'cancelled', 'registrar', [], kept),
  ofBatches('start', 'approved', 'issuing', 'issuer', [], kept),
  ofBatches('cancel', 'approved', 'cancelled', 'registrar', [], kept),
  ofBatches('cancel', 'issuing', 'cancelled', 'registrar', [], [...kept, 'release']),
  ofBatches('finish', 'issuing', 'issued', 'issuer', ['artifacts'], kept),
  ofBatches('finish', 'issuing', 'partly-issued', 'issuer', ['artifacts'], kept),
];

/** What each need asks for, in words. */
export const transitionNeeds: Readonly<Record<TransitionNeed, string>> = {
  reason: 'a reason of the published list; `other` needs a note too',
  note: 'a note that says why',
  successor:
    'the document that stands in its place: another one, issued and in force, of the same student and institution',
  'second-person':
    'another person than the submitter, where the institution asks for one for a batch of this size',
  seen: 'the digest of the summary that was looked at, and nothing changed since',
  'accepted-records':
    'at least one record without errors; errors only where the good ones may go on',
  artifacts: 'PDF and sidecar, signed and checked',
  suspension: 'a suspension that is in force',
  'end-date': 'the date that was signed into a provisional document has passed',
};

/** What each write leaves behind, in words. */
export const transitionWrites: Readonly<Record<TransitionWrite, string>> = {
  state: 'the new state, its reason and note',
  history: 'who, when it took effect, when it was recorded; never changed afterwards',
  artifacts: 'PDF and sidecar with their digests',
  'status-bit': 'the entry of the status list, signed and published before the answer',
  successor: 'which document stands in its place',
  release:
    'documents that were reserved and not issued are given up; those that are issued stay in force',
};

/** Whether a table permits this change. */
export function isTransitionAllowed<State extends string>(
  table: readonly Transition<State>[],
  from: State,
  to: State,
): boolean {
  return table.some((transition) => transition.from === from && transition.to === to);
}

/** The states from which a table leads to `to`. */
export function statesBefore<State extends string>(
  table: readonly Transition<State>[],
  to: State,
): readonly State[] {
  return table.filter((transition) => transition.to === to).map(({ from }) => from);
}

/** A row's cells in their order, which keeps a table readable as one. */
function transitionsOf<State extends string>() {
  return (
    operation: string,
    from: State,
    to: State,
    by: TransitionActor,
    needs: readonly TransitionNeed[],
    writes: readonly TransitionWrite[],
  ): Transition<State> => ({ operation, from, to, by, needs, writes });
}
