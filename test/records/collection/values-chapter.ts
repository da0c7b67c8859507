import { csv } from '../support.ts';
import { chapter, csvFile, error, says, warning } from './collection-case.ts';
import type { CollectionCase } from './collection-case.ts';

/** One cell that must not be taken, with what is proposed instead. */
function bad(column: string, value: string, suggestion?: string): CollectionCase {
  return csvFile(`${column} "${value}"`, csv({ [column]: value }), {
    issues: [
      error(undefined, { line: 2, column, value, ...(suggestion !== undefined && { suggestion }) }),
    ],
  });
}

/** One cell that must be taken without a word. */
function good(column: string, value: string): CollectionCase {
  return csvFile(`${column} "${value}"`, csv({ [column]: value }));
}

function doubtful(column: string, value: string, shown: string): CollectionCase {
  return csvFile(`${column} "${value}"`, csv({ [column]: value }), {
    issues: [warning(undefined, { line: 2, column, value: shown })],
  });
}

const GRADES = [
  'A',
  'B+',
  'B',
  'C+',
  'C',
  'D+',
  'D',
  'F',
  'W',
  'I',
  'S',
  'U',
  'AU',
  'P',
  'NP',
  'IP',
  'T',
];

export const VALUES_CHAPTER = chapter('values', [
  says('Thai default: A, B+, B, C+, C, D+, D, F; without points: W, I, S, U, AU, P, NP, IP, T', [
    csvFile(
      'every grade of the default scheme',
      csv(...GRADES.map((grade, index) => ({ grade, course_code: `A${index}` }))),
      { courses: GRADES.length },
    ),
  ]),
  says(
    'Grades, semesters and enumerations match exactly as listed (a near miss gets a suggestion)',
    [
      bad('grade', 'b+', 'B+'),
      bad('grade', 'B +', 'B+'),
      bad('grade', 'Ｂ+', 'B+'),
      bad('grade', 'A-'),
      bad('grade', 'E'),
      bad('grade', '4'),
      bad('grade', 'au', 'AU'),
      bad('semester', 's', 'S'),
      bad('semester', '๑', '1'),
      bad('semester', '4'),
      bad('semester', '01'),
      bad('semester', '1/2566'),
      bad('semester', 'ภาคฤดูรอน', 'ภาคฤดูร้อน'),
      bad('semester', 'ฤดูร้อน', 'S'),
      bad('semester', 'ภาคการศึกษาที่ ๒', '2'),
      bad('semester', 'ภาคเรียนที่ 1', '1'),
      bad('semester', 'Summer', 'S'),
      bad('document_language', 'TH', 'th'),
      bad('document_language', 'thai'),
      bad('document_type', 'Transcript', 'transcript'),
      bad('document_type', 'diploma'),
      bad('completion', 'Complete', 'complete'),
      bad('completion', 'completed', 'complete'),
      bad('level', 'Bachelor', 'bachelor'),
      bad('level', 'ปริญญาตรี'),
    ],
  ),
  says('semester 1, 2, 3, S (summer); Thai names ภาคต้น, ภาคปลาย, ภาคฤดูร้อน accepted', [
    good('semester', '3'),
    good('semester', 'S'),
    good('semester', 'ภาคต้น'),
    good('semester', 'ภาคปลาย'),
    good('semester', 'ภาคฤดูร้อน'),
    csvFile(
      'a term by its name on one row and its sign on the other is one term',
      csv({ semester: 'ภาคต้น', term_gpa: '3.50' }, { course_code: 'A2', term_gpa: '3.4' }),
      { courses: 2, issues: [error('value-disagrees', { column: 'term_gpa' })] },
    ),
  ]),
  says(
    'level: bachelor, master, doctoral, certificate, diploma',
    ['bachelor', 'master', 'doctoral', 'certificate', 'diploma'].map((level) =>
      good('level', level),
    ),
  ),
  says('Numbers are decimals with no fixed places (3, 3.5, 3.25)', [
    good('credits', '3.5'),
    good('credits', '3.25'),
    good('credits', '3.00'),
    good('credits', '0'),
    good('credits', '1.5'),
    bad('credits', '-3'),
    bad('credits', '3.'),
    bad('credits', '.5'),
    bad('credits', '1e1'),
    bad('credits', 'three'),
    bad('credits', '3 (2-2-5)'),
    bad('credits', '3,0', '3.0'),
    bad('credits', '1/2'),
    bad('credits', 'NaN'),
    bad('transferred_credits', '๖', '6'),
    good('transferred_credits', '30.5'),
  ]),
  says('Thai digits are not numbers (suggestion)', [
    bad('credits', '๓', '3'),
    bad('gpax', '๓.๕๐', '3.50'),
    bad('academic_year', '๒๕๖๖', '2566'),
    bad('admission_date', '๑/๘/๒๕๖๖', '1/8/2566'),
  ]),
  says('A GPA with three decimals is an error', [
    bad('gpax', '3.500'),
    bad('gpax', '3.512'),
    bad('term_gpa', '3.500'),
    bad('term_gpax', '3.4999'),
    bad('gpax', '3,50', '3.50'),
    good('gpax', '3.5'),
  ]),
  says(
    'citizen_id: 13 digits with check digit (warning, not error, when the check fails); another length or dashes: warning; masked but for the last four digits',
    [
      good('citizen_id', '9000000000012'),
      doubtful('citizen_id', '9000000000013', 'xxxxxxxxx0013'),
      doubtful('citizen_id', '900000000012', 'xxxxxxxx0012'),
      doubtful('citizen_id', '17700253661789', 'xxxxxxxxxx1789'),
      doubtful('citizen_id', '9-0000-00000-01-2', 'x-xxxx-xxxx0-01-2'),
      doubtful('citizen_id', '9 0000 00000 01 2', 'x xxxx xxxx0 01 2'),
      doubtful('citizen_id', '๙๐๐๐๐๐๐๐๐๐๐๑๒', 'xxxxxxxxx๐๐๑๒'),
      doubtful('citizen_id', 'AB1234567', 'ABxxx4567'),
      csvFile('a citizen id in the wrong column', csv({ email: '9000000000012' }), {
        issues: [error('email-invalid', { column: 'email', value: 'xxxxxxxxx0012' })],
      }),
      csvFile(
        'a citizen id with dashes in a column of grades',
        csv({ grade: '9-0000-00000-01-2' }),
        { issues: [error('grade-unknown', { value: 'x-xxxx-xxxx0-01-2' })] },
      ),
      csvFile(
        'two citizen ids of one student',
        csv({ citizen_id: '9000000000012' }, { course_code: 'A2', citizen_id: '1101700230708' }),
        {
          courses: 2,
          issues: [error('value-disagrees', { column: 'citizen_id', value: 'xxxxxxxxx0708' })],
        },
      ),
    ],
  ),
  says('email: where the claim message goes', [
    good('email', 'sommut.t+claim@student.sommut.example'),
    bad('email', 'sommut'),
    bad('email', 'sommut@'),
    bad('email', 'a@b.example; c@d.example'),
    bad('email', 'Sommut <a@b.example>'),
  ]),
  says('student_id: as the institution writes it', [
    good('student_id', '64-01-0001/5'),
    good('student_id', 'ก64010001'),
    good('student_id', '0064010001'),
    csvFile(
      'ids that differ by a leading zero are two students',
      csv({ student_id: '1' }, { student_id: '01' }),
      { records: 4, courses: 2 },
    ),
    csvFile('a blank student id', csv({}, { student_id: '' }), {
      records: 4,
      courses: 2,
      accepted: 2,
      issues: [error('value-missing', { line: 3, column: 'student_id' })],
    }),
  ]),
  says('* = required', [
    ...[
      'given_name_th',
      'family_name_th',
      'given_name_en',
      'family_name_en',
      'admission_date',
      'degree_th',
      'degree_en',
      'academic_year',
      'semester',
      'course_code',
      'course_title_en',
      'credits',
      'grade',
    ].map((column) =>
      csvFile(`${column} blank`, csv({ [column]: '' }), {
        issues: [error('value-missing', { line: 2, column })],
      }),
    ),
    csvFile(
      'all that is not required left out',
      csv({ name_prefix_th: '', course_title_th: '', citizen_id: '' }),
    ),
    csvFile(
      'honours, level, notes and middle names',
      csv({
        honours_th: 'เกียรตินิยมอันดับ 1',
        honours_en: 'First Class Honours',
        level: 'bachelor',
        course_note: 'เรียนซ้ำ',
        middle_name_en: 'Na',
        thesis_title_en: 'On "Quotes"',
      }),
    ),
  ]),
]);
