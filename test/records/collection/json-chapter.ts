import { altered, chapter, error, file, refused, says, warning } from './collection-case.ts';
import type { CollectionCase, Expectation } from './collection-case.ts';
import { utf16, windows874, withBytes } from './encodings.ts';
import { COURSE, jsonRecord, RECORD, TERM } from './samples.ts';

function json(
  title: string,
  content: string | Uint8Array,
  expected: Partial<Expectation> = {},
  name = 'records.json',
): CollectionCase {
  return file(title, name, content, { format: 'json', ...expected });
}

const withCourse = (change: object): string =>
  jsonRecord({ terms: [{ ...TERM, courses: [{ ...COURSE, ...change }] }] });
const withTerm = (change: object): string => jsonRecord({ terms: [{ ...TERM, ...change }] });
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const two = { records: 4, courses: 2 };

export const JSON_CHAPTER = chapter('JSON', [
  says('An object, array or NDJSON, told apart by content', [
    json('one object', jsonRecord()),
    json('one object, indented', JSON.stringify(RECORD, null, 2)),
    json('one object with a byte order mark', `\uFEFF${jsonRecord()}`),
    json('one object with blanks round it', `\r\n\t ${jsonRecord()} \r\n`),
    json('an array of two', jsonRecord({}, { studentId: '2' }), two),
    json('an indented array with CRLF', JSON.stringify([RECORD], null, 4).replaceAll('\n', '\r\n')),
    json('JSON named .csv', jsonRecord(), {}, 'records.csv'),
    json('JSON named .ndjson', `[${jsonRecord()}]`, {}, 'records.ndjson'),
    json('JSON named .xml', jsonRecord(), {}, 'records.xml'),
  ]),
  says('flat camelCase names of the CSV; terms and courses; decimals as numbers or strings', [
    json(
      'decimals as numbers',
      jsonRecord({
        gpax: 3.5,
        transferredCredits: 6.5,
        terms: [{ ...TERM, termGpa: 3.5, termGpax: 3.5 }],
      }),
    ),
    json(
      'decimals as text',
      jsonRecord({
        gpax: '3.50',
        transferredCredits: '6.5',
        terms: [
          {
            ...TERM,
            academicYear: '2566',
            termGpa: '3.5',
            courses: [{ ...COURSE, credits: '3.0' }],
          },
        ],
      }),
    ),
    json('a term as a number', withTerm({ semester: 1 })),
    json('a term by its Thai name', withTerm({ semester: 'ภาคต้น' })),
    json('a year of the Buddhist Era', withTerm({ academicYear: 2566 })),
    json('a student id as a number', jsonRecord({ studentId: 66010001 })),
    json('a year of birth as a number', jsonRecord({ birthDate: 1987 })),
    json('null is blank', jsonRecord({ majorTh: null, gpax: null })),
    json('a note of a course', withCourse({ note: 'เรียนซ้ำ', courseTitleTh: 'หนึ่ง' })),
    json(
      'both languages of every text',
      jsonRecord({
        facultyTh: 'คณะ',
        facultyEn: 'Faculty',
        documentLanguage: 'both',
        documentType: 'transcript',
      }),
    ),
  ]),
  says(
    'JSON gives path as a JSON Pointer (/2/terms/0/courses/1/grade); column is the contract’s name',
    [
      json(
        'a grade in the second course of the third record',
        JSON.stringify([
          RECORD,
          { ...RECORD, studentId: '2' },
          {
            ...RECORD,
            studentId: '3',
            terms: [{ ...TERM, courses: [COURSE, { ...COURSE, courseCode: 'A2', grade: 'Q' }] }],
          },
        ]),
        {
          records: 6,
          courses: 4,
          accepted: 4,
          issues: [
            error('grade-unknown', {
              path: '/2/terms/0/courses/1/grade',
              column: 'grade',
              value: 'Q',
            }),
          ],
        },
      ),
      json('a date of a record alone', jsonRecord({ admissionDate: '31/2/2566' }), {
        issues: [
          error('date-does-not-exist', { path: '/admissionDate', column: 'admission_date' }),
        ],
      }),
      json('a blank name', jsonRecord({ familyNameTh: ' ' }), {
        issues: [error('value-missing', { path: '/familyNameTh', column: 'family_name_th' })],
      }),
      json('a name that is null', jsonRecord({ familyNameTh: null }), {
        issues: [error('value-missing', { path: '/familyNameTh', column: 'family_name_th' })],
      }),
      json('a name that is not there', jsonRecord({ familyNameTh: undefined }), {
        issues: [error('value-missing', { path: '', column: 'family_name_th' })],
      }),
      json('a grade that is not there', withCourse({ grade: undefined }), {
        issues: [error('value-missing', { path: '/terms/0/courses/0', column: 'grade' })],
      }),
      json('a wrong figure of a term', withTerm({ termGpa: 3.4 }), {
        issues: [
          error('term-gpa-mismatch', {
            path: '/terms/0/termGpa',
            column: 'term_gpa',
            computed: '3.50',
          }),
        ],
      }),
      json('a wrong cumulative figure', jsonRecord({ gpax: 3.4 }), {
        issues: [error('gpax-mismatch', { path: '/gpax', column: 'gpax' })],
      }),
      json(
        'lines of an indented file are named too',
        JSON.stringify({ ...RECORD, level: 'Bachelor' }, null, 2),
        { issues: [error('value-unknown', { path: '/level', line: 24, suggestion: 'bachelor' })] },
      ),
      json('a name with signs of the pointer', altered(jsonRecord(), '{', '{"a/b~c":1,'), {
        issues: [warning('column-unknown', { path: '/a~1b~0c' })],
      }),
    ],
  ),
  says('Duplicate key, lone surrogate: error', [
    json('a name twice', altered(jsonRecord(), '{', '{"gpax":3.5,"gpax":3.5,'), {
      issues: [error('json-duplicate-key', { column: 'gpax' })],
    }),
    json(
      'a name twice, once escaped',
      altered(jsonRecord(), '{', '{"gp\\u0061x":3.5,"gpax":3.4,'),
      { issues: [error('json-duplicate-key', { column: 'gpax' })] },
    ),
    json('a name twice in a course', altered(jsonRecord(), '"credits"', '"grade":"A","credits"'), {
      issues: [error('json-duplicate-key', { path: '/terms/0/courses/0/grade', column: 'grade' })],
    }),
    json('terms twice', altered(jsonRecord(), '{', '{"terms":[],'), {
      courses: 0,
      issues: [error('json-duplicate-key'), error('courses-missing')],
    }),
    json('the note of a course by both its names', withCourse({ note: 'a', courseNote: 'b' }), {
      issues: [error('json-duplicate-key', { path: '/terms/0/courses/0/courseNote' })],
    }),
    json('an unknown name twice', altered(jsonRecord(), '{', '{"x":1,"x":2,'), {
      issues: [error('json-duplicate-key'), warning('column-unknown')],
    }),
    json('half of a pair', altered(jsonRecord(), 'Sommut', '\\ud83d'), {
      issues: [error('json-lone-surrogate', { path: '/givenNameEn', column: 'given_name_en' })],
    }),
    json(
      'the halves of a pair in the wrong order',
      altered(jsonRecord(), 'Sommut', '\\ude00\\ud83d'),
      { issues: [error('json-lone-surrogate')] },
    ),
    json('half of a pair in an unknown name', altered(jsonRecord(), '{', '{"x\\ud83d":1,'), {
      issues: [error('json-lone-surrogate')],
    }),
    json('a whole pair', altered(jsonRecord(), 'Tuayang', 'Tuayang \\ud835\\udd4f')),
  ]),
  says('Unknown property (also __proto__): warning', [
    json('an unknown property', jsonRecord({ nationality: 'TH' }), {
      issues: [warning('column-unknown', { path: '/nationality', column: 'nationality' })],
    }),
    json('__proto__', altered(jsonRecord(), '{', '{"__proto__":{"gpax":1},'), {
      issues: [warning('column-unknown', { path: '/__proto__', column: '__proto__' })],
    }),
    json('constructor and toString', altered(jsonRecord(), '{', '{"constructor":1,"toString":2,'), {
      issues: [warning('column-unknown'), warning('column-unknown')],
    }),
    json(
      '__proto__ in a course',
      altered(jsonRecord(), '"credits"', '"__proto__":{"grade":"A"},"credits"'),
      { issues: [warning('column-unknown', { path: '/terms/0/courses/0/__proto__' })] },
    ),
    json('a name of the CSV', jsonRecord({ student_id: '1' }), {
      issues: [warning('column-unknown', { suggestion: 'studentId' })],
    }),
    json('a property of a course on the record', jsonRecord({ grade: 'A' }), {
      issues: [warning('column-unknown', { path: '/grade' })],
    }),
  ]),
  says('XML and JSON are UTF-8', [
    refused('UTF-16', 'a.json', utf16(jsonRecord(), 'little'), {
      format: 'json',
      encoding: 'utf-16le',
      issues: [error('encoding-not-utf8')],
    }),
    refused('Windows-874', 'a.json', windows874(jsonRecord()), {
      format: 'json',
      encoding: 'windows-874',
      issues: [error('encoding-not-utf8')],
    }),
    refused('a broken byte', 'a.json', withBytes(jsonRecord({ majorTh: 'ก~ข' }), 0xff), {
      format: 'json',
      issues: [error('encoding-invalid', { line: 1 })],
    }),
  ]),
  says('whatever is wrong is named with its line', [
    refused('a file that ends early', 'a.json', jsonRecord().slice(0, -40), {
      format: 'json',
      issues: [error('json-syntax', { line: 1 })],
    }),
    refused('a comma too many', 'a.json', altered(jsonRecord(), '"terms"', ',"terms"'), {
      format: 'json',
      issues: [error('json-syntax')],
    }),
    refused('single quotation marks', 'a.json', "{'studentId':'1'}", {
      format: 'json',
      issues: [error('json-syntax')],
    }),
    refused('NaN', 'a.json', altered(jsonRecord(), '"credits":3', '"credits":NaN'), {
      format: 'json',
      issues: [error('json-syntax')],
    }),
    json('an array that ends early keeps what stood before', `[${jsonRecord()},{"studentId":`, {
      accepted: 2,
      issues: [error('json-syntax')],
    }),
    json('text behind the array', `${jsonRecord({}, { studentId: '2' })} x`, {
      ...two,
      accepted: 4,
      issues: [error('json-syntax')],
    }),
    json('a raw line break in a text', altered(jsonRecord(), 'Sommut Degree', 'Sommut\nDegree'), {
      records: 0,
      courses: 0,
      accepted: 0,
      issues: [error('json-syntax', { line: 1 })],
    }),
    refused('an array of numbers', 'a.json', '[1,2]', {
      format: 'json',
      issues: [error('json-type', { path: '/0' }), error('json-type', { path: '/1' })],
    }),
    refused('an array in an array', 'a.json', `[[${jsonRecord()}]]`, {
      format: 'json',
      issues: [error('json-type', { path: '/0' })],
    }),
    json('terms as an object', jsonRecord({ terms: { 0: TERM } }), {
      courses: 0,
      issues: [error('json-type', { path: '/terms', column: 'terms' }), error('courses-missing')],
    }),
    json('a course as text', withTerm({ courses: ['A1'] }), {
      courses: 0,
      issues: [error('json-type', { path: '/terms/0/courses/0' }), error('courses-missing')],
    }),
    json('a name as an object', jsonRecord({ givenNameEn: { first: 'Sommut' } }), {
      issues: [error('json-type', { path: '/givenNameEn', column: 'given_name_en' })],
    }),
    json('a grade as true', withCourse({ grade: true }), {
      issues: [error('json-type', { column: 'grade' })],
    }),
  ]),
  says('numbers stay what they were written as', [
    json(
      'a student id beyond exact integers',
      altered(jsonRecord(), '"66010001"', '12345678901234567'),
    ),
    json('credits with an exponent', altered(jsonRecord(), '"credits":3', '"credits":3e0')),
    json('credits beyond every number', altered(jsonRecord(), '"credits":3', '"credits":1e999'), {
      issues: [error('number-invalid', { column: 'credits' })],
    }),
    json('negative credits', altered(jsonRecord(), '"credits":3', '"credits":-3'), {
      issues: [error('number-invalid', { column: 'credits', value: '-3' })],
    }),
    json(
      'a binary fraction',
      altered(jsonRecord(), '"credits":3', '"credits":2.9999999999999996'),
      { issues: [error('number-invalid', { column: 'credits' })] },
    ),
    json('a GPA with three decimals', altered(jsonRecord(), '{', '{"gpax":3.500,'), {
      issues: [error('gpa-invalid', { column: 'gpax' })],
    }),
  ]),
  says('JSON depth 32', [
    json('31 levels in an unknown property', altered(jsonRecord(), '{', `{"x":${deep(31)},`), {
      issues: [warning('column-unknown')],
    }),
    refused('33 levels', 'a.json', altered(jsonRecord(), '{', `{"x":${deep(33)},`), {
      format: 'json',
      issues: [error('nested-too-deeply')],
    }),
    refused('100,000 levels', 'a.json', deep(100_000), {
      format: 'json',
      issues: [error('nested-too-deeply')],
    }),
    refused('100,000 objects that are never closed', 'a.json', '{"a":'.repeat(100_000), {
      format: 'json',
      issues: [error('nested-too-deeply')],
    }),
  ]),
]);
