import type { Evidence } from '../../../src/verification/evidence.ts';
import type { SubIndication } from '../../../src/verification/report.ts';
import type { ForeignPki } from '../foreign/foreign-pki.ts';

/** Which program writes so. */
export type Producer =
  | 'Acrobat'
  | 'iText'
  | 'PDFBox'
  | 'OpenPDF'
  | 'LibreOffice'
  | 'pyHanko'
  | 'node-signpdf'
  | 'DocuSign'
  | 'long-term archives'
  | 'old programs'
  | 'any program';

/** A document as somebody else's honest program writes it, and what must be said of it. */
export interface HonestDocument {
  readonly producer: Producer;
  /** What is particular about it. */
  readonly kind: string;
  readonly build: (pki: ForeignPki) => Uint8Array;
  /** Later changes after each signature, in order. */
  readonly changes: readonly string[];
  /** Left open for this reason, though nothing was forged; passed otherwise. */
  readonly open?: SubIndication;
  readonly evidence?: (pki: ForeignPki) => Partial<Evidence>;
}

/** The rows of one program. */
export function honestRows(
  producer: Producer,
  rows: readonly Omit<HonestDocument, 'producer'>[],
): readonly HonestDocument[] {
  return rows.map((row) => ({ ...row, producer }));
}
