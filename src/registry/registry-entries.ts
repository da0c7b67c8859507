import type { PadesLevel } from '../formats/pdf/signatures/pades-level.ts';
import type { AppErrorCode, BilingualText } from '../shared/app-error.ts';
import type { DocumentId } from '../shared/document-id.ts';
import type { Instant } from '../shared/instant.ts';
import type { ErasureReason } from './erasure.ts';
import type { BatchState, DocumentState } from './states.ts';

/** A record as a batch brought it: its canonical form, and where it stood. */
export interface SubmittedRecord {
  /** Name of the file it came in, and the line where it begins. */
  readonly file: string;
  readonly row: number;
  readonly studentId: string;
  readonly documentType: 'transcript';
  readonly language: 'th' | 'en';
  /** RFC 8785 JSON of what will be signed, UTF-8: no citizen id, no e-mail address. */
  readonly canonicalRecord: Uint8Array;
  /** SHA-256 of it, lower-case hex. */
  readonly recordDigestHex: string;
}

/** A frozen template as it is kept: under its digest, once for all batches that share it. */
export interface KeptTemplate {
  /** SHA-256 of the content, lower-case hex. */
  readonly digestHex: string;
  readonly content: Uint8Array;
}

/** What the documents of a batch are printed with, once that is settled. */
export interface BatchPrinting {
  /** The frozen list of glyphs, encoded. */
  readonly repertoire: Uint8Array;
  /** The one digest of the list and the frozen template, lower-case hex. */
  readonly fingerprintHex: string;
  /** For batches that brought none when they were stored. */
  readonly template?: KeptTemplate;
}

/** The keys that sign for a batch, by their ids, and since when. */
export interface BatchSigningKeys {
  readonly pdf: string;
  readonly sidecar: string;
  readonly since: Instant;
}

interface BatchCounts {
  readonly records: number;
  readonly accepted: number;
  readonly errors: number;
  readonly warnings: number;
}

export interface NewBatch {
  readonly batchId: string;
  readonly institutionCode: string;
  /** Name of the template folder. */
  readonly template: string;
  /** The template with the institution's design as they are now; what is edited later does not concern the batch. */
  readonly frozenTemplate?: KeptTemplate;
  /** The level that its documents' signatures must reach; none is issued below it. */
  readonly level: PadesLevel;
  readonly state: BatchState;
  readonly submittedBy: string;
  readonly submittedAt: Instant;
  readonly counts: BatchCounts;
  /** What `records check` says of its files, as JSON. */
  readonly reportJson: string;
  /** Submitting with the same key again finds this batch; the digest (hex) says whether it is the same request. */
  readonly idempotency: { readonly key: string; readonly requestDigestHex: string } | null;
  /** Accepted records only, in their order; read once. */
  readonly records: Iterable<SubmittedRecord> | AsyncIterable<SubmittedRecord>;
}

export interface BatchEntry extends Omit<NewBatch, 'records' | 'reportJson' | 'frozenTemplate'> {
  /** SHA-256 (hex) of its frozen template; `null` for batches of before there were such. */
  readonly templateDigestHex: string | null;
  /** The one digest (hex) of all that its documents are printed with; `null` until they are reserved. */
  readonly fingerprintHex: string | null;
  /** The keys that signed for it, in their order: more than one where keys were changed meanwhile. */
  readonly signingKeys: readonly BatchSigningKeys[];
  readonly approvedBy: string | null;
  /** What was approved: the digest of its summary. `null` until then, and for batches approved before there was one. */
  readonly approvedDigestHex: string | null;
  /** Whether the person who submitted it approved it too, as the institution permits. */
  readonly isApprovedAlone: boolean;
  /** Why documents of it are not issued yet; `null` when nothing outside holds them up. */
  readonly waiting: BatchWaiting | null;
  /** Records whose document is issued. */
  readonly issued: number;
}

/** What documents of a batch wait for: a service or key store that failed, or a person who sees to it. */
export interface BatchWaiting {
  readonly code: AppErrorCode;
  readonly text: BilingualText;
  /** How many documents waited when it was last tried. */
  readonly documents: number;
  /** When it was last tried. */
  readonly since: Instant;
  /** How often it was tried in a row without any document being issued. */
  readonly attempts: number;
  /** When it is tried again by itself; `null` where somebody must see to it first. */
  readonly nextAttempt: Instant | null;
}

/** A batch that is tried again by itself. */
export interface DueBatch {
  readonly batchId: string;
  readonly nextAttempt: Instant;
}

/** A document as the registry knows it. */
export interface DocumentEntry {
  readonly documentId: DocumentId;
  /** The batch that first brought its record. */
  readonly batchId: string;
  readonly institutionCode: string;
  readonly studentId: string;
  readonly documentType: 'transcript';
  readonly language: 'th' | 'en';
  readonly recordDigestHex: string;
  readonly state: DocumentState;
  /** When the present state took effect. */
  readonly since: Instant;
  readonly reason: string | null;
  readonly note: string | null;
  readonly supersededBy: DocumentId | null;
  readonly statusList: number;
  readonly statusIndex: number;
  readonly reservedAt: Instant;
  readonly issuedAt: Instant | null;
  /** The level of its signature, in its newest revision. */
  readonly level: PadesLevel | null;
  /** How often the PDF was made: 1 as it was issued, one more with each renewal. */
  readonly revision: number;
  /** SHA-256 of the newest PDF, lower-case hex. */
  readonly pdfDigestHex: string | null;
  readonly sidecarDigestHex: string | null;
  /** Name of the template it was printed with; `null` while it is reserved. */
  readonly template: string | null;
  /** The fingerprint (hex) of the batch in whose run it was printed; `null` for older documents. */
  readonly fingerprintHex: string | null;
  /** When its personal data were erased: record, artifacts and student id are gone, everything else stands. */
  readonly erasedAt?: Instant;
  readonly erasureReason?: ErasureReason;
  /** Since when a hold keeps it from being erased. */
  readonly heldSince?: Instant;
}

/** A document that still has to be rendered and signed. */
export interface ReservedDocument {
  readonly documentId: DocumentId;
  readonly canonicalRecord: Uint8Array;
  readonly statusList: number;
  readonly statusIndex: number;
}

/** A record of a batch and the document that stands for it. */
export interface BatchDocument {
  readonly file: string;
  readonly row: number;
  readonly document: DocumentEntry;
}

/** A document with everything that was made of it, ready to become `issued`. */
export interface FinishedDocument {
  readonly documentId: DocumentId;
  readonly issuedAt: Instant;
  /** The level that its signature has reached. */
  readonly level: PadesLevel;
  readonly pdf: Uint8Array;
  /** Compact JWS, as ASCII characters. */
  readonly sidecar: Uint8Array;
  readonly pdfDigestHex: string;
  readonly sidecarDigestHex: string;
}

export interface DocumentStateChange {
  readonly documentId: DocumentId;
  readonly from: DocumentState;
  readonly to: DocumentState;
  /** From when it counts. */
  readonly effectiveAt: Instant;
  /** When we were told. */
  readonly recordedAt: Instant;
  readonly reason: string | null;
  readonly note: string | null;
  readonly actor: string;
  /** The document that came in its place with this change. */
  readonly supersededBy: DocumentId | null;
}

/** A status list as it is kept and, once signed, published. */
export interface StatusListEntry {
  readonly list: number;
  /** The institution whose documents it speaks of and whose key signs it. */
  readonly institutionCode: string;
  readonly size: number;
  /** Grows by one with every change of a state in it. */
  readonly revision: number;
  readonly published: PublishedStatusListEntry | null;
}

export interface PublishedStatusListEntry {
  /** The revision that the token speaks of. */
  readonly revision: number;
  /** `statuslist+jwt`, compact. */
  readonly token: string;
  readonly publishedAt: Instant;
  readonly expiresAt: Instant;
}

/** A summary that a person was shown of a batch. */
export interface ShownSummary {
  readonly batchId: string;
  /** SHA-256, lower-case hex: what an approval names. */
  readonly digestHex: string;
  /** The parts that the digest is made of, as JSON. No personal data. */
  readonly basisJson: string;
  /** When it was first shown. */
  readonly shownAt: Instant;
}

/** One change of a batch's state, for those who look later: who submitted, who approved, and when. */
export interface BatchStateEvent {
  readonly at: Instant;
  readonly actor: string;
  readonly to: BatchState;
  readonly note: string | null;
}
