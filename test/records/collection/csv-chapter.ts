import { csv, ROW } from '../support.ts';
import {
  altered,
  chapter,
  csvFile,
  error,
  file,
  refused,
  says,
  warning,
} from './collection-case.ts';

/** Without quotation marks, as simple programs write it. */
const bare = (text: string): string => text.replaceAll('"', '');
const withDelimiter = (delimiter: string): string => bare(csv({})).replaceAll(',', delimiter);
const two = csv({}, { student_id: '2', course_code: 'A2', grade: 'b' });
const lines = two.split('\n');
const twoStudents = { records: 4, courses: 2, accepted: 2 };
const gradeOn = (line: number): object => ({
  ...twoStudents,
  issues: [error('grade-unknown', { line, column: 'grade', value: 'b', suggestion: 'B' })],
});
const header = lines[0]!;
const without = (column: string): string => csv({ [column]: undefined });

export const CSV_CHAPTER = chapter('CSV: shape', [
  says('Delimiter comma, semicolon or tab, detected', [
    csvFile('semicolons', withDelimiter(';')),
    csvFile('tabs', withDelimiter('\t')),
    csvFile(
      'commas inside quotation marks of a file with semicolons',
      csv({ degree_en: 'Science, Arts, Law' }).replaceAll('","', '";"'),
    ),
    csvFile('a semicolon in a title of a file with commas', csv({ course_title_en: 'War; Peace' })),
    csvFile(
      'a decimal comma is no number: suggested, not read',
      csv({ credits: '3,5' }).replaceAll('","', '";"'),
      {
        issues: [
          error('number-invalid', { line: 2, column: 'credits', value: '3,5', suggestion: '3.5' }),
        ],
      },
    ),
    file('a file named .txt with tabs', 'export.txt', withDelimiter('\t'), {}),
  ]),
  says('line ends CRLF, LF, CR, also mixed; line is the physical line where the row begins', [
    csvFile('LF', two, gradeOn(3)),
    csvFile('CRLF', lines.join('\r\n'), gradeOn(3)),
    csvFile('CR alone', lines.join('\r'), gradeOn(3)),
    csvFile('CRLF, LF and CR mixed', `${header}\r\n${lines[1]!}\r${lines[2]!}\n`, gradeOn(3)),
    csvFile('LF CR, which ends two lines', `${header}\n\r${lines[1]!}\n${lines[2]!}`, gradeOn(4)),
    csvFile('without an end of the last line', two.trimEnd(), gradeOn(3)),
  ]),
  says('header = 1, blank lines count', [
    csvFile(
      'blank lines between rows',
      `${header}\n\n${lines[1]!}\n\r\n  \n${lines[2]!}`,
      gradeOn(6),
    ),
    csvFile('blank lines before the header', `\n\n${two}`, gradeOn(5)),
    csvFile(
      'a quoted line break in the row before',
      csv({ degree_en: 'Sommut\nDegree' }, { student_id: '2', course_code: 'A2', grade: 'b' }),
      gradeOn(4),
    ),
    csvFile(
      'a quoted CRLF in the row before',
      csv({ degree_en: 'Sommut\r\nDegree' }, { student_id: '2', course_code: 'A2', grade: 'b' }),
      gradeOn(4),
    ),
    csvFile(
      'a quoted CR in the row before',
      csv({ degree_en: 'Sommut\rDegree' }, { student_id: '2', course_code: 'A2', grade: 'b' }),
      gradeOn(4),
    ),
    csvFile(
      'an error behind a line break in its own row names where the row begins',
      csv({}, { student_id: '2', degree_en: 'Sommut\n\nDegree', grade: 'b' }),
      gradeOn(3),
    ),
    csvFile(
      'a quoted line break in the header',
      altered(csv({}, { student_id: '2', grade: 'b', room: '' }), '"room"', '"room\nnumber"'),
      {
        ...twoStudents,
        issues: [warning('column-unknown', { line: 1 }), error('grade-unknown', { line: 4 })],
      },
    ),
  ]),
  says('blank lines and rows of delimiters alone are skipped', [
    csvFile('rows of delimiters', `${header}\n${','.repeat(13)}\n${lines[1]!}\n,,\n`),
    csvFile(
      'rows of delimiters and blanks',
      `${header}\n${' , '.repeat(13)}\n${lines[1]!}\n \t \n`,
    ),
    csvFile('rows of empty quotation marks', `${header}\n${'"",'.repeat(13)}""\n${lines[1]!}\n`),
    csvFile(
      'longer rows of delimiters than the header has',
      `${header}\n${lines[1]!}\n${','.repeat(40)}\n`,
    ),
  ]),
  says(
    'Header row required; order free; case-insensitive; blanks round names and values are trimmed',
    [
      csvFile('capital names', altered(csv({}), header, header.toUpperCase())),
      csvFile(
        'mixed case and blanks',
        bare(csv({})).replace('student_id', ' Student_ID ').replace('grade', '\tGrade'),
      ),
      csvFile('blanks round quoted names and values', csv({}).replaceAll('","', '" , "')),
      csvFile('no-break spaces round a value', csv({ grade: '\u00A0B+\u00A0', credits: ' 3 ' })),
      csvFile(
        'columns in reverse',
        csv({})
          .split('\n')
          .map((line) => line.split(',').reverse().join(','))
          .join('\n'),
      ),
      refused('rows without a header', 'records.csv', `${lines[1]!}\n${lines[1]!}`, {
        issues: [
          error('column-missing', { line: 1 }),
          ...Object.values(ROW).map(() => warning('column-unknown', { line: 1 })),
        ],
      }),
    ],
  ),
  says('unknown columns are a warning', [
    csvFile('an unknown column', csv({ room: '12' }), {
      issues: [warning('column-unknown', { line: 1, column: 'room' })],
    }),
    csvFile(
      'a misspelt column is suggested',
      altered(csv({ faculty_en: 'Arts' }), 'faculty_en', 'facutly_en'),
      { issues: [warning('column-unknown', { line: 1, column: 'facutly_en' })] },
    ),
    csvFile('a column without a name', altered(csv({ room: '' }), '"room"', '""')),
    csvFile('a column of the schema of another program', csv({ __proto__2: 'x' }), {
      issues: [warning('column-unknown', { column: '__proto__2' })],
    }),
    csvFile('a column named __proto__', altered(csv({ room: 'x' }), 'room', '__proto__'), {
      issues: [warning('column-unknown', { column: '__proto__' })],
    }),
    csvFile('a column named constructor', altered(csv({ room: 'x' }), 'room', 'constructor'), {
      issues: [warning('column-unknown', { column: 'constructor' })],
    }),
  ]),
  says(
    'The same column twice, more cells than columns, a quote inside an unquoted cell, a missing column (all named at once): errors',
    [
      csvFile(
        'a column twice',
        altered(csv({ major_en: 'a', minor_en: 'b' }), 'minor_en', 'major_en'),
        { issues: [error('column-repeated', { line: 1, column: 'major_en' })] },
      ),
      csvFile(
        'a column twice in another case',
        altered(csv({ major_en: 'a', minor_en: 'b' }), 'minor_en', 'MAJOR_EN'),
        { issues: [error('column-repeated', { line: 1, column: 'major_en' })] },
      ),
      csvFile(
        'a comma in a title without quotation marks',
        altered(bare(two).replace(',b', ',B'), ',One,3,B+', ',Of Logic, and War,3,B+'),
        {
          ...twoStudents,
          issues: [
            error('row-too-long', { line: 2 }),
            error(undefined, { line: 2, column: 'credits' }),
            error(undefined, { line: 2, column: 'grade' }),
          ],
        },
      ),
      csvFile('one cell more', `${csv({})},"x"`, { issues: [error('row-too-long', { line: 2 })] }),
      csvFile('one blank cell more', `${bare(csv({}))},`, {
        issues: [error('row-too-long', { line: 2 })],
      }),
      csvFile(
        'a row that ends early lacks what is required',
        `${bare(csv({}))}\n${bare(lines[2]!).split(',').slice(0, 12).join(',')}`,
        {
          ...twoStudents,
          issues: [
            error('value-missing', { line: 3, column: 'credits' }),
            error('value-missing', { line: 3, column: 'grade' }),
          ],
        },
      ),
      csvFile(
        'a quote inside an unquoted cell',
        altered(bare(two).replace(',b', ',B'), 'Sommut Degree', 'Sommut "Degree"'),
        {
          ...twoStudents,
          issues: [error('quote-inside-cell', { line: 2 })],
        },
      ),
      csvFile(
        'text behind a closing quote',
        altered(two.replace('"b"', '"B"'), '"Sommut Degree"', '"Sommut" Degree'),
        {
          ...twoStudents,
          issues: [error('quote-followed-by-text', { line: 2 })],
        },
      ),
      csvFile(
        'a quote that nobody closes costs its own row alone',
        altered(bare(csv({}, { student_id: '2' }, { student_id: '3' })), '\n2,', '\n2,"'),
        {
          records: 6,
          courses: 3,
          accepted: 4,
          issues: [error('quote-not-closed', { line: 3 })],
        },
      ),
      csvFile('doubled quotes are one', csv({ degree_en: 'The "Sommut" Degree' })),
      csvFile('one missing column', without('degree_en'), {
        issues: [error('column-missing', { line: 1, value: 'degree_en' })],
      }),
      csvFile(
        'three missing columns, named at once',
        csv({ degree_en: undefined, grade: undefined, given_name_th: undefined }),
        {
          issues: [error('column-missing', { line: 1, value: 'given_name_th, degree_en, grade' })],
        },
      ),
      refused(
        'the column that names the student missing',
        'records.csv',
        csv({ student_id: undefined }),
        {
          issues: [error('column-missing', { line: 1, value: 'student_id' })],
        },
      ),
    ],
  ),
  says('Rows of one student need not be adjacent', [
    csvFile(
      'three students, course by course',
      csv(
        ...['A1', 'A2', 'A3'].flatMap((course_code) =>
          ['1', '2', '3'].map((student_id) => ({ student_id, course_code })),
        ),
      ),
      { records: 6, courses: 9 },
    ),
    csvFile(
      'the first row of the file again at its end',
      csv({}, ...Array.from({ length: 50 }, (_, index) => ({ student_id: `7${index}` })), {
        course_code: 'Z9',
      }),
      { records: 102, courses: 52 },
    ),
  ]),
  says('Record-level cells agree when their normalised values agree; blank on a later row agrees', [
    csvFile(
      'blank on later rows',
      csv(
        { major_en: 'Law' },
        { course_code: 'A2', given_name_th: '', degree_en: '', admission_date: '', major_en: '' },
      ),
      { courses: 2 },
    ),
    csvFile(
      'blank on the first row and filled later',
      csv({ given_name_th: '', major_en: '' }, { course_code: 'A2', major_en: 'Law' }),
      { courses: 2 },
    ),
    csvFile(
      'a date in another era and order',
      csv({}, { course_code: 'A2', admission_date: '1/8/2566' }),
      { courses: 2 },
    ),
    csvFile('a figure with more zeros', csv({ gpax: '3.5' }, { course_code: 'A2', gpax: '3.50' }), {
      courses: 2,
    }),
    csvFile(
      'credits with more zeros',
      csv({ transferred_credits: '6' }, { course_code: 'A2', transferred_credits: '6.0' }),
      { courses: 2 },
    ),
    csvFile('two blanks for one', csv({ degree_en: 'Sommut  Degree' }, { course_code: 'A2' }), {
      courses: 2,
    }),
    csvFile('two names', csv({}, { course_code: 'A2', family_name_th: 'อื่น' }), {
      courses: 2,
      issues: [error('value-disagrees', { line: 3, column: 'family_name_th', value: 'อื่น' })],
    }),
    csvFile('names that differ in case', csv({}, { course_code: 'A2', given_name_en: 'SOMMUT' }), {
      courses: 2,
      issues: [error('value-disagrees', { line: 3, column: 'given_name_en' })],
    }),
    csvFile(
      'a disagreement costs only its own student',
      csv(
        {},
        { student_id: '2' },
        { course_code: 'A2', gpax: '3.5' },
        { course_code: 'A3', gpax: '2.5' },
      ),
      {
        records: 4,
        courses: 4,
        accepted: 2,
        issues: [error('value-disagrees', { line: 5, column: 'gpax' })],
      },
    ),
    csvFile(
      'the first of four rows says otherwise: it is the one that is named',
      csv(
        { family_name_th: 'อื่น' },
        { course_code: 'A2' },
        { course_code: 'A3' },
        { course_code: 'A4' },
      ),
      {
        courses: 4,
        issues: [error('value-disagrees', { line: 2, column: 'family_name_th', value: 'อื่น' })],
      },
    ),
    csvFile(
      'the first of three rows cannot be read: that alone is said',
      csv({ admission_date: '31/2/2566' }, { course_code: 'A2' }, { course_code: 'A3' }),
      {
        courses: 3,
        issues: [error('date-does-not-exist', { line: 2, column: 'admission_date' })],
      },
    ),
    csvFile(
      'a later row cannot be read: that alone is said',
      csv({}, { course_code: 'A2' }, { course_code: 'A3', admission_date: 'yesterday' }),
      { courses: 3, issues: [error('date-invalid', { line: 4, column: 'admission_date' })] },
    ),
    csvFile(
      'one figure of a term among three is another',
      csv(
        { term_gpa: '3.40' },
        { course_code: 'A2', term_gpa: '3.50' },
        { course_code: 'A3', term_gpa: '3.50' },
      ),
      {
        courses: 3,
        issues: [error('value-disagrees', { line: 2, column: 'term_gpa', value: '3.40' })],
      },
    ),
    csvFile(
      'a term figure that disagrees within its term',
      csv({ term_gpa: '3.50' }, { course_code: 'A2', term_gpa: '3.40' }),
      { courses: 2, issues: [error('value-disagrees', { line: 3, column: 'term_gpa' })] },
    ),
    csvFile(
      'a term figure on one row of its term alone',
      csv({ term_gpa: '3.50' }, { course_code: 'A2', term_gpa: '' }),
      { courses: 2 },
    ),
  ]),
  says('Text that starts with = + - @ is text', [
    csvFile(
      'formulas in texts',
      csv({ course_title_en: '=1+1', degree_en: '+Degree', major_en: '-@x', minor_en: '@SUM(A1)' }),
    ),
  ]),
  says('NUL and other control characters: error', [
    csvFile('NUL in a name', csv({ given_name_en: 'Som\u0000mut' }), {
      issues: [error('control-character', { line: 2, column: 'given_name_en' })],
    }),
    csvFile('NUL in a number', csv({ credits: '3\u0000' }), {
      issues: [error('control-character', { line: 2, column: 'credits' })],
    }),
    csvFile('NUL in a grade', csv({ grade: '\u0000B+' }), {
      issues: [error('control-character', { line: 2, column: 'grade' })],
    }),
    csvFile('NUL in a student id', csv({ student_id: '66\u00001' }), {
      issues: [error('control-character', { line: 2, column: 'student_id' })],
    }),
    csvFile('a bell in a date', csv({ admission_date: '2023-08-01\u0007' }), {
      issues: [error('control-character', { line: 2, column: 'admission_date' })],
    }),
    csvFile('escape and delete in texts', csv({ major_en: '\u001B[1mLaw', minor_en: 'x\u007F' }), {
      issues: [
        error('control-character', { column: 'major_en' }),
        error('control-character', { column: 'minor_en' }),
      ],
    }),
    csvFile('a control character of Latin-1', csv({ major_th: 'กฎ\u0085หมาย' }), {
      issues: [error('control-character', { column: 'major_th' })],
    }),
    csvFile('NUL in an unknown column', csv({ room: '1\u00002' }), {
      issues: [warning('column-unknown'), error('control-character', { line: 2, column: 'room' })],
    }),
    csvFile('NUL in a name of the header', altered(csv({ room: '1' }), 'room', 'ro\u0000om'), {
      issues: [error('control-character', { line: 1 }), warning('column-unknown', { line: 1 })],
    }),
  ]),
]);
