import { utf8Bytes } from '../../shared/bytes.ts';
import type { CourseRecord, TermRecord, TranscriptRecord } from '../../transcript/record.ts';
import type { Column } from '../columns.ts';
import { COLUMNS } from '../columns.ts';
import { BYTE_ORDER_MARK, toCsvLine } from '../csv/csv-line.ts';
import type { Submission } from './to-submission.ts';
import { toSubmissions } from './to-submission.ts';

/** Records as a JSON file that intake reads back to the same records. */
export function encodeRecordsJson(records: readonly TranscriptRecord[]): Uint8Array<ArrayBuffer> {
  const items = toSubmissions(records).map(toJsonItem);
  return utf8Bytes(`[\n${items.join(',\n')}\n]\n`);
}

/** The same, piece by piece, for records that come one by one. */
export async function* streamRecordsJson(
  submissions: AsyncIterable<Submission>,
): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const submission of submissions) {
    yield separator + toJsonItem(submission);
    separator = ',\n';
  }
  yield '\n]\n';
}

/**
 * Records as CSV (UTF-8 with byte order mark, CRLF), one row a course, with the columns that any of them
 * uses; text that a spreadsheet program would run is marked as text. Intake reads back the same records, but
 * for which figures were once computed: CSV has no place for that.
 */
export function encodeRecordsCsv(records: readonly TranscriptRecord[]): Uint8Array<ArrayBuffer> {
  const submissions = toSubmissions(records);
  const used = new UsedColumns();
  for (const submission of submissions) used.add(submission);
  const columns = used.list();
  return utf8Bytes(
    toCsvHeader(columns) + submissions.map((each) => toCsvRows(each, columns)).join(''),
  );
}

/**
 * The same, piece by piece, for records that come one by one.
 * @param columns of {@link UsedColumns}, to which all of them have been added before.
 */
export async function* streamRecordsCsv(
  submissions: AsyncIterable<Submission>,
  columns: readonly Column[],
): AsyncGenerator<string> {
  yield toCsvHeader(columns);
  for await (const submission of submissions) yield toCsvRows(submission, columns);
}

/** Which columns a CSV file of records has: the required ones, and what any record says something in. */
export class UsedColumns {
  readonly #used = new Set<Column>();

  add(submission: Submission): void {
    for (const column of COLUMNS) {
      if (this.#used.has(column)) continue;
      if (rowsOf(submission).some((row) => cellOf(column, row) !== '')) this.#used.add(column);
    }
  }

  /** In the contract's order. */
  list(): readonly Column[] {
    return COLUMNS.filter((column) => column.required || this.#used.has(column));
  }
}

/** Indented as one of a list. */
function toJsonItem(submission: Submission): string {
  return JSON.stringify(submission, null, 2).replace(/^/gm, '  ');
}

function toCsvHeader(columns: readonly Column[]): string {
  return BYTE_ORDER_MARK + toCsvLine(columns.map(({ name }) => name));
}

function toCsvRows(submission: Submission, columns: readonly Column[]): string {
  return rowsOf(submission)
    .map((row) => toCsvLine(columns.map((column) => cellOf(column, row))))
    .join('');
}

interface CsvRow {
  readonly record: Submission;
  readonly term: TermRecord;
  readonly course: CourseRecord;
}

function rowsOf(record: Submission): readonly CsvRow[] {
  return record.terms.flatMap((term) => term.courses.map((course) => ({ record, term, course })));
}

function cellOf({ scope, property }: Column, row: CsvRow): string {
  const value = (row[scope] as unknown as Readonly<Record<string, unknown>>)[property];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
