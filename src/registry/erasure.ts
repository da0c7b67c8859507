import type { DocumentId } from '../shared/document-id.ts';
import type { Instant } from '../shared/instant.ts';
import type { Page, PageRequest } from './page.ts';
import type { BatchState, DocumentState } from './states.ts';

/**
 * Why personal data were erased; codes are added, never renamed. `never-issued` is for records of batches
 * that ended without them.
 */
export const erasureReasons = [
  'retention-period',
  'holder-request',
  'court-order',
  'never-issued',
] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/** What stands in the way of erasing a document. */
export type ErasureObstacle = 'not-issued' | 'suspended' | 'held' | 'batch-open';

/** Batches to which nothing more happens. */
export const endedBatchStates: readonly BatchState[] = [
  'issued',
  'partly-issued',
  'rejected',
  'cancelled',
];

/** What decides whether a document may be erased. */
export interface ErasureStanding {
  readonly state: DocumentState;
  readonly isHeld: boolean;
  /** Of every batch that brought its record. */
  readonly batchStates: readonly BatchState[];
}

/**
 * What keeps a document from being erased: a suspension says that something is not settled, a hold that
 * somebody may need it as evidence, and an open batch still works with the record.
 */
export function findErasureObstacle({
  state,
  isHeld,
  batchStates,
}: ErasureStanding): ErasureObstacle | undefined {
  if (state === 'reserved') return 'not-issued';
  if (state === 'suspended') return 'suspended';
  if (isHeld) return 'held';
  if (batchStates.some((batch) => !endedBatchStates.includes(batch))) return 'batch-open';
  return undefined;
}

/** An erasure that waits for a second person. */
export interface ErasureRequest {
  readonly documentId: DocumentId;
  readonly reason: ErasureReason;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
}

export interface DocumentErasure {
  readonly documentId: DocumentId;
  readonly reason: ErasureReason;
  readonly actor: string;
  readonly at: Instant;
}

/** A legal hold that is laid on a document, or taken off it. */
export interface DocumentHold {
  readonly documentId: DocumentId;
  readonly isHeld: boolean;
  readonly actor: string;
  readonly at: Instant;
}

/** Documents of an institution whose last change, and issue, lie before a time, and which are not erased. */
export interface ErasableQuery {
  readonly institutionCode: string;
  readonly before: Instant;
}

/** What of the registry erases personal data. Each method is one transaction, told in the audit trail. */
export interface RegistryEraser {
  /** What decides whether a document may be erased; `undefined` where there is none. */
  findErasureStanding(documentId: DocumentId): Promise<ErasureStanding | undefined>;
  /** Without those that something stands in the way of. */
  listErasableDocuments(query: ErasableQuery, page: PageRequest): Promise<Page<DocumentId>>;
  /** Ended batches with findings or unissued records that are not erased, oldest first. */
  listErasableBatches(query: ErasableQuery, page: PageRequest): Promise<Page<string>>;

  findErasureRequest(documentId: DocumentId): Promise<ErasureRequest | undefined>;
  /** Keeps a request until the document is erased or the request withdrawn; the first one stays. */
  storeErasureRequest(request: ErasureRequest): Promise<void>;
  /** A repetition is no error, and then nothing is written. @throws AppError `not-found` */
  holdDocument(hold: DocumentHold): Promise<void>;

  /**
   * Takes record, PDF with all its additions, sidecar, student id, notes and the way to claim it out of the
   * database. Id, digests, state, place in the status list and history stay.
   * @returns false where it was erased before.
   * @throws AppError `not-found`, `erasure-refused`
   */
  eraseDocument(erasure: DocumentErasure): Promise<boolean>;
  /** The same for the findings, notes and unissued records of an ended batch. @throws AppError as above. */
  eraseBatch(batchId: string, actor: string, at: Instant): Promise<boolean>;
  /**
   * Makes sure that nothing erased is left in the files of the database: freed pages are overwritten, the
   * log is emptied.
   * @returns false while others read what was before; then it has to be done again.
   */
  purgeFiles(): Promise<boolean>;
}
