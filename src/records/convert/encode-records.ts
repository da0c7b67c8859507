import { utf8Bytes } from '../../shared/bytes.ts';
import type { CourseRecord, TermRecord, TranscriptRecord } from '../../transcript/record.ts';
import type { Column } from '../columns.ts';
import { COLUMNS } from '../columns.ts';
import { BYTE_ORDER_MARK, toCsvLine } from '../csv/csv-line.ts';
import type { Submission } from './to-submission.ts';
import { toSubmissions } from './to-submission.ts';

/** Records as a JSON file that intake reads back to the same records. */
export function encodeRecordsJson(records: readonly TranscriptRecord[]): Uint8Array<ArrayBuffer> {
  return utf8Bytes(`${JSON.stringify(toSubmissions(records), null, 2)}\n`);
}

/**
 * Records as CSV (UTF-8 with byte order mark, CRLF), one row a course, with the columns that any of them
 * uses; text that a spreadsheet program would run is marked as text. Intake reads back the same records, but
 * for which figures were once computed: CSV has no place for that.
 */
export function encodeRecordsCsv(records: readonly TranscriptRecord[]): Uint8Array<ArrayBuffer> {
  const rows = toSubmissions(records).flatMap((record) =>
    record.terms.flatMap((term) => term.courses.map((course) => ({ record, term, course }))),
  );
  const columns = COLUMNS.filter(
    (column) => column.required || rows.some((row) => cellOf(column, row) !== ''),
  );
  const lines = [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map((column) => cellOf(column, row))),
  ];
  return utf8Bytes(BYTE_ORDER_MARK + lines.map(toCsvLine).join(''));
}

interface CsvRow {
  readonly record: Submission;
  readonly term: TermRecord;
  readonly course: CourseRecord;
}

function cellOf({ scope, property }: Column, row: CsvRow): string {
  const value = (row[scope] as unknown as Readonly<Record<string, unknown>>)[property];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
