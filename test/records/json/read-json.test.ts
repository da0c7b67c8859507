import { describe, expect, it } from '@jest/globals';
import { check, checkFixture, codesOf, issuesOf } from '../support.ts';

const COURSE = { courseCode: 'A1', courseTitleEn: 'One', credits: 3, grade: 'B+' };
const RECORD = {
  studentId: '66010001',
  givenNameTh: 'สมมติ',
  familyNameTh: 'ตัวอย่าง',
  givenNameEn: 'Sommut',
  familyNameEn: 'Tuayang',
  admissionDate: '2023-08-01',
  degreeTh: 'ปริญญาสมมติ',
  degreeEn: 'Sommut Degree',
  terms: [{ academicYear: 2566, semester: '1', courses: [COURSE] }],
};

function record(changes: object): string {
  return JSON.stringify({ ...RECORD, ...changes });
}

function withCourse(changes: object): string {
  const courses = [COURSE, { ...COURSE, courseCode: 'A2', ...changes }];
  return record({ terms: [{ academicYear: 2020, semester: '1', courses }] });
}

function places(text: string): string[] {
  return check(text).report.errors.map(({ code, path, column }) =>
    `${code} ${path ?? '-'} ${column ?? ''}`.trimEnd(),
  );
}

describe('JSON', () => {
  it('takes one object, an array or one object a line, told apart by content', () => {
    const pretty = JSON.stringify(RECORD, null, 2);
    expect(check(pretty).report).toMatchObject({ format: 'json', accepted: 2, errorCount: 0 });
    expect(check(`[${pretty}]`).report).toMatchObject({ format: 'json', accepted: 2 });
    const lines = `${record({})}\n\n${record({ studentId: '2' })}\n`;
    expect(check(lines).report).toMatchObject({ format: 'ndjson', records: 4, accepted: 4 });
    expect(check(record({})).report.format).toBe('json');
    expect(check(record({}), {}, 'one.ndjson').report.format).toBe('ndjson');
  });

  it('names records by their position in an array and by their line in NDJSON', () => {
    const two = [RECORD, { ...RECORD, studentId: '2', documentLanguage: 'en' }];
    expect(check(JSON.stringify(two)).records.map(({ row }) => row)).toEqual([1, 1, 2]);
    const lines = two.map((item) => JSON.stringify(item)).join('\n\n');
    expect(check(lines).records.map(({ row }) => row)).toEqual([1, 1, 3]);
  });

  it('takes decimals as numbers or as text', () => {
    const { report, records } = check(withCourse({ credits: '1.50', grade: 'A' }));
    expect(report.errors).toEqual([]);
    expect(records[0]?.record.terms[0]?.courses.map(({ credits }) => credits)).toEqual([
      '3',
      '1.5',
    ]);
    expect(check(withCourse({ credits: 3 })).report.errorCount).toBe(0);
  });

  it('points at what is wrong with a JSON Pointer and the column of the contract', () => {
    expect(places(withCourse({ grade: 'Z' }))).toEqual([
      'grade-unknown /terms/0/courses/1/grade grade',
    ]);
    expect(places(`[${record({})},${record({ studentId: '2', birthDate: 'x' })}]`)).toEqual([
      'date-invalid /1/birthDate birth_date',
    ]);
    expect(places(record({ givenNameTh: null, familyNameEn: ' ' }))).toEqual([
      'value-missing /givenNameTh given_name_th',
      'value-missing /familyNameEn family_name_en',
    ]);
  });

  it('warns of unknown properties, also of __proto__', () => {
    const text = record({ shoeSize: 42 }).replace('"shoeSize"', '"__proto__":{"a":1},"shoeSize"');
    expect(places(text)).toEqual([
      'column-unknown /__proto__ __proto__',
      'column-unknown /shoeSize shoeSize',
    ]);
    expect(check(text).report.accepted).toBe(2);
    expect(places(withCourse({ courseNote: 'x' }))).toEqual([]);
    expect(check(withCourse({ note: 'x' })).records[0]?.record.terms[0]?.courses[1]?.note).toBe(
      'x',
    );
  });

  it('refuses repeated names and halves of surrogate pairs, and reads on', () => {
    const repeated = `[${record({}).replace('{', '{"studentId":"1",')},${record({ studentId: '2' })}]`;
    expect(places(repeated)).toEqual(['json-duplicate-key /0/studentId studentId']);
    expect(check(repeated).records.map((item) => item.record.studentId)).toEqual(['2', '2']);
    expect(places(record({ majorEn: 'a\ud800' }))).toEqual([
      'json-lone-surrogate /majorEn major_en',
    ]);
  });

  it('refuses halves of surrogate pairs also in names and in what is not read', () => {
    expect(places(record({}).replace('{', '{"a\\ud800":1,'))).toEqual([
      'json-lone-surrogate /a\uFFFD a\uFFFD',
    ]);
    expect(places(record({ shoe: '\udc00' }))).toEqual([
      'column-unknown /shoe shoe',
      'json-lone-surrogate /shoe shoe',
    ]);
  });

  it('limits the length of one record, and keeps those before it', () => {
    const long = record({ studentId: '2', extra: 'x'.repeat(3000) });
    const limits = { recordLength: 2000 };
    const inPieces = `[${record({})},${long.repeat(40)}`;
    const checked = check(inPieces, { limits });
    expect(codesOf(checked)).toEqual(['record-too-long']);
    expect(checked.report.accepted).toBe(2);
    const lines = check(`${record({})}\n${long.repeat(40)}`, { limits });
    expect(codesOf(lines)[0]).toBe('record-too-long');
    expect(lines.report.accepted).toBe(2);
  });

  it('refuses values of the wrong type', () => {
    expect(places(record({ terms: {} }))).toEqual(['json-type /terms terms', 'courses-missing']);
    expect(places(record({ majorEn: true, minorEn: [] }))).toEqual([
      'json-type /majorEn major_en',
      'json-type /minorEn minor_en',
    ]);
    expect(places('[1]')).toEqual(['json-type /0']);
    expect(places('{}').at(-1)).toBe('courses-missing');
  });

  it('says where the syntax is wrong, and keeps the other lines of NDJSON', () => {
    expect(issuesOf(checkFixture('bad/broken.json'))).toEqual(['json-syntax@3']);
    const lines = `${record({})}\n{"studentId": }\n${record({ studentId: '3' })}`;
    const checked = check(lines);
    expect(issuesOf(checked)).toEqual(['json-syntax@2']);
    expect(checked.report.accepted).toBe(4);
  });

  it('limits nesting', () => {
    expect(codesOf(check('['.repeat(100_000)))).toEqual(['nested-too-deeply']);
  });

  it('says that an empty array or file has no records', () => {
    expect(['[]', '', ' \n', '\uFEFF'].map((text) => codesOf(check(text)))).toEqual(
      Array.from({ length: 4 }, () => ['file-empty']),
    );
  });

  it('puts terms in order of time and says so', () => {
    const term = (academicYear: number, semester: string) => ({
      academicYear,
      semester,
      courses: [COURSE],
    });
    const checked = check(record({ terms: [term(2021, '1'), term(2563, 'S'), term(2020, '3')] }));
    expect(codesOf(checked)).toEqual(['terms-out-of-order']);
    expect(checked.records[0]?.record.terms.map((item) => item.semester)).toEqual(['3', 'S', '1']);
  });

  it('joins parts of the same term, and warns of a term without courses', () => {
    const terms = [
      { academicYear: 2020, semester: '1', termGpa: '3.50', courses: [COURSE] },
      {
        academicYear: 2563,
        semester: 'ภาคต้น',
        termGpa: 3.5,
        courses: [{ ...COURSE, courseCode: 'A2' }],
      },
      { academicYear: 2020, semester: '2', courses: [] },
    ];
    const checked = check(record({ terms }));
    expect(places(record({ terms }))).toEqual(['term-without-courses /terms/2']);
    expect(checked.records[0]?.record.terms).toHaveLength(1);
    expect(checked.records[0]?.record.terms[0]?.courses).toHaveLength(2);
  });
});
