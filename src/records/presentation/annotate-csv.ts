import { FINDINGS_COLUMN, isFindingsColumn } from '../columns.ts';
import { detectDelimiter, separatorLineLength } from '../csv/csv-header.ts';
import { BYTE_ORDER_MARK, quoted } from '../csv/csv-line.ts';
import { toInertText } from '../csv/formula-text.ts';
import { decodeText } from '../encoding/decode-text.ts';
import type { RecordIssue } from '../records-report.ts';
import { toFindingsText } from './findings-text.ts';
import type { CsvRowSpan } from './csv-row-spans.ts';
import { findRowSpans } from './csv-row-spans.ts';

/**
 * A registrar's own CSV with one more column that says what is wrong in each row, so that it can be mended
 * and sent again: the same delimiter, line ends and cells, character for character, in UTF-8 with byte order
 * mark. A column of findings from an earlier round is filled anew. What is wrong with the header, or the
 * file as a whole, stands in the first row below the header. Comes in pieces.
 * @param findings those of this file.
 */
export function* annotateCsv(
  bytes: Uint8Array,
  findings: readonly RecordIssue[],
): Generator<string> {
  const whole = (decodeText(bytes)?.text ?? '').replace(/^\uFEFF/, '');
  // Without Excel's line on delimiters, behind which it would not know the copy for UTF-8.
  const text = whole.slice(separatorLineLength(whole));
  const delimiter = detectDelimiter(text);
  const column = new FindingsColumn(text, delimiter);
  const open = [...findings].sort((left, right) => (left.line ?? 0) - (right.line ?? 0));
  let copied = 0;
  let pending: CsvRowSpan | undefined;
  yield BYTE_ORDER_MARK;
  for (const row of findRowSpans(text, delimiter)) {
    if (row.isBlank) continue;
    if (pending === undefined) {
      pending = row;
      continue;
    }
    yield column.write(pending, copied, takeBefore(open, row.line, column.isHeader(pending)));
    copied = pending.end;
    pending = row;
  }
  if (pending !== undefined) {
    yield column.write(pending, copied, column.isHeader(pending) ? [] : open);
    copied = pending.end;
  }
  yield text.slice(copied);
}

/** The findings of a row: all up to the line where the next one begins. The header's wait for the next row. */
function takeBefore(open: RecordIssue[], nextLine: number, isHeader: boolean): RecordIssue[] {
  if (isHeader) return [];
  const later = open.findIndex(({ line }) => (line ?? 0) >= nextLine);
  return open.splice(0, later < 0 ? open.length : later);
}

/** Writes rows with the column of findings in its place. */
class FindingsColumn {
  readonly #text: string;
  readonly #delimiter: string;
  #header: CsvRowSpan | undefined;
  #position = 0;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  isHeader(row: CsvRowSpan): boolean {
    return this.#header === undefined || this.#header === row;
  }

  /** The text from what is copied already to the end of a row. The first row that comes is the header. */
  write(row: CsvRowSpan, copied: number, findings: readonly RecordIssue[]): string {
    if (this.#header === undefined) this.#readHeader(row);
    const cell = row === this.#header ? FINDINGS_COLUMN : toCell(findings, this.#header?.line ?? 1);
    const count = row.cellStarts.length;
    const existing = row.cellStarts[this.#position];
    if (existing !== undefined && this.#hasOwnColumn) {
      const next = row.cellStarts[this.#position + 1];
      const end = next === undefined ? row.end : next - 1;
      return this.#text.slice(copied, existing) + cell + this.#text.slice(end, row.end);
    }
    const missing = Math.max(0, this.#position - count);
    return (
      this.#text.slice(copied, row.end) + this.#delimiter.repeat(missing) + this.#delimiter + cell
    );
  }

  #hasOwnColumn = false;

  #readHeader(row: CsvRowSpan): void {
    this.#header = row;
    const names = row.cellStarts.map((start, index) =>
      this.#text
        .slice(start, (row.cellStarts[index + 1] ?? row.end + 1) - 1)
        .replaceAll('"', '')
        .trim()
        .toLowerCase(),
    );
    const own = names.findIndex(isFindingsColumn);
    this.#hasOwnColumn = own >= 0;
    this.#position = own >= 0 ? own : names.length;
  }
}

function toCell(findings: readonly RecordIssue[], headerLine: number): string {
  return quoted(toInertText(toFindingsText(findings, headerLine)));
}
