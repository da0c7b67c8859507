import type { PdfDict } from '../pdf-value.ts';
import type { XrefEntryTable } from './xref-entry-table.ts';

/** One cross-reference section with its trailer, and where its revision ends. */
export interface XrefSection {
  readonly form: 'table' | 'stream' | 'hybrid';
  /** Offset of `xref` or of the cross-reference stream's object number. */
  readonly offset: number;
  readonly entries: XrefEntryTable;
  /** The trailer dictionary, or the dictionary of the cross-reference stream. */
  readonly trailer: PdfDict;
  /** Object number of the cross-reference stream; `undefined` for a table. */
  readonly streamNumber: number | undefined;
  /** Whether it lists objects beyond its /Size, which readers take or leave (ISO 32000-2 table 15). */
  readonly exceedsSize: boolean;
  /** Just after the trailer dictionary or the stream's `endobj`. */
  readonly bodyEnd: number;
}

/** /Size is one more than the highest object number (ISO 32000-2 table 15). */
export function exceedsSize(entries: XrefEntryTable, size: number): boolean {
  return entries.size > 0 && entries.numberAt(entries.size - 1) >= size;
}
