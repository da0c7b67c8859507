import type { DocumentId } from '../shared/document-id.ts';
import type { Instant } from '../shared/instant.ts';
import type { Registry } from './registry.ts';
import type {
  BatchPrinting,
  BatchSigningKeys,
  BatchWaiting,
  DocumentStateChange,
  FinishedDocument,
  NewBatch,
  PublishedStatusListEntry,
  ShownSummary,
} from './registry-entries.ts';
import type { BatchState, DocumentState } from './states.ts';
import type { RandomBelow } from './status-index.ts';
import type { TrailCheckpoint } from './trail.ts';

/** A change of a batch's state. */
export interface BatchStateChange {
  readonly batchId: string;
  readonly to: BatchState;
  readonly actor: string;
  readonly at: Instant;
  readonly note?: string;
  /** With `approved`: the digest (hex) of what was approved, and whether the submitter did it alone. */
  readonly approval?: { readonly digestHex: string; readonly isAlone: boolean };
}

/** A change of a document's state as it is asked for. */
export interface NewDocumentState extends Omit<DocumentStateChange, 'from' | 'supersededBy'> {
  /** The document that stands in its place. */
  readonly supersededBy?: DocumentId | null;
  /** The state that whoever asks has seen: where it is another one by now, nothing is changed. */
  readonly seen?: DocumentState;
}

/** Where new document ids, status entries and claim handles come from. */
export interface ReservationSource {
  readonly newDocumentId: () => DocumentId;
  readonly randomBelow: RandomBelow;
  /** Keyed digest (hex) of the claim code of a student; see `app/claim-code.ts`. */
  readonly claimHandleHex: (institutionCode: string, studentId: string) => string;
  /** Entries of a status list that has to be opened. */
  readonly statusListSize: number;
  readonly at: Instant;
}

/**
 * The registry for the one side that may write it: the issuer.
 *
 * **Durability.** When a method's promise fulfils, its effect is on disk and survives a crash of the
 * process and of the machine. When it rejects, nothing of it is kept: every method is one transaction.
 * A caller that never learns the outcome (killed between) may call again: each method says what a
 * repetition does.
 *
 * **Audit trail.** Every change of a state appends to the trail in the same transaction.
 */
export interface RegistryWriter extends Registry {
  /**
   * Keeps a batch with its accepted records and report.
   * A repetition with the same `batchId`, or the same institution and idempotency key, is refused.
   * @throws AppError `idempotency-conflict`
   */
  storeBatch(batch: NewBatch): Promise<void>;

  /**
   * Moves a batch along `batchTransitions`; being there already is no error, and then nothing is written,
   * unless another person has decided so. With `cancelled` the documents that it has reserved and not issued
   * are given up in the same transaction; those that are issued stay.
   * @throws AppError `not-found`, `illegal-transition`, `changed-meanwhile` where another person has decided on
   *   the batch before
   */
  changeBatchState(change: BatchStateChange): Promise<void>;

  /** Remembers a summary that is shown; one with the same digest stays as it was first shown. */
  rememberSummary(summary: ShownSummary): Promise<void>;

  /**
   * Says what documents of a batch wait for, or with `null` that nothing holds them up any more. Appends it
   * to the batch's history. A repetition only renews the time.
   */
  recordWaiting(batchId: string, waiting: BatchWaiting | null, actor: string): Promise<void>;

  /**
   * Gives every accepted record of the batch its document: the one that already stands for the same
   * institution, student, type, language and content and is in force, or a new one in state `reserved` with an id and a
   * random status entry of its own. Keeps beside them what they are to be printed with. A repetition
   * changes nothing: ids, entries and the first printing stay.
   * @returns how many documents are new.
   */
  reserveDocuments(
    batchId: string,
    printing: BatchPrinting,
    source: ReservationSource,
  ): Promise<number>;

  /**
   * Keeps artifacts and makes their documents `issued`, all in one transaction. A document that is no
   * longer `reserved` (another process was faster) keeps what it has: what was issued first is what is
   * issued. Each remembers template and fingerprint of the batch in whose run it was made: the given one,
   * or else the one that first brought its record.
   * @returns the ids that this call issued.
   */
  recordIssued(
    finished: readonly FinishedDocument[],
    actor: string,
    batchId?: string,
  ): Promise<readonly DocumentId[]>;

  /**
   * Says which keys sign for a batch from now on. The same as before are no news; others are appended to what
   * the batch remembers, to its history and to the trail.
   * @throws AppError `not-found`
   */
  recordSigningKeys(batchId: string, keys: BatchSigningKeys, actor: string): Promise<void>;

  /**
   * Changes the state of an issued document along `documentTransitions`, appends it to the document's
   * history and raises the revision of its status list. A repetition of the last change (the same reason,
   * the same successor, the same note and time of effect or none) is no error, and then nothing is written.
   * @throws AppError `not-found` (also for reserved documents), `changed-meanwhile`, `illegal-transition`,
   *   `successor-refused`
   */
  changeDocumentState(change: NewDocumentState): Promise<void>;

  /** Keeps a signed checkpoint of the audit trail; the first for an entry stays. */
  storeCheckpoint(checkpoint: TrailCheckpoint): Promise<void>;

  /** Keeps a signed list unless one of a later revision is there; an equal revision is replaced. */
  publishStatusList(list: number, published: PublishedStatusListEntry): Promise<void>;
}
