import { readFileSync } from 'node:fs';
import type { Institution } from '../../src/transcript/institution.ts';
import type { TranscriptRecord } from '../../src/transcript/record.ts';

/** A small sound record; change what a test is about. */
export function sampleRecord(changes: Partial<TranscriptRecord> = {}): TranscriptRecord {
  return {
    studentId: '66010001',
    documentType: 'transcript',
    documentLanguage: 'th',
    completion: 'complete',
    givenNameTh: 'น้ำทิพย์',
    familyNameTh: 'สมมติ',
    givenNameEn: 'Namthip',
    familyNameEn: 'Sommut',
    admissionDate: '2020-08-10',
    graduationDate: '2022-05-31',
    degreeTh: 'ปริญญาสมมติ',
    degreeEn: 'Sommut Degree',
    gpax: '3.20',
    terms: [
      {
        academicYear: 2020,
        semester: '1',
        termGpa: '3.50',
        termGpax: '3.50',
        courses: [
          { courseCode: 'A1', courseTitleEn: 'One', credits: '3', grade: 'B+' },
          { courseCode: 'A2', courseTitleEn: 'Two', credits: '1.5', grade: 'W' },
          { courseCode: 'A3', courseTitleEn: 'Three', credits: '6', grade: 'T' },
        ],
      },
      {
        academicYear: 2020,
        semester: 'S',
        termGpa: '2.75',
        termGpax: '3.20',
        courses: [
          { courseCode: 'B1', courseTitleEn: 'Four', credits: '2', grade: 'B', note: 'R' },
          { courseCode: 'B2', courseTitleEn: 'Five', credits: '2', grade: 'C+' },
          { courseCode: 'B3', courseTitleEn: 'Six', credits: '1', grade: 'F' },
        ],
      },
    ],
    ...changes,
  };
}

/** The first fixture university. */
export function sommutUniversity(): Institution {
  return JSON.parse(readFileSync('fixtures/institutions/sommut.json', 'utf8')) as Institution;
}
