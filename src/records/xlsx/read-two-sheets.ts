import type { Column, ColumnName } from '../columns.ts';
import { COLUMNS_BY_SCOPE, findColumn } from '../columns.ts';
import type { RawCell, RawFields, RawRecord } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import type { Turn } from '../raw/turn.ts';
import { TURN } from '../raw/turn.ts';
import { StudentGroups, toOwner } from '../table/student-groups.ts';
import type { SheetAreas } from './sheet/merged-areas.ts';
import type { SheetTable } from './sheet/sheet-table.ts';
import { openSheetTable } from './sheet/sheet-table.ts';
import { StudentRows } from './student-rows.ts';
import type { Workbook, WorkbookSheet } from './workbook/workbook.ts';

const STUDENT_ID: Column = findColumn('student_id')!;
const COURSE_COLUMNS: readonly Column[] = [
  STUDENT_ID,
  ...COLUMNS_BY_SCOPE.term,
  ...COLUMNS_BY_SCOPE.course,
];

/**
 * Reads a workbook of two sheets as a whole before it gives a record: one row a student (and document type and language), one row a course.
 * The courses of a student belong to each of its rows. Records come in the order of the first course, then
 * those without courses in the order of their rows.
 */
export function* readTwoSheets(
  studentsSheet: WorkbookSheet,
  coursesSheet: WorkbookSheet,
  workbook: Workbook,
  areas: SheetAreas,
  reading: Reading,
): Generator<Turn, Iterable<RawRecord>> {
  const columns = COLUMNS_BY_SCOPE.record;
  const students = yield* openSheetTable(studentsSheet, workbook, columns, areas, reading);
  const rows = students && (yield* readStudents(students, reading));
  const courses = yield* openSheetTable(coursesSheet, workbook, COURSE_COLUMNS, areas, reading);
  const groups = courses && (yield* readCourses(courses, reading));
  // What the other sheet holds cannot be joined to anything; its own findings stand.
  if (students === undefined || rows === undefined || groups === undefined || rows.isFull)
    return [];
  return join(students, rows, groups, reading);
}

function* join(
  students: SheetTable,
  rows: StudentRows,
  groups: StudentGroups,
  reading: Reading,
): Generator<RawRecord, void> {
  const isBroken = students.header.isBroken || rows.hasStrayRow;
  for (const group of groups.toRecords()) {
    const studentId = group.fields.get('student_id');
    if (studentId === undefined) {
      reading.issues.add({ code: 'value-missing', place: group.place, column: 'student_id' });
      continue;
    }
    const found = rows.take(toOwner(studentId.text, ''));
    if (found.length === 0) reportUnknown(studentId, reading);
    for (const row of found) {
      yield toRecord(rows, row, students, isBroken, group);
    }
  }
  for (const row of rows.remaining()) yield toRecord(rows, row, students, isBroken);
}

function* readStudents(table: SheetTable, reading: Reading): Generator<Turn, StudentRows> {
  const rows = new StudentRows(table.header, reading);
  for (const row of table.rows) {
    if (row === TURN) yield TURN;
    else rows.add(row.cells, row.line, row.isSound, table.placeOf);
  }
  return rows;
}

function* readCourses(table: SheetTable, reading: Reading): Generator<Turn, StudentGroups> {
  const groups = new StudentGroups(table.header, reading, table.placeOf);
  for (const row of table.rows) {
    if (row === TURN) yield TURN;
    else groups.add(row.cells, row.line, row.isSound);
  }
  return groups;
}

function reportUnknown(studentId: RawCell, { issues }: Reading): void {
  issues.add({
    code: 'student-unknown',
    place: studentId.place,
    column: 'student_id',
    value: studentId.text,
  });
}

function toRecord(
  rows: StudentRows,
  row: number,
  { header, placeOf }: SheetTable,
  isBroken: boolean,
  courses?: RawRecord,
): RawRecord {
  const line = rows.lineOf(row);
  const fields: RawFields = {
    get: (column: ColumnName): RawCell | undefined => {
      const text = rows.get(row, column);
      return text === '' ? undefined : { text, place: placeOf(line, column) };
    },
    findPlace: (column) => placeOf(line, column),
  };
  return {
    place: placeOf(line),
    row: line,
    fields,
    terms: courses?.terms ?? [],
    ...(courses?.courseCount !== undefined && { courseCount: courses.courseCount }),
    isDamaged: isBroken || rows.isDamaged(row) || courses?.isDamaged === true,
    termsAreOrdered: false,
    notRequired: new Set([...header.missing, ...(courses?.notRequired ?? [])]),
  };
}
