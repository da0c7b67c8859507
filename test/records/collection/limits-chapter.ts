import { csv } from '../support.ts';
import { chapter, csvFile, error, file, refused, says, warning } from './collection-case.ts';
import { jsonRecord } from './samples.ts';

const header = csv({}).split('\n')[0]!;
const KB64 = 64 * 1024;
const JPEG = Uint8Array.of(
  0xff,
  0xd8,
  0xff,
  0xe0,
  0x00,
  0x10,
  0x4a,
  0x46,
  0x49,
  0x46,
  0x00,
  0x01,
  0x01,
  0x00,
  ...Array.from({ length: 400 }, (_, index) => (index * 73 + 11) % 256),
  0xff,
  0xd9,
);
const unknown = { format: 'unknown', encoding: null } as const;

export const LIMITS_CHAPTER = chapter('limits', [
  says('cell 64 kB', [
    csvFile('a cell of 64 kB', csv({ major_en: 'x'.repeat(KB64) })),
    csvFile('a cell of a byte more', csv({ major_en: 'x'.repeat(KB64 + 1) }), {
      issues: [error('cell-too-large', { line: 2, column: 'major_en' })],
    }),
    csvFile(
      'a cell of 64 kB in Thai letters of three bytes each',
      csv({ major_th: 'ก'.repeat(21_846) }),
      { issues: [error('cell-too-large', { column: 'major_th' })] },
    ),
    csvFile(
      'a cell of 10 MB costs its own student alone',
      csv({}, { student_id: '2', major_en: 'x'.repeat(10_000_000) }, { student_id: '3' }),
      { records: 6, courses: 3, accepted: 4, issues: [error('cell-too-large', { line: 3 })] },
    ),
    csvFile('a cell of 70 kB in a column that is not read', csv({ room: 'x'.repeat(70_000) }), {
      issues: [warning('column-unknown'), error('cell-too-large', { column: 'room' })],
    }),
    file('a text of 70 kB in JSON', 'a.json', jsonRecord({ majorEn: 'x'.repeat(70_000) }), {
      format: 'json',
      issues: [error('cell-too-large', { path: '/majorEn', column: 'major_en' })],
    }),
  ]),
  says('1,000 columns', [
    csvFile(
      '1,000 columns',
      `${header},${Array.from({ length: 986 }, (_, index) => `c${index}`).join(',')}\n${csv({}).split('\n')[1]!}`,
      { issues: Array.from({ length: 986 }, () => warning('column-unknown')) },
    ),
    refused(
      '1,001 columns',
      'a.csv',
      `${header},${Array.from({ length: 987 }, (_, index) => `c${index}`).join(',')}\n${csv({}).split('\n')[1]!}`,
      { issues: [error('too-many-columns', { line: 1 })] },
    ),
    refused(
      '100,000 columns',
      'a.csv',
      Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(','),
      { issues: [error('too-many-columns', { line: 1 })] },
    ),
    refused('a header of a million commas', 'a.csv', `student_id${','.repeat(1_000_000)}`, {
      issues: [error('too-many-columns')],
    }),
  ]),
  says('configurable; over them: one clear error', [
    refused(
      'a file larger than allowed',
      'a.csv',
      csv({}),
      { ...unknown, issues: [error('file-too-large')] },
      { limits: { fileBytes: 100 } },
    ),
    csvFile(
      'more courses than allowed',
      csv({}, { course_code: 'A2' }),
      { courses: 2, issues: [error('too-many-courses')] },
      { limits: { coursesPerRecord: 1 } },
    ),
  ]),
]);

export const HOSTILE_CHAPTER = chapter('hostile and strange files', [
  says('a format that nobody knows is refused, whatever its name', [
    refused('a JPEG named .csv', 'students.csv', JPEG, { ...unknown, issues: [error(undefined)] }),
    refused('a PDF named .csv', 'students.csv', '%PDF-1.7\n%\u0000\u0001\n', {
      ...unknown,
      issues: [error('format-unknown')],
    }),
    refused(
      'a gzip',
      'a.csv',
      Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c, 0x4a, 0x06, 0x00),
      { ...unknown, issues: [error(undefined)] },
    ),
    refused('zeros alone', 'a.csv', new Uint8Array(5000), {
      ...unknown,
      issues: [error(undefined)],
    }),
    refused('one NUL', 'a.csv', new Uint8Array(1), { ...unknown, issues: [error(undefined)] }),
    refused('a web page', 'a.csv', '<!DOCTYPE html><html><body>404</body></html>', {
      format: 'etda-xml',
      issues: [error('xml-doctype')],
    }),
    refused('prose', 'a.csv', 'Dear registrar,\nplease find attached.\n', {
      issues: [
        error('column-missing', {
          line: 1,
          value:
            'student_id, given_name_th, family_name_th, given_name_en, family_name_en, admission_date, degree_th, degree_en, academic_year, semester, course_code, course_title_en, credits, grade',
        }),
        warning('column-unknown'),
      ],
    }),
    refused('an XML file named .json', 'a.json', '<a/>', {
      format: 'etda-xml',
      issues: [error('xml-root')],
    }),
    refused('a number', 'a.json', '42', { issues: [error(undefined), warning('column-unknown')] }),
  ]),
  says('Citizen ids appear masked but for the last four digits, also in --json', [
    refused('a citizen id for a header', 'a.csv', '9000000000012\n1\n', {
      issues: [
        error('column-missing'),
        warning('column-unknown', { column: 'xxxxxxxxx0012', value: 'xxxxxxxxx0012' }),
      ],
    }),
    file('a citizen id for a property', 'a.json', jsonRecord({ '9000000000012': 1 }), {
      format: 'json',
      issues: [warning('column-unknown', { path: '/xxxxxxxxx0012', column: 'xxxxxxxxx0012' })],
    }),
    csvFile(
      'a citizen id as a course',
      csv({ course_code: '9000000000012' }, { course_code: '9000000000012', grade: 'A' }),
      { courses: 2, issues: [error('course-conflict', { value: 'xxxxxxxxx0012' })] },
    ),
    csvFile(
      'a citizen id within a title that is wrong',
      csv({ given_name_th: '\u0E48 9-0000-00000-01-2' }),
      { issues: [error(undefined, { value: '\u0E48 x-xxxx-xxxx0-01-2' })] },
    ),
    csvFile(
      'a citizen id with the check digit of another',
      csv({ citizen_id: '1101700230705' }, { course_code: 'A2', citizen_id: '1101700230704' }),
      {
        courses: 2,
        issues: [
          error('value-disagrees', { value: 'xxxxxxxxx0704' }),
          warning('citizen-id-check-digit'),
        ],
      },
    ),
  ]),
  says('Everything is reported up to 10,000 errors, then counted', [
    csvFile(
      '10,050 errors',
      csv(
        ...Array.from({ length: 10_050 }, (_, index) => ({
          student_id: String(index),
          grade: 'Q',
        })),
      ),
      {
        records: 20_100,
        courses: 10_050,
        issues: Array.from({ length: 10_000 }, () => error('grade-unknown')),
      },
    ),
  ]),
]);
