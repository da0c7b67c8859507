import type { DocumentState } from './states.ts';

/**
 * What the status list says of a document: 0 valid, 1 invalid, 2 suspended (Token Status List §7.1). An
 * index that nobody has, or that is only reserved, reads 0 too, so that the list tells nothing of how
 * many documents there are.
 */
export type StatusValue = 0 | 1 | 2;

/** Bits per entry of our lists. */
export const statusBits = 2;

const values: Readonly<Record<DocumentState, StatusValue>> = {
  reserved: 0,
  issued: 0,
  suspended: 2,
  revoked: 1,
  superseded: 1,
};

/** The status list entry of a document in this state. */
export function toStatusValue(state: DocumentState): StatusValue {
  return values[state];
}
