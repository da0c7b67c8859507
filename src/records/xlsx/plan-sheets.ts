import type { Reading } from '../raw/reading.ts';
import type { Turn } from '../raw/turn.ts';
import { EXPLANATION_SHEET } from './sheet-names.ts';
import { COURSES_SHEET, STUDENTS_SHEET } from './sheet-names.ts';
import { SheetPlaces } from './sheet/sheet-place.ts';
import { peekNames } from './sheet/sheet-table.ts';
import type { Workbook, WorkbookSheet } from './workbook/workbook.ts';

/** Which sheets of a workbook are read, and how. */
export type SheetPlan =
  | { readonly layout: 'none' }
  | { readonly layout: 'one'; readonly sheet: WorkbookSheet }
  | {
      readonly layout: 'two';
      readonly students: WorkbookSheet;
      readonly courses: WorkbookSheet;
    };

/**
 * Chooses the sheets to read: `students` and `courses` where both are there, else the first that has the
 * contract's columns. Sheets that are not read are named.
 */
export function* planSheets(workbook: Workbook, reading: Reading): Generator<Turn, SheetPlan> {
  const sheets = workbook.sheets.filter(({ name }) => toKey(name) !== EXPLANATION_SHEET);
  const students = sheets.find(({ name }) => toKey(name) === STUDENTS_SHEET);
  const courses = sheets.find(({ name }) => toKey(name) === COURSES_SHEET);
  const plan =
    students !== undefined && courses !== undefined
      ? ({ layout: 'two', students, courses } as const)
      : yield* planOne(sheets, workbook, reading);
  reportUnread(plan, sheets, reading);
  return plan;
}

function* planOne(
  sheets: readonly WorkbookSheet[],
  workbook: Workbook,
  reading: Reading,
): Generator<Turn, SheetPlan> {
  const candidates: { readonly sheet: WorkbookSheet; readonly names: readonly string[] }[] = [];
  for (const sheet of sheets) {
    candidates.push({ sheet, names: yield* peekNames(sheet, workbook) });
  }
  const chosen =
    candidates.find(({ names }) => names.includes('student_id')) ??
    candidates.find(({ names }) => names.length > 0);
  if (chosen === undefined) return { layout: 'none' };
  const { sheet, names } = chosen;
  const hasRecords = names.includes('given_name_th') || names.includes('admission_date');
  const hasCourses = names.includes('course_code') || names.includes('grade');
  const lacking = findLacking(toKey(sheet.name), hasRecords, hasCourses);
  if (lacking === undefined) return { layout: 'one', sheet };
  reading.issues.add({
    code: 'sheet-missing',
    place: { file: reading.file, line: null, path: null },
    details: { sheets: lacking },
  });
  return { layout: 'none' };
}

/** A sheet named as one of two, with the columns of that one alone, wants the other. */
function findLacking(key: string, hasRecords: boolean, hasCourses: boolean): string | undefined {
  if (key === STUDENTS_SHEET && hasRecords && !hasCourses) return COURSES_SHEET;
  if (key === COURSES_SHEET && hasCourses && !hasRecords) return STUDENTS_SHEET;
  return undefined;
}

function reportUnread(
  plan: SheetPlan,
  sheets: readonly WorkbookSheet[],
  { issues, file }: Reading,
): void {
  if (plan.layout === 'none') return;
  const read = plan.layout === 'one' ? [plan.sheet] : [plan.students, plan.courses];
  for (const sheet of sheets) {
    if (read.includes(sheet)) continue;
    const place = new SheetPlaces(file, sheet.name).sheet();
    issues.add({ code: 'sheet-unknown', place, value: sheet.name });
  }
}

function toKey(name: string): string {
  return name.trim().toLowerCase();
}
