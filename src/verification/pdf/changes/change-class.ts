import type { FieldLock } from '../../../formats/pdf/signatures/pdf-signature.ts';
import type { SignatureReport } from '../../report.ts';

/** How far later revisions went, least first: archival evidence, filled forms, comments, anything else. */
export type ChangeClass = SignatureReport['changesAfter'];

const ORDER: readonly ChangeClass[] = [
  'NONE',
  'LTV_UPDATES',
  'FORM_FILLING',
  'ANNOTATIONS',
  'OTHER',
];

/** The one that goes further. */
export function furtherOf(left: ChangeClass, right: ChangeClass): ChangeClass {
  return ORDER.indexOf(left) >= ORDER.indexOf(right) ? left : right;
}

/** Whose document it is and what its signer permitted. */
export interface ChangePolicy {
  /** Issued by us: nothing but archival evidence may follow, and every later byte must be accounted for. */
  readonly ownDocument: boolean;
  /** The certification's permission level; `null` without certification. */
  readonly docMdp: 1 | 2 | 3 | null;
  /** Form fields that the signer locked. */
  readonly fieldLocks?: readonly FieldLock[];
}

/** One later change. */
export interface ChangeFinding {
  /** The object that holds the change, 0 for the trailer. */
  readonly objectNumber: number;
  /** One English sentence without personal data. */
  readonly what: string;
  /** Where in that object, as a JSON pointer (RFC 6901): `/Annots/3`. */
  readonly path: string;
  readonly changeClass: ChangeClass;
}

/** What happened after a signature. */
export interface RevisionComparison {
  readonly changesAfter: ChangeClass;
  readonly findings: readonly ChangeFinding[];
}
