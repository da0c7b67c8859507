import type { RecordsReport } from '../records/records-report.ts';
import type { PadesLevel } from '../formats/pdf/signatures/pades-level.ts';
import type { Page, PageRequest } from '../registry/page.ts';
import type { BatchSigningKeys, BatchWaiting } from '../registry/registry-entries.ts';
import type { DocumentRevision } from '../registry/renewal-registry.ts';
import type { BatchState, DocumentState } from '../registry/states.ts';
import type { DocumentId } from '../shared/document-id.ts';
import type { Instant } from '../shared/instant.ts';
import type { KeyWarning } from '../signing/keys/key-schedule.ts';
import type { ApprovalSummary } from './issuing/approval/approval-summary.ts';
import type { DocumentChange, DocumentHistory } from './documents/document-change.ts';
import type { IssuingPace } from './issuing/pace-meter.ts';
import type { JudgedEvidence } from '../verification/receipt/receipt-claims.ts';
import type { VerificationReport } from '../verification/report.ts';

export type { KeyWarning, Page, PageRequest };

/**
 * What the outer layers (command line, HTTP, pages) may ask of the application. Each method is one use
 * case; failures for a known reason are `AppError`s. Two services, because they run in two processes:
 * the issuer holds keys and writes, the verifier does neither.
 */
export interface IssuerService {
  /** Checks the files, stores the batch and its records; a batch with errors cannot be issued. */
  submitBatch(submission: BatchSubmission): Promise<BatchView>;
  getBatch(batchId: string): Promise<BatchView>;
  /** Newest first; with a filter only the batches that it lets through (a registrar sees one institution's). */
  listBatches(page: PageRequest, filter?: BatchFilter): Promise<Page<BatchView>>;
  getBatchReport(batchId: string): Promise<RecordsReport>;
  /** What an approver has to know of a batch, with the digest that an approval names. */
  summariseBatch(batchId: string): Promise<ApprovalSummary>;
  /**
   * The document of one record as it would look, unsigned and marked as a specimen.
   * @throws AppError `not-found`, `template-invalid`
   */
  previewRecord(batchId: string, record: PreviewedRecord): Promise<Uint8Array>;
  /**
   * @param digest of the summary that was looked at (hex, or at least its first 16 digits); it may be left out
   *   only where no second person is asked for.
   * @throws AppError `approval-outdated` where anything has changed since, `approval-digest-missing`,
   *   `forbidden` for the submitter where two persons are required, `changed-meanwhile`, `illegal-transition`
   */
  approveBatch(batchId: string, actor: string, digest?: string): Promise<BatchView>;
  /** @throws AppError `changed-meanwhile`, `illegal-transition` */
  rejectBatch(batchId: string, actor: string, note: string): Promise<BatchView>;
  /**
   * Gives a batch up. What is issued stays in force, the rest is never issued.
   * @throws AppError `changed-meanwhile`, `illegal-transition`
   */
  cancelBatch(batchId: string, actor: string, note?: string): Promise<BatchView>;
  /** Issues (or goes on issuing) an approved batch; yields each document, old or new, in record order. */
  issueBatch(batchId: string): AsyncIterable<IssuedDocument>;
  /** Issues as `issueBatch` does, for whoever does not look at the PDFs: they are in the registry. */
  runBatch(batchId: string): AsyncIterable<IssuedEntry>;
  /** Batches whose documents wait, and whose next attempt has come: whoever runs issuing takes them up. */
  findDueBatches(): Promise<readonly string[]>;
  /** For handing to the graduates: of what is issued of a batch, in record order. */
  listClaimCodes(batchId: string): AsyncIterable<ClaimCodeOfDocument>;
  listDocuments(filter: DocumentFilter, page: PageRequest): Promise<Page<DocumentView>>;
  getDocument(documentId: DocumentId): Promise<DocumentView>;
  getPdf(documentId: DocumentId): Promise<Uint8Array>;
  /** Compact JWS. */
  getSidecar(documentId: DocumentId): Promise<string>;
  /** Suspends, reinstates, revokes or supersedes; what is not permitted is refused with the state named. */
  changeDocument(change: DocumentChange): Promise<DocumentView>;
  /** What a document was at one time, as known at another (now, where left out), with all its changes. */
  getDocumentHistory(
    documentId: DocumentId,
    times?: { readonly at?: Instant; readonly knownAt?: Instant },
  ): Promise<DocumentHistory>;
  /** @throws AppError `claim-refused`, the same and in the same time for an unknown code and a wrong detail. */
  claimDocuments(claim: Claim): Promise<ClaimedDocuments>;
  /** One query and one test signature; throws when either cannot be done. */
  checkReadiness?(): Promise<void>;
  /** Certificates that end within 60 days, or have ended. */
  findKeyWarnings?(): Promise<readonly KeyWarning[]>;
  /** Publishes the status lists that are missing, outdated or past half of their life. */
  refreshStatusLists?(): Promise<void>;
}

/** Everything here works with a registry opened read-only and without any institution's key. */
export interface VerifierService {
  verify(request: VerificationRequest): Promise<VerificationReport>;
  /** `undefined` for unknown ids, after the same work as for known ones. */
  findDocumentStatus(documentId: DocumentId): Promise<DocumentStatus | undefined>;
  /** What it was at one time, as known at another (now, where left out); `undefined` for unknown ids. */
  findDocumentThen(
    documentId: DocumentId,
    times: { readonly at?: Instant; readonly knownAt?: Instant },
  ): Promise<DocumentThen | undefined>;
  findStatusList(listNumber: number): Promise<PublishedStatusList | undefined>;
  getJwks(): Promise<{ readonly keys: readonly object[] }>;
  /** The JSON text of the trust list, as published. */
  getTrustList(): Promise<string>;
  /** One query on the registry; throws when it cannot answer. */
  checkReadiness(): Promise<void>;
}

/**
 * Receipts: what a verifier signs of its answers, with a key of its own. Only a process that has judged the
 * document itself may ask for one.
 */
export interface ReceiptService {
  /**
   * Signs what was judged; for an organisation that proved itself it is also kept.
   * @throws AppError `signing-failed`
   */
  issue(judged: JudgedEvidence, organisation?: string): Promise<IssuedReceipt>;
  /** `undefined` for unknown ids and for receipts of others. */
  find(receiptId: string, organisation: string): Promise<string | undefined>;
  getKeys(): { readonly keys: readonly object[] };
}

export interface IssuedReceipt {
  readonly receiptId: string;
  /** `verification-receipt+jwt`, compact. */
  readonly receipt: string;
}

export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file as it comes in (a request's body, a file on disk), to be read once. */
export interface IncomingFile {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** A large file had better come piece by piece: then it is never in memory as a whole. */
export type SubmittedFile =
  (InputFile & { readonly pieces?: never }) | (IncomingFile & { readonly bytes?: never });

export interface BatchSubmission {
  readonly institutionCode: string;
  readonly files: readonly SubmittedFile[];
  readonly actor: string;
  readonly idempotencyKey?: string;
  readonly template?: string;
  /** The level that every signature of it must reach; the institution's own when left out. */
  readonly level?: PadesLevel;
  /** Leave out the records with errors and issue the others; otherwise a batch with errors cannot be approved. */
  readonly goodRecordsOnly?: boolean;
}

export interface BatchView {
  readonly batchId: string;
  readonly institutionCode: string;
  readonly state: BatchState;
  readonly submittedBy: string;
  readonly submittedAt: Instant;
  readonly approvedBy: string | null;
  /** The digest (hex) of the summary that was approved. */
  readonly approvedDigest: string | null;
  /** Whether whoever submitted it approved it too, as the institution permits. */
  readonly isApprovedAlone: boolean;
  /** The level that its documents' signatures reach. */
  readonly level: PadesLevel;
  /** What its documents are printed with, whatever is edited meanwhile. */
  readonly printing: BatchPrintingView;
  /** The keys that signed for it; more than one where keys were changed meanwhile. */
  readonly signingKeys: readonly BatchSigningKeys[];
  /** Why documents of it are not issued yet; `null` when nothing outside holds them up. */
  readonly waiting: BatchWaiting | null;
  /** How fast it is being issued, where this process does so. */
  readonly pace?: IssuingPace;
  readonly counts: {
    readonly records: number;
    readonly accepted: number;
    readonly issued: number;
    readonly errors: number;
    readonly warnings: number;
  };
}

/** What the documents of a batch are printed with (ADR 0019). Digests are SHA-256, lower-case hex. */
export interface BatchPrintingView {
  /** Name of the template. */
  readonly template: string;
  /** Of template and design as they were when the batch was submitted; `null` for older batches. */
  readonly templateDigest: string | null;
  /** Of all that decides how its documents come out; `null` until they are reserved. */
  readonly fingerprint: string | null;
}

/** An issued document without its contents. */
export interface IssuedEntry {
  /** Line of the record in its file, as errors name it. */
  readonly row: number;
  /** Name of that file, where a batch may have several. */
  readonly file?: string;
  readonly studentId: string;
  readonly language: 'th' | 'en';
  readonly documentId: DocumentId;
  /** The level of its signature: of an older document, the one that it was issued with. */
  readonly level: PadesLevel;
  /** For the graduate: printed here, never stored. */
  readonly claimCode: string;
  /** False when an earlier run issued it. */
  readonly isNew: boolean;
  /** Name of the template it was printed with: of an older document not always the batch's. */
  readonly template: string | null;
}

export interface IssuedDocument extends IssuedEntry {
  readonly pdf: Uint8Array;
  /** Compact JWS. */
  readonly sidecar: string;
}

export interface DocumentView {
  readonly documentId: DocumentId;
  readonly batchId: string;
  readonly institutionCode: string;
  readonly studentId: string;
  readonly language: 'th' | 'en';
  readonly kind: 'transcript';
  readonly state: DocumentState;
  readonly issuedAt: Instant | null;
  readonly since: Instant;
  readonly reason: string | null;
  readonly note: string | null;
  readonly supersededBy: DocumentId | null;
  /** The level of its newest copy. */
  readonly level: PadesLevel | null;
  /** SHA-256 of its newest copy. */
  readonly pdfDigestHex: string | null;
  readonly statusList: { readonly uri: string; readonly index: number };
  /** Every copy of its PDF that was ever handed out, oldest first; only where one document was asked for. */
  readonly revisions?: readonly DocumentRevision[];
  /** When its personal data were erased. */
  readonly erasedAt?: Instant;
  /** Since when a hold keeps them from being erased. */
  readonly heldSince?: Instant;
}

/** What opens a graduate's documents, for one of them. */
export type ClaimCodeOfDocument = Pick<
  IssuedDocument,
  'row' | 'studentId' | 'language' | 'documentId' | 'claimCode'
>;

/** Which record of a batch: its row, and file or language where the row alone does not tell. */
export interface PreviewedRecord {
  readonly row: number;
  readonly file?: string;
  readonly language?: 'th' | 'en';
}

export interface BatchFilter {
  readonly institutionCode?: string;
}

export interface DocumentFilter {
  readonly institutionCode?: string;
  readonly batchId?: string;
  readonly state?: DocumentState;
}

export interface Claim {
  readonly claimCode: string;
  /** `YYYY-MM-DD`, CE or Buddhist Era. */
  readonly birthDate: string;
}

export interface ClaimedDocuments {
  readonly documents: readonly DocumentView[];
}

export interface VerificationRequest {
  readonly pdf?: Uint8Array;
  readonly sidecar?: string;
  /** Validation time; now when left out. */
  readonly at?: Instant;
}

export interface DocumentStatus {
  /** When the institution erased its data, as it must after a time; the document itself stands as it did. */
  readonly erasedAt?: Instant;
  readonly documentId: DocumentId;
  readonly state: Exclude<DocumentState, 'reserved'>;
  readonly since: Instant;
  readonly reason: string | null;
  readonly supersededBy: DocumentId | null;
  readonly institution: { readonly code: string; readonly nameTh: string; readonly nameEn: string };
}

/** What a document was at one time, as known at another, as far as anyone may know it. */
export type DocumentThen = Omit<DocumentHistory, 'documentId' | 'changes'>;

export interface PublishedStatusList {
  /** `statuslist+jwt`, compact. */
  readonly token: string;
  readonly etag: string;
  readonly ttlSeconds: number;
}
