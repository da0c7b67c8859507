import type { RecordIssue, RecordsReport } from '../../../records/records-report.ts';

const columns = [
  'file',
  'line',
  'sheet',
  'cell',
  'path',
  'column',
  'code',
  'value',
  'severity',
  'messageTh',
  'messageEn',
] as const satisfies readonly (keyof RecordIssue)[];

/** What every CSV answer is. */
export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8';

/** Without it Excel takes Thai for another encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The errors and warnings of a batch as CSV for a spreadsheet (RFC 4180, UTF-8 with byte order mark). */
export function toIssuesCsv(report: RecordsReport): string {
  const rows = report.errors.map((issue) => columns.map((column) => issue[column]));
  return BYTE_ORDER_MARK + [columns, ...rows].map(toCsvLine).join('');
}

/** One line of CSV, ended by CRLF. */
export function toCsvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

/** A cell that a spreadsheet would run as a formula is marked as text: the values come from outside. */
function toCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
