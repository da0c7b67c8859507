import type { BatchState, DocumentState } from './states.ts';

/**
 * Who makes a change of state: a registrar who prepares, the person who approves, or the machinery that
 * issues. For institutions that ask for a second person the approver is never the submitter.
 */
type TransitionActor = 'registrar' | 'approver' | 'issuer';

/** One permitted change of state; whatever is not in a table is forbidden. */
export interface Transition<State extends string> {
  readonly from: State;
  readonly to: State;
  readonly by: TransitionActor;
}

/** Everything that may happen to a document. A revocation is final; a suspension is not. */
export const documentTransitions: readonly Transition<DocumentState>[] = [
  { from: 'reserved', to: 'issued', by: 'issuer' },
  { from: 'issued', to: 'suspended', by: 'registrar' },
  { from: 'issued', to: 'revoked', by: 'registrar' },
  { from: 'issued', to: 'superseded', by: 'registrar' },
  { from: 'suspended', to: 'issued', by: 'registrar' },
  { from: 'suspended', to: 'revoked', by: 'registrar' },
  { from: 'suspended', to: 'superseded', by: 'registrar' },
  { from: 'superseded', to: 'revoked', by: 'registrar' },
];

/**
 * Everything that may happen to a batch. `checked` holds a batch whose records have errors: it waits for
 * the registrar to go on with the good records only, or to withdraw it. `partly-issued` is the end of
 * such a batch: its good records are issued, the others are refused with their reasons.
 */
export const batchTransitions: readonly Transition<BatchState>[] = [
  { from: 'received', to: 'checked', by: 'issuer' },
  { from: 'received', to: 'awaiting-approval', by: 'issuer' },
  { from: 'checked', to: 'awaiting-approval', by: 'registrar' },
  { from: 'checked', to: 'rejected', by: 'approver' },
  { from: 'checked', to: 'cancelled', by: 'registrar' },
  { from: 'awaiting-approval', to: 'approved', by: 'approver' },
  { from: 'awaiting-approval', to: 'rejected', by: 'approver' },
  { from: 'awaiting-approval', to: 'cancelled', by: 'registrar' },
  { from: 'approved', to: 'issuing', by: 'issuer' },
  { from: 'approved', to: 'cancelled', by: 'registrar' },
  { from: 'issuing', to: 'issued', by: 'issuer' },
  { from: 'issuing', to: 'partly-issued', by: 'issuer' },
];

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
