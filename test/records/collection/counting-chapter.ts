import { csv } from '../support.ts';
import {
  altered,
  chapter,
  csvFile,
  error,
  file,
  files,
  refused,
  says,
  warning,
} from './collection-case.ts';
import { jsonRecord, XML } from './samples.ts';

const HEADER = csv({}).split('\n')[0]!;

export const COUNTING_CHAPTER = chapter('counting and duplicates', [
  says(
    'records = student x document type x language; rows belong to (th rows and en rows of one student are two records)',
    [
      csvFile('no language means both: two records', csv({})),
      csvFile('both', csv({ document_language: 'both' })),
      csvFile('th alone', csv({ document_language: 'th' }), { records: 1 }),
      csvFile('en alone', csv({ document_language: 'en' }), { records: 1 }),
      csvFile(
        'th rows and en rows of one student',
        csv(
          { document_language: 'th' },
          { document_language: 'en', degree_en: 'Degree of Sommut' },
        ),
        { courses: 2 },
      ),
      csvFile(
        'blank language on later rows joins the row before',
        csv({ document_language: 'th' }, { document_language: '', course_code: 'A2' }),
        { records: 1, courses: 2 },
      ),
      csvFile(
        'blank and both are the same',
        csv({}, { document_language: 'both', course_code: 'A2' }),
        { courses: 2 },
      ),
      csvFile(
        'blank and transcript are the same type',
        csv({ document_type: '' }, { document_type: 'transcript', course_code: 'A2' }),
        { courses: 2 },
      ),
      csvFile(
        'three students, one of them in Thai alone',
        csv({}, { student_id: '2', document_language: 'th' }, { student_id: '3' }),
        { records: 5, courses: 3 },
      ),
    ],
  ),
  says('accepted = records without an error, whatever the others have', [
    csvFile(
      'one bad record among three',
      csv({}, { student_id: '2', grade: 'Q' }, { student_id: '3' }),
      { records: 6, courses: 3, accepted: 4, issues: [error('grade-unknown', { line: 3 })] },
    ),
    csvFile('a warning does not refuse', csv({ citizen_id: '123' }), {
      issues: [warning('citizen-id-length')],
    }),
    csvFile(
      'an error in one language’s rows leaves the other',
      csv({ document_language: 'th' }, { document_language: 'en', grade: 'Q' }),
      { records: 2, courses: 2, accepted: 1, issues: [error('grade-unknown', { line: 3 })] },
    ),
    csvFile(
      'many errors in one record are all found',
      csv({
        given_name_th: '',
        birth_date: 'x',
        level: 'y',
        grade: 'Q',
        credits: '-1',
        semester: '9',
        email: 'z',
      }),
      {
        issues: [
          'given_name_th',
          'birth_date',
          'level',
          'grade',
          'credits',
          'semester',
          'email',
        ].map((column) => error(undefined, { line: 2, column })),
      },
    ),
  ]),
  says(
    'All files of one call are one batch. The same record twice with equal content: warning, one counts; with different content: error on both',
    [
      files(
        'equal in two files',
        { 'a.csv': csv({}), 'b.csv': csv({}) },
        { courses: 2, issues: [warning('record-repeated', { file: 'b.csv', line: 2 })] },
      ),
      files(
        'different in two files',
        { 'a.csv': csv({}), 'b.csv': csv({ grade: 'A' }) },
        {
          records: 4,
          courses: 2,
          issues: [
            error('record-conflict', { file: 'a.csv', line: 2 }),
            error('record-conflict', { file: 'b.csv', line: 2 }),
          ],
        },
      ),
      files(
        'equal in CSV and JSON',
        { 'a.csv': csv({}), 'b.json': jsonRecord() },
        { courses: 2, issues: [warning('record-repeated', { file: 'b.json' })] },
      ),
      files(
        'different in one language alone',
        { 'a.csv': csv({}), 'b.csv': csv({ document_language: 'en', grade: 'A' }) },
        {
          records: 3,
          courses: 2,
          accepted: 1,
          issues: [
            error('record-conflict', { file: 'a.csv' }),
            error('record-conflict', { file: 'b.csv' }),
          ],
        },
      ),
      files(
        'different students',
        { 'a.csv': csv({}), 'b.csv': csv({ student_id: '2' }) },
        { records: 4, courses: 2 },
      ),
      files(
        'the same file twice',
        { 'a.csv': csv({}, { student_id: '2' }), 'b.csv': csv({}, { student_id: '2' }) },
        {
          records: 4,
          courses: 4,
          issues: [
            warning('record-repeated', { line: 2 }),
            warning('record-repeated', { line: 3 }),
          ],
        },
      ),
      files(
        'the same content, spelt otherwise',
        {
          'a.csv': csv({ admission_date: '2023-08-01', credits: '3' }),
          'b.csv': csv({ admission_date: '1/8/2566', credits: '3.0' }),
        },
        { courses: 2, issues: [warning('record-repeated', { file: 'b.csv' })] },
      ),
      file('twice in one array', 'a.json', jsonRecord({}, {}), {
        format: 'json',
        courses: 2,
        issues: [warning('record-repeated', { path: '/1' })],
      }),
      file(
        'twice in one array, different',
        'a.json',
        jsonRecord({}, { gpax: 3.5, degreeEn: 'Other' }),
        {
          format: 'json',
          records: 4,
          courses: 2,
          issues: [
            error('record-conflict', { path: '/0' }),
            error('record-conflict', { path: '/1' }),
          ],
        },
      ),
      files(
        'one message twice',
        { 'a.xml': XML, 'b.xml': XML },
        {
          format: 'etda-xml',
          records: 1,
          courses: 2,
          issues: [warning('record-repeated', { file: 'b.xml' })],
        },
      ),
      files(
        'three that differ',
        { 'a.csv': csv({}), 'b.csv': csv({ grade: 'A' }), 'c.csv': csv({ grade: 'B' }) },
        {
          records: 6,
          courses: 3,
          issues: ['a.csv', 'b.csv', 'c.csv'].map((name) =>
            error('record-conflict', { file: name }),
          ),
        },
      ),
    ],
  ),
  says('A student without courses, a file without records, an empty array or zip: error', [
    refused('an empty file', 'a.csv', '', {
      format: 'unknown',
      encoding: null,
      issues: [error('file-empty')],
    }),
    refused('blank lines alone', 'a.csv', '\r\n  \r\n', {
      format: 'unknown',
      encoding: null,
      issues: [error('file-empty')],
    }),
    refused('a byte order mark alone', 'a.csv', '\uFEFF', {
      format: 'unknown',
      encoding: null,
      issues: [error('file-empty')],
    }),
    refused('a header alone', 'a.csv', HEADER, { issues: [error('file-empty')] }),
    refused('a header and rows of delimiters', 'a.csv', `${HEADER}\n,,,\n,,,`, {
      issues: [error('file-empty')],
    }),
    refused('an empty array', 'a.json', '[]', { format: 'json', issues: [error('file-empty')] }),
    refused('an empty array with blanks', 'a.json', ' [ \n ] ', {
      format: 'json',
      issues: [error('file-empty')],
    }),
    file(
      'a student without courses',
      'a.json',
      altered(jsonRecord(), /"terms":.*$/s.exec(jsonRecord())![0], '"terms":[]}'),
      { format: 'json', courses: 0, issues: [error('courses-missing')] },
    ),
    file(
      'a student without terms',
      'a.json',
      altered(jsonRecord(), /,"terms":.*$/s.exec(jsonRecord())![0], '}'),
      { format: 'json', courses: 0, issues: [error('courses-missing')] },
    ),
    csvFile('one empty file among two', csv({})),
    files(
      'an empty file beside a good one',
      { 'a.csv': csv({}), 'b.csv': '' },
      { accepted: 2, issues: [error('file-empty', { file: 'b.csv' })] },
    ),
    csvFile(
      'a row with a student and nothing of a course',
      csv(
        {},
        {
          student_id: '2',
          academic_year: '',
          semester: '',
          course_code: '',
          course_title_en: '',
          credits: '',
          grade: '',
        },
      ),
      {
        records: 4,
        accepted: 2,
        courses: 1,
        issues: [error('courses-missing', { line: 3 })],
      },
    ),
    csvFile(
      'rows of a student, the first of which has nothing of a course',
      csv(
        {
          academic_year: '',
          semester: '',
          course_code: '',
          course_title_en: '',
          credits: '',
          grade: '',
        },
        { course_code: 'A2' },
      ),
      {
        courses: 2,
        issues: [
          'academic_year',
          'semester',
          'course_code',
          'course_title_en',
          'credits',
          'grade',
        ].map((column) => error('value-missing', { line: 2, column })),
      },
    ),
  ]),
  says('400 courses a student', [
    csvFile(
      '400 courses',
      csv(...Array.from({ length: 400 }, (_, index) => ({ course_code: `A${index}` }))),
      { courses: 400 },
    ),
    csvFile(
      '401 courses',
      csv(...Array.from({ length: 401 }, (_, index) => ({ course_code: `A${index}` }))),
      { courses: 401, issues: [error('too-many-courses', { line: 2 })] },
    ),
  ]),
]);
