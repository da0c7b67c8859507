import type { PdfReference } from '../pdf-value.ts';

/** What is wrong with how a signature is written. Stable codes. */
export type SignatureFindingCode =
  | 'value-missing'
  | 'value-in-object-stream'
  | 'value-shared'
  | 'field-type'
  | 'no-field'
  | 'duplicate-key'
  | 'type'
  | 'byte-range-missing'
  | 'byte-range-indirect'
  | 'byte-range-shape'
  | 'contents-missing'
  | 'contents-indirect'
  | 'contents-not-hexadecimal'
  | 'contents-not-der'
  | 'contents-padding'
  | 'document-mdp'
  | 'field-mdp'
  | 'damaged';

export interface SignatureFinding {
  readonly code: SignatureFindingCode;
  /** One English sentence without personal data. */
  readonly message: string;
}

/** Which form fields a signature locks (ISO 32000-2 tables 236 and 260). */
export interface FieldLock {
  readonly source: 'FieldMDP' | 'Lock';
  readonly action: 'All' | 'Include' | 'Exclude';
  /** Fully qualified field names. */
  readonly fields: readonly string[];
  /** The access permissions a field's /Lock may carry (PDF 2.0). */
  readonly permissions: 1 | 2 | 3 | null;
}

/**
 * One signature of a document as it is written, before any judgement (ISO 32000-2 §12.8.1). What is
 * absent or unusable is `null`, and `findings` says why.
 */
export interface PdfSignature {
  /** Fully qualified name of the form field, empty when it has none. */
  readonly fieldName: string;
  readonly fieldRef: PdfReference | null;
  readonly valueRef: PdfReference | null;
  readonly kind: 'signature' | 'document-time-stamp';
  readonly filter: string | null;
  readonly subFilter: string | null;
  readonly byteRange: readonly [number, number, number, number] | null;
  /** File offsets of the `<` of /Contents and just after its `>`. */
  readonly contentsRange: { readonly start: number; readonly end: number } | null;
  /** The CMS object or time-stamp token as it is written (DER or BER), without the zeros that fill the placeholder. */
  readonly contents: Uint8Array | null;
  /** From /Cert: DER, the signer's first. Only adbe.x509.rsa_sha1 keeps them there (ISO 32000-2 table 255). */
  readonly certificates: readonly Uint8Array[];
  /** RFC 3339, from /M: what the signer claims. */
  readonly signingTime: string | null;
  readonly name: string | null;
  readonly reason: string | null;
  readonly location: string | null;
  /** What a certification signature allows to change; `null` for every other signature. */
  readonly docMdp: 1 | 2 | 3 | null;
  /** The DocMDP level that the signature states; one that is no certification cannot permit more by it. */
  readonly statedLevel: 1 | 2 | 3 | null;
  readonly fieldLocks: readonly FieldLock[];
  /** The revision that holds the signature value, and so should be the signed one. */
  readonly revisionIndex: number;
  readonly findings: readonly SignatureFinding[];
}
