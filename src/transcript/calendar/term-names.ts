import type { DocumentLanguage, Semester } from '../record.ts';
import { toPrintedYear } from './civil-date.ts';

/** The terms of an academic year in the order in which they run. */
export const SEMESTERS: readonly Semester[] = ['1', '2', '3', 'S'];

/** Names of the terms; Thai ones are those of the national message. */
export const SEMESTER_NAMES: Readonly<
  Record<DocumentLanguage, Readonly<Record<Semester, string>>>
> = {
  th: { 1: 'ภาคต้น', 2: 'ภาคปลาย', 3: 'ภาคที่ 3', S: 'ภาคฤดูร้อน' },
  en: { 1: 'First Semester', 2: 'Second Semester', 3: 'Third Semester', S: 'Summer Session' },
};

/** Negative, zero or positive: whether one term runs before, with or after another. */
export function compareTerms(
  left: { readonly academicYear: number; readonly semester: Semester },
  right: { readonly academicYear: number; readonly semester: Semester },
): number {
  return (
    left.academicYear - right.academicYear ||
    SEMESTERS.indexOf(left.semester) - SEMESTERS.indexOf(right.semester)
  );
}

/** A term as it is printed: `ภาคต้น ปีการศึกษา 2563`, `First Semester 2020`. */
export function formatTerm(
  term: { readonly academicYear: number; readonly semester: Semester },
  language: DocumentLanguage,
): string {
  const name = SEMESTER_NAMES[language][term.semester];
  const year = toPrintedYear(term.academicYear, language);
  return language === 'th' ? `${name} ปีการศึกษา ${year}` : `${name} ${year}`;
}
