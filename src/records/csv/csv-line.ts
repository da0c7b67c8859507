import { toInertText } from './formula-text.ts';

/** Before the first line of a CSV file: without it Excel takes Thai for another encoding. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * One line of CSV (RFC 4180), ended by CRLF. Quoted where a delimiter of any kind stands in a cell; what a
 * spreadsheet program would run as a formula is marked as text.
 */
export function toCsvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => quoted(toInertText(cell === null ? '' : String(cell)))).join(',')}\r\n`;
}

/** A cell in quotation marks if it needs them. */
export function quoted(cell: string): string {
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
