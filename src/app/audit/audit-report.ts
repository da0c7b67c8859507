import type { DocumentState } from '../../registry/states.ts';

/** What can disagree; codes are added, never renamed. */
export type AuditFaultCode =
  | 'artifact-missing'
  | 'artifact-digest'
  | 'artifact-too-early'
  | 'revision-missing'
  | 'revision-digest'
  | 'erasure-incomplete'
  | 'record-digest'
  | 'document-identity'
  | 'document-verification'
  | 'state-history'
  | 'batch-incomplete'
  | 'batch-state'
  | 'document-missing'
  | 'trail-broken'
  | 'trail-cut'
  | 'trail-checkpoint'
  | 'trail-mismatch'
  | 'status-list-unpublished'
  | 'status-list-unreadable'
  | 'status-list-outdated'
  | 'status-list-bits';

/** One disagreement, and where it is. */
export interface AuditFault {
  readonly code: AuditFaultCode;
  /** A document id, a batch id or the number of a status list. */
  readonly subject: string;
  /** In English; no personal data. */
  readonly found: string;
}

/** What `parinya audit` prints: how much was looked at, and everything that does not agree. */
export interface AuditReport {
  readonly documents: number;
  readonly states: Readonly<Record<DocumentState, number>>;
  readonly batches: number;
  readonly statusLists: number;
  readonly faults: readonly AuditFault[];
}
