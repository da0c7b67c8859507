import { readFileSync } from 'node:fs';
import { altered } from './collection-case.ts';

/** One national message as this project writes it: one student, Thai, one course. */
export const XML = readFileSync('fixtures/records/etda/66900007.xml', 'utf8');

/** The message with parts replaced, each of which must be there. */
export function xml(...changes: readonly (readonly [part: string, other: string])[]): string {
  return changes.reduce((text, [part, other]) => altered(text, part, other), XML);
}

type Json = Readonly<Record<string, unknown>>;

export const COURSE: Json = {
  courseCode: 'A1',
  courseTitleEn: 'One',
  credits: 3,
  grade: 'B+',
};

export const TERM: Json = { academicYear: 2023, semester: '1', courses: [COURSE] };

export const RECORD: Json = {
  studentId: '66010001',
  givenNameTh: 'สมมติ',
  familyNameTh: 'ตัวอย่าง',
  givenNameEn: 'Sommut',
  familyNameEn: 'Tuayang',
  admissionDate: '2023-08-01',
  degreeTh: 'ปริญญาสมมติ',
  degreeEn: 'Sommut Degree',
  terms: [TERM],
};

/** One record, or for several an array of them; each says only what differs. */
export function jsonRecord(...changes: readonly Json[]): string {
  const records = (changes.length === 0 ? [{}] : changes).map((change) => ({
    ...RECORD,
    ...change,
  }));
  return JSON.stringify(records.length === 1 ? records[0] : records);
}
