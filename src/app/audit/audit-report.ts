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
  | 'batch-missing'
  | 'template-digest'
  | 'document-missing'
  | 'trail-broken'
  | 'trail-cut'
  | 'trail-checkpoint'
  | 'trail-mismatch'
  | 'trail-not-extended'
  | 'status-list-missing'
  | 'status-list-owner'
  | 'status-list-unpublished'
  | 'status-list-unreadable'
  | 'status-list-outdated'
  | 'status-list-bits'
  | 'status-place-twice';

/** What could not be looked at, and so is neither right nor wrong. */
export type AuditGap = 'checkpoint-signatures' | 'sealed-contents';

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
  /** At most {@link FAULTS_TOLD} of them. */
  readonly faults: readonly AuditFault[];
  /** All of them. */
  readonly faultCount: number;
  readonly gaps: readonly AuditGap[];
}

/** More faults are counted and not told one by one. */
export const FAULTS_TOLD = 10_000;
