import { readFileSync } from 'node:fs';
import type { CheckedRecords, CheckRecordsOptions } from '../../src/records/check-records.ts';
import { checkRecords } from '../../src/records/check-records.ts';
import type { RecordIssue } from '../../src/records/records-report.ts';
import { utf8Bytes } from '../../src/shared/bytes.ts';
import { defaultGradingScheme } from '../../src/transcript/grading-schemes.ts';

export const OPTIONS: CheckRecordsOptions = {
  scheme: defaultGradingScheme(),
  rounding: 'half-up',
  today: '2026-11-24',
  gpaDifference: 'error',
};

/** Checks one file, given as text or bytes. */
export function check(
  content: string | Uint8Array,
  options: Partial<CheckRecordsOptions> = {},
  name = 'input',
): CheckedRecords {
  const bytes = typeof content === 'string' ? utf8Bytes(content) : content;
  return checkRecords([{ name, bytes }], { ...OPTIONS, ...options });
}

/** Checks a fixture by its name below `fixtures/records/`. */
export function checkFixture(
  name: string,
  options: Partial<CheckRecordsOptions> = {},
): CheckedRecords {
  return check(readFileSync(`fixtures/records/${name}`), options, name);
}

/** `code@line column` of every issue, in order. */
export function issuesOf({ report }: CheckedRecords): string[] {
  return report.errors.map(({ code, line, column }) =>
    `${code}@${line ?? '-'} ${column ?? ''}`.trimEnd(),
  );
}

export function codesOf({ report }: CheckedRecords): string[] {
  return report.errors.map((issue: RecordIssue) => issue.code);
}

/** Cells of a small sound CSV row; change what a test is about, `undefined` leaves a column out. */
export type Row = Readonly<Record<string, string | undefined>>;

export const ROW: Row = {
  student_id: '66010001',
  given_name_th: 'สมมติ',
  family_name_th: 'ตัวอย่าง',
  given_name_en: 'Sommut',
  family_name_en: 'Tuayang',
  admission_date: '2023-08-01',
  degree_th: 'ปริญญาสมมติ',
  degree_en: 'Sommut Degree',
  academic_year: '2023',
  semester: '1',
  course_code: 'A1',
  course_title_en: 'One',
  credits: '3',
  grade: 'B+',
};

/** CSV with the columns that any row has. */
export function csv(...rows: readonly Row[]): string {
  const whole = rows.map((row) => ({ ...ROW, ...row }));
  const columns = [...new Set(whole.flatMap((row) => Object.keys(row)))].filter(
    (name) => name in ROW || whole.some((row) => row[name] !== undefined),
  );
  const kept = columns.filter((name) => whole.some((row) => row[name] !== undefined));
  const lines = [kept, ...whole.map((row) => kept.map((name) => row[name] ?? ''))];
  return lines
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\n');
}
