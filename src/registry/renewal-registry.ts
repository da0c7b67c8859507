import type { PadesLevel } from '../formats/pdf/signatures/pades-level.ts';
import type { DocumentId } from '../shared/document-id.ts';
import type { Instant } from '../shared/instant.ts';
import type { Page, PageRequest } from './page.ts';
import type { DocumentEntry } from './registry-entries.ts';

/** Until when a PDF proves itself, and by which algorithms, as names. */
export interface RecordedProof {
  readonly endsAt: Instant;
  /** Sorted, each once. */
  readonly algorithms: readonly string[];
}

/** A PDF as it was at one time: each copy that was ever handed out is one of a document's revisions. */
export interface DocumentRevision {
  /** 1 is what was issued; each renewal adds one. */
  readonly revision: number;
  /** SHA-256 of the whole file, lower-case hex. */
  readonly digestHex: string;
  /** Bytes of the whole file; so many bytes of each later revision are the same. */
  readonly length: number;
  readonly level: PadesLevel;
  readonly madeAt: Instant;
  /** `null` where nobody has looked yet. */
  readonly proof: RecordedProof | null;
}

/** What of documents is asked for: those whose proof ends, or of which nobody knows when it does. */
export interface RenewalQuery {
  readonly before: Instant;
  /** Lists of algorithms, as they were recorded, of which one ends before then. */
  readonly endingAlgorithms: readonly (readonly string[])[];
  readonly institutionCode?: string;
}

export interface RenewalCandidate {
  readonly document: DocumentEntry;
  /** The newest. */
  readonly revision: DocumentRevision;
}

/** What was found out about a revision that nobody had looked at. */
export interface FoundProof {
  readonly documentId: DocumentId;
  readonly revision: number;
  readonly proof: RecordedProof;
}

/** A document that was renewed, ready to be kept. */
export interface RenewedDocument {
  readonly documentId: DocumentId;
  /** What it was when the work began; if it is another by now, nothing is kept. */
  readonly before: Pick<DocumentRevision, 'revision' | 'digestHex' | 'level'>;
  readonly level: PadesLevel;
  readonly madeAt: Instant;
  /** The bytes behind the revision before. */
  readonly appended: Uint8Array;
  /** SHA-256 of the whole file, lower-case hex. */
  readonly digestHex: string;
  readonly length: number;
  readonly proof: RecordedProof;
}

/** Somebody's word to be the only one who does something, until a time. */
export interface Lease {
  readonly holder: string;
  readonly until: Instant;
}

/**
 * What renewing keeps. Every method is one transaction: when its promise fulfils, its effect is on disk, and
 * when it rejects, nothing of it is.
 */
export interface RenewalRegistry {
  /**
   * Documents in force or suspended, in an order that does not change while new ones arrive. A page may be empty though
   * others follow: only its cursor says whether they do.
   */
  listRenewalCandidates(query: RenewalQuery, page: PageRequest): Promise<Page<RenewalCandidate>>;
  /** Every list of algorithms that newest revisions rest on, each once. */
  listProofAlgorithms(): Promise<readonly (readonly string[])[]>;
  /** Keeps what was found out; a repetition changes nothing. */
  recordProofs(found: readonly FoundProof[]): Promise<void>;
  /**
   * Keeps renewed files as the newest revisions, with an entry of the audit trail for each. A document that
   * is no longer what it was, or no longer in force or suspended, keeps what it has.
   * @returns the ids that this call renewed.
   */
  recordRenewed(renewed: readonly RenewedDocument[], actor: string): Promise<readonly DocumentId[]>;
  /**
   * Takes a lease, or extends one's own.
   * @param isGone whether a holder is known to have ended without giving it back.
   * @returns who has it after that.
   */
  takeLease(
    name: string,
    wanted: Lease,
    now: Instant,
    isGone: (holder: string) => boolean,
  ): Promise<Lease>;
  /** Gives a lease back; somebody else's is left alone. */
  giveBackLease(name: string, holder: string): Promise<void>;
}
