import type { Completion, DocumentLanguage, Semester } from '../../transcript/record.ts';
import type { ColumnName } from '../columns.ts';
import type { SumName } from '../raw/raw-record.ts';

/** Where the national message says what the contract's columns say. Both spellings are read. */
export const STUDENT_ELEMENTS: Readonly<Record<string, ColumnName>> = {
  BirthDate: 'birth_date',
  DateOfAdmission: 'admission_date',
  DateOfGraduation: 'graduation_date',
  CreditsTranferred: 'transferred_credits',
  CreditsTransferred: 'transferred_credits',
  PreviousCertificate: 'previous_certificate',
  PreviousOrganization: 'previous_institution',
};

/** Elements that stand once for each language, with `languageID`. */
export const NAME_ELEMENTS: Readonly<Record<string, string>> = {
  NamePrefix: 'name_prefix',
  GivenName: 'given_name',
  MiddleName: 'middle_name',
  FamilyName: 'family_name',
};

export const STUDENT_ID_SCHEMES: ReadonlySet<string> = new Set(['studenid', 'studentid']);
export const CITIZEN_ID_SCHEMES: ReadonlySet<string> = new Set(['nidn']);

export const COURSE_ELEMENTS: Readonly<Record<string, ColumnName>> = {
  CourseNumber: 'course_code',
  CourseCreditValue: 'credits',
  CourseAcademicGradeText: 'grade',
};

export const TERM_ELEMENTS: Readonly<Record<string, ColumnName>> = {
  SemesterGPA: 'term_gpa',
  SemesterGPAX: 'term_gpax',
};

export const TERM_SUMS: Readonly<Record<string, SumName>> = {
  SemesterCreditValue: 'registered',
  SemesterCreditEarned: 'earned',
  SemesterCreditCalculated: 'calculated',
  SemesterPointEarned: 'points',
};

export const TOTAL_SUMS: Readonly<Record<string, SumName>> = {
  TotalCreditValue: 'registered',
  TotalCreditEarned: 'earned',
  TotalCreditCalculated: 'calculated',
  TotalPointEarned: 'points',
};

export const NOTE_ELEMENTS: readonly string[] = ['InfomationNote', 'InformationNote'];

/** Names of terms as messages write them, compared without blanks and case. */
export const SEMESTER_NAMES: ReadonlyMap<string, Semester> = new Map([
  ['ภาคต้น', '1'],
  ['ภาคปลาย', '2'],
  ['ภาคฤดูร้อน', 'S'],
  ['ภาคที่1', '1'],
  ['ภาคที่2', '2'],
  ['ภาคที่3', '3'],
  ['ภาคการศึกษาที่1', '1'],
  ['ภาคการศึกษาที่2', '2'],
  ['ภาคการศึกษาที่3', '3'],
  ['ภาคการศึกษาต้น', '1'],
  ['ภาคการศึกษาปลาย', '2'],
  ['ภาคการศึกษาฤดูร้อน', 'S'],
  ['firstsemester', '1'],
  ['secondsemester', '2'],
  ['thirdsemester', '3'],
  ['summersession', 'S'],
  ['summersemester', 'S'],
  ['summer', 'S'],
]);

export const COMPLETIONS: ReadonlyMap<string, Completion> = new Map([
  ['complete', 'complete'],
  ['completed', 'complete'],
  ['incomplete', 'incomplete'],
  ['provisional', 'provisional'],
]);

/** Language codes in any case. */
export function findLanguage(code: string | undefined): DocumentLanguage | undefined {
  const lower = code?.trim().toLowerCase().slice(0, 2);
  return lower === 'th' || lower === 'en' ? lower : undefined;
}

/** What the message has one element for, or none: not required of it. */
export const NOT_REQUIRED_OF_ETDA: ReadonlySet<ColumnName> = new Set<ColumnName>([
  'degree_th',
  'degree_en',
]);
