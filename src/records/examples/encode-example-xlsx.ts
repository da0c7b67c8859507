import type { GradingScheme } from '../../transcript/grading-scheme.ts';
import { SEMESTERS } from '../../transcript/calendar/term-names.ts';
import type { Column, ValueKind } from '../columns.ts';
import { COLUMNS_BY_SCOPE, findColumn } from '../columns.ts';
import { LISTED_VALUES } from '../values/listed-values.ts';
import { COURSES_SHEET, STUDENTS_SHEET } from '../xlsx/sheet-names.ts';
import { encodeWorkbook } from '../xlsx/writing/encode-workbook.ts';
import type {
  CellStyle,
  ColumnChoice,
  WrittenCell,
  WrittenSheet,
} from '../xlsx/writing/written-sheet.ts';
import type { ExampleCells } from './example-records.ts';
import { EXAMPLE_STUDENTS } from './example-records.ts';
import { toExplanationSheet } from './explanation-sheet.ts';

const STUDENT_COLUMNS = COLUMNS_BY_SCOPE.record;
const COURSE_COLUMNS: readonly Column[] = [
  findColumn('student_id')!,
  ...COLUMNS_BY_SCOPE.term,
  ...COLUMNS_BY_SCOPE.course,
];

/** Everything else is text, for Excel to leave it as it was typed: numbers of students, dates, codes. */
const NUMBER_STYLES: Partial<Readonly<Record<ValueKind, CellStyle>>> = {
  credits: 'plain',
  'academic-year': 'plain',
  gpa: 'figure',
};

/** Widest a column is drawn, in characters. */
const MAX_WIDTH = 32;
const MIN_WIDTH = 10;

/**
 * The example as a workbook: sheets for students and courses with lists to choose from, and one that
 * explains every column. Passes the check as it is.
 */
export function encodeExampleXlsx(scheme: GradingScheme): Uint8Array<ArrayBuffer> {
  const students = EXAMPLE_STUDENTS.map(({ record }) => record);
  const courses = EXAMPLE_STUDENTS.flatMap(({ record, courses: rows }) =>
    rows.map((row): ExampleCells => ({ student_id: record.student_id ?? '', ...row })),
  );
  return encodeWorkbook([
    toTableSheet(STUDENTS_SHEET, STUDENT_COLUMNS, students, scheme),
    toTableSheet(COURSES_SHEET, COURSE_COLUMNS, courses, scheme),
    toExplanationSheet(scheme),
  ]);
}

function toTableSheet(
  name: string,
  columns: readonly Column[],
  rows: readonly ExampleCells[],
  scheme: GradingScheme,
): WrittenSheet {
  const header = columns.map((column): WrittenCell => ({
    value: column.name,
    style: column.required ? 'required' : 'header',
  }));
  return {
    name,
    columns: columns.map((column) => ({
      width: widthOf(column, rows),
      style: styleOf(column),
    })),
    rows: [header, ...rows.map((row) => columns.map((column) => toCell(column, row)))],
    frozen: { rows: 1, columns: 1 },
    choices: columns.flatMap((column, index) => toChoice(column, index, scheme)),
  };
}

function styleOf({ kind }: Column): CellStyle {
  return NUMBER_STYLES[kind] ?? 'text';
}

function toCell(column: Column, row: ExampleCells): WrittenCell | undefined {
  const text = row[column.name] ?? '';
  if (text === '') return undefined;
  const isNumber = NUMBER_STYLES[column.kind] !== undefined;
  return { value: isNumber ? Number(text) : text, style: styleOf(column) };
}

function widthOf({ name }: Column, rows: readonly ExampleCells[]): number {
  const longest = Math.max(name.length + 2, ...rows.map((row) => (row[name] ?? '').length));
  return Math.min(Math.max(longest + 2, MIN_WIDTH), MAX_WIDTH);
}

/** Grades and terms may be written in ways that a list does not say: those are only asked about. */
function toChoice({ kind }: Column, column: number, scheme: GradingScheme): ColumnChoice[] {
  if (kind === 'semester') return [{ column, values: SEMESTERS, isStrict: false }];
  if (kind === 'grade') {
    return [{ column, values: scheme.grades.map(({ code }) => code), isStrict: false }];
  }
  return Object.hasOwn(LISTED_VALUES, kind)
    ? [{ column, values: LISTED_VALUES[kind as keyof typeof LISTED_VALUES], isStrict: true }]
    : [];
}
