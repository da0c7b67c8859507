import { BYTE_ORDER_MARK, toCsvLine } from '../csv/csv-line.ts';
import type { RecordIssue, RecordsReport } from '../records-report.ts';

/** Columns of the list; new ones join at the end. */
const ISSUE_COLUMNS = [
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
  'suggestion',
  'computed',
  'row',
] as const satisfies readonly (keyof RecordIssue)[];

/**
 * The errors and warnings of a batch as CSV that opens right in a spreadsheet program: UTF-8 with byte order
 * mark, a row a finding, none of it a formula.
 */
export function toIssuesCsv({ errors }: Pick<RecordsReport, 'errors'>): string {
  const rows = errors.map((issue) => ISSUE_COLUMNS.map((column) => issue[column] ?? null));
  return BYTE_ORDER_MARK + [[...ISSUE_COLUMNS], ...rows].map(toCsvLine).join('');
}
