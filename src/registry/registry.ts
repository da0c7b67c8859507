import type { DocumentId } from '../shared/document-id.ts';
import type { Page, PageRequest } from './page.ts';
import type {
  BatchDocument,
  BatchEntry,
  BatchStateEvent,
  DocumentEntry,
  DocumentStateChange,
  DueBatch,
  ReservedDocument,
  ShownSummary,
  StatusListEntry,
  SubmittedRecord,
} from './registry-entries.ts';
import type { DocumentRevision } from './renewal-registry.ts';
import type { DocumentState } from './states.ts';
import type { TrailCheckpoint, TrailEntry } from './trail.ts';

export interface DocumentQuery {
  readonly institutionCode?: string;
  readonly batchId?: string;
  readonly studentId?: string;
  readonly state?: DocumentState;
}

/** A status entry that is not "valid". */
export interface StatusListMark {
  readonly index: number;
  readonly state: DocumentState;
}

/** How many records a batch has, and how many of them do not fit its documents. */
export interface BatchRecordCounts {
  readonly records: number;
  /** Without a document that stands for them. */
  readonly unlinked: number;
  /** Whose document is not there, or was made of another content. */
  readonly mislinked: number;
}

/**
 * What is known of batches and documents, to read. Every answer is consistent in itself; what a
 * {@link RegistryWriter} has promised to be kept is seen by every read that starts afterwards, also in
 * other processes. Implementations opened for a verifier cannot write by any of these methods.
 */
export interface Registry {
  /** One small query; throws when the registry cannot answer. */
  checkReadiness(): Promise<void>;

  findBatch(batchId: string): Promise<BatchEntry | undefined>;
  findBatchByKey(institutionCode: string, key: string): Promise<BatchEntry | undefined>;
  /** The report of the check as JSON. */
  findBatchReport(batchId: string): Promise<string | undefined>;
  /** Oldest first. */
  listBatchEvents(batchId: string): Promise<readonly BatchStateEvent[]>;
  /** Newest first; of all institutions when no code is given. */
  listBatches(page: PageRequest, institutionCode?: string): Promise<Page<BatchEntry>>;
  /** Those being issued that are tried again by themselves; oldest first. */
  listWaitingBatches(): Promise<readonly DueBatch[]>;
  /** Records in their order, each with its document; those without one are left out. */
  listBatchDocuments(batchId: string, page: PageRequest): Promise<Page<BatchDocument>>;
  /** Canonical records of a batch in their order: what a repertoire is collected from. */
  listBatchRecords(batchId: string, page: PageRequest): Promise<Page<Uint8Array>>;
  /** How the records of a batch stand to its documents, for the audit. */
  countBatchRecords(batchId: string): Promise<BatchRecordCounts>;
  /** Records of a batch in their order, as they were submitted. */
  listSubmittedRecords(batchId: string, page: PageRequest): Promise<Page<SubmittedRecord>>;
  /** Those of one row, in their order: a student may have a record in each language. */
  findSubmittedRecords(batchId: string, row: number): Promise<readonly SubmittedRecord[]>;
  /** A summary that was shown of a batch, by its digest or the first digits of it (hex); of several the last. */
  findShownSummary(batchId: string, digestStart: string): Promise<ShownSummary | undefined>;
  /** Those of the documents that are reserved and not issued, with what is needed to make them. */
  findReservedDocuments(documentIds: readonly DocumentId[]): Promise<readonly ReservedDocument[]>;
  findRepertoire(batchId: string): Promise<Uint8Array | undefined>;
  /** The frozen template of a batch, as it was kept. */
  findFrozenTemplate(batchId: string): Promise<Uint8Array | undefined>;

  /** Also for reserved documents: callers decide what the outside may know. */
  findDocument(documentId: DocumentId): Promise<DocumentEntry | undefined>;
  /** In an order that does not change while new documents arrive. */
  listDocuments(query: DocumentQuery, page: PageRequest): Promise<Page<DocumentEntry>>;
  countDocuments(query: DocumentQuery): Promise<number>;
  /** Every document of these students, in any state, oldest first; a few queries for thousands of students. */
  findDocumentsOfStudents(
    institutionCode: string,
    studentIds: readonly string[],
  ): Promise<readonly DocumentEntry[]>;
  /** The canonical record of a document. */
  findRecord(documentId: DocumentId): Promise<Uint8Array | undefined>;
  /** The same of many; documents without one are left out. */
  findRecords(documentIds: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, Uint8Array>>;
  /** Oldest first. */
  listStateChanges(documentId: DocumentId): Promise<readonly DocumentStateChange[]>;
  /** Every state of its PDF that was ever handed out, oldest first; none while it is only reserved. */
  listRevisions(documentId: DocumentId): Promise<readonly DocumentRevision[]>;
  /** Whose documents a claim code opens; `handleHex` is the code's keyed digest, never the code. */
  findClaim(
    handleHex: string,
  ): Promise<{ readonly institutionCode: string; readonly studentId: string } | undefined>;

  findStatusList(list: number): Promise<StatusListEntry | undefined>;
  listStatusLists(): Promise<readonly StatusListEntry[]>;
  /** Entries that do not read "valid", by index; with the revision they belong to. */
  readStatusMarks(
    list: number,
  ): Promise<{ readonly revision: number; readonly marks: readonly StatusListMark[] }>;

  /** Entries of the audit trail in their order, of one object alone where it is named. */
  listTrail(part: {
    readonly after: number;
    readonly limit: number;
    readonly object?: string;
  }): Promise<readonly TrailEntry[]>;
  /** The last entry's number and digest; number 0 where there is none. */
  findTrailEnd(): Promise<Pick<TrailEntry, 'sequence' | 'digestHex'>>;
  /** Checkpoints of the entries behind `after`, up to and with `upTo`; in their order. */
  listCheckpoints(part: {
    readonly after: number;
    readonly upTo: number;
    readonly limit: number;
  }): Promise<readonly TrailCheckpoint[]>;
  findLastCheckpoint(): Promise<TrailCheckpoint | undefined>;
  /** Documents that share their place in a status list with another one; there should be none. */
  listRepeatedStatusPlaces(): Promise<readonly DocumentId[]>;
}

/** Issued PDFs and sidecars, to read; bytes come back exactly as they were kept. */
export interface ArtifactStore {
  /** The newest revision. */
  findPdf(documentId: DocumentId): Promise<Uint8Array | undefined>;
  /** Compact JWS. */
  findSidecar(documentId: DocumentId): Promise<string | undefined>;
}
