import type { Column } from '../../src/records/columns.ts';
import { COLUMNS, COLUMNS_BY_SCOPE, findColumn } from '../../src/records/columns.ts';
import { COURSES_SHEET, STUDENTS_SHEET } from '../../src/records/xlsx/sheet-names.ts';
import { encodeWorkbook } from '../../src/records/xlsx/writing/encode-workbook.ts';
import type { WrittenCell, WrittenSheet } from '../../src/records/xlsx/writing/written-sheet.ts';
import type { InputRecord } from './to-input-record.ts';

type Cells = Readonly<Record<string, unknown>>;

/** The same records as a workbook of one sheet with the columns of CSV. */
export function toOneSheet(records: readonly InputRecord[]): Uint8Array {
  return encodeWorkbook([toSheet('records', COLUMNS, records.flatMap(toCourseRows))]);
}

/** The same records as a workbook of two sheets. */
export function toTwoSheets(records: readonly InputRecord[]): Uint8Array {
  const courseColumns = [
    findColumn('student_id')!,
    ...COLUMNS_BY_SCOPE.term,
    ...COLUMNS_BY_SCOPE.course,
  ];
  return encodeWorkbook([
    toSheet(STUDENTS_SHEET, COLUMNS_BY_SCOPE.record, records),
    toSheet(COURSES_SHEET, courseColumns, records.flatMap(toCourseRows)),
  ]);
}

function toCourseRows(record: InputRecord): readonly Cells[] {
  return record.terms.flatMap((term) =>
    term.courses.map((course) => ({ ...record, ...term, ...course })),
  );
}

function toSheet(name: string, columns: readonly Column[], rows: readonly Cells[]): WrittenSheet {
  const used = columns.filter(
    ({ required, property }) => required || rows.some((row) => row[property] !== undefined),
  );
  const header = used.map(({ name: value }): WrittenCell => ({ value, style: 'header' }));
  return {
    name,
    columns: used.map(() => ({ width: 16, style: 'text' })),
    rows: [header, ...rows.map((row) => used.map(({ property }) => toCell(row[property])))],
    frozen: { rows: 1, columns: 1 },
    choices: [],
  };
}

function toCell(value: unknown): WrittenCell | undefined {
  if (typeof value === 'number') return { value, style: 'plain' };
  return typeof value === 'string' ? { value, style: 'text' } : undefined;
}
