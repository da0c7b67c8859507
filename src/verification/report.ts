/**
 * The verification report: the answer, with its reasons. Its JSON form is public contract: fields are
 * added, never renamed. Indications and sub-indications are those of ETSI EN 319 102-1 §5.1.3, plus our
 * own for the registry.
 */
export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE';

export type SubIndication =
  // ETSI EN 319 102-1, table 5 and 6
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'REVOKED'
  | 'POLICY_PROCESSING_ERROR'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'NO_SIGNATURE_FOUND'
  // ours
  | 'SIGNER_NOT_AUTHORISED'
  | 'SIDECAR_MISMATCH'
  | 'DOCUMENT_REVOKED'
  | 'DOCUMENT_SUSPENDED'
  | 'DOCUMENT_SUPERSEDED'
  | 'DOCUMENT_EXPIRED'
  | 'DOCUMENT_UNKNOWN'
  | 'COPY_UNKNOWN';

export type CheckIndication = 'PASSED' | 'FAILED' | 'INDETERMINATE' | 'SKIPPED';

/** One question, its answer and why. `found` and `because` are English; people's sentences come from a table. */
export interface CheckResult {
  /** Stable name, `area/what`, for example `pdf/coverage`. */
  readonly check: string;
  readonly indication: CheckIndication;
  readonly subIndication: SubIndication | null;
  /** What was there. Never personal data. */
  readonly found: string;
  /** What the rule wants, with its clause. */
  readonly because: string;
  /** The form field of the signature that was asked about, for checks of one signature. */
  readonly field?: string;
}

export interface SignerReport {
  readonly subject: string;
  readonly issuer: string;
  /** Upper-case hex. */
  readonly serial: string;
  readonly institutionCode: string | null;
}

export interface SignatureReport {
  readonly field: string;
  readonly integrity: 'INTACT' | 'BROKEN';
  readonly coverage: 'WHOLE_FILE' | 'REVISION';
  readonly changesAfter: 'NONE' | 'LTV_UPDATES' | 'FORM_FILLING' | 'ANNOTATIONS' | 'OTHER';
  readonly docMdp: 1 | 2 | 3 | null;
  readonly level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | 'PKCS7' | null;
  /** RFC 3339; the time the signer claims. */
  readonly signedAt: string | null;
  /** RFC 3339; the earliest time at which the signature is proven to have existed. */
  readonly bestSignatureTime: string | null;
  readonly signer: SignerReport | null;
  readonly trustAnchor: string | null;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
}

/** A time-stamp, on a signature's value or on the whole document. */
export interface TimeStampReport {
  /** The form field, of the signature or of the document time-stamp itself. */
  readonly field: string;
  readonly kind: 'signature-time-stamp' | 'document-time-stamp';
  readonly integrity: 'INTACT' | 'BROKEN';
  /** RFC 3339; what the authority says. */
  readonly time: string | null;
  readonly authority: string | null;
  readonly trustAnchor: string | null;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
}

export interface SidecarReport {
  readonly integrity: 'INTACT' | 'BROKEN';
  readonly binding: 'MATCHES' | 'MISMATCH' | null;
  /** Whether it is proven by its own signature, only says what the proven PDF says, or neither. */
  readonly standing: 'PROVEN' | 'IMPLIED_BY_PDF' | 'NOT_PROVEN';
  readonly signer: SignerReport | null;
  readonly documentId: string | null;
}

export type RegistryState =
  'issued' | 'suspended' | 'revoked' | 'superseded' | 'expired' | 'unknown' | 'not-checked';

export interface RegistryReport {
  readonly state: RegistryState;
  readonly since: string | null;
  readonly reason: string | null;
  readonly supersededBy: string | null;
  /** Where the registry knows the copies: which of them the PDF is. */
  readonly copy?: CopyReport;
}

/** A copy of a document that was renewed since, or is the newest. */
export interface CopyReport {
  /** 1 is what was issued; each renewal adds one. */
  readonly revision: number;
  readonly newestRevision: number;
  /** RFC 3339. */
  readonly newestMadeAt: string;
}

export interface DocumentReport {
  readonly documentId: string;
  readonly institution: {
    readonly code: string;
    readonly nameTh: string;
    readonly nameEn: string;
  } | null;
  readonly kind: string;
  readonly language: string | null;
  readonly issuedAt: string;
}

export interface VerificationReport {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly validationTime: string;
  readonly document: DocumentReport | null;
  readonly registry: RegistryReport;
  readonly signatures: readonly SignatureReport[];
  /** Their checks are listed, but a time-stamp that does not stand proves nothing and spoils nothing. */
  readonly timeStamps?: readonly TimeStampReport[];
  readonly sidecar: SidecarReport | null;
  readonly checks: readonly CheckResult[];
  /** Whether the trust list believes certificates that are for trying out only. */
  readonly developmentOnly: boolean;
}
