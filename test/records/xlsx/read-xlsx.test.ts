import { describe, expect, it } from '@jest/globals';
import type { CheckedRecords } from '../../../src/records/check-records.ts';
import type { Row } from '../support.ts';
import { check, csv, ROW } from '../support.ts';
import { number, oneSheet, row, table, workbook } from './workbook-builder.ts';

/** `code@sheet!cell column` of every issue, in order. */
function cellsOf({ report }: CheckedRecords): string[] {
  return report.errors.map(({ code, sheet, cell, column }) =>
    `${code}@${sheet ?? ''}!${cell ?? ''} ${column ?? ''}`.trimEnd(),
  );
}

function recordOf(checked: CheckedRecords): Record<string, unknown> {
  expect(cellsOf(checked)).toEqual([]);
  return checked.records[0]!.record as unknown as Record<string, unknown>;
}

function without(cells: Row, name: string): Row {
  return Object.fromEntries(Object.entries(cells).filter(([column]) => column !== name));
}

const RECORD_ROW: Row = Object.fromEntries(Object.entries(ROW).slice(0, 8));
const COURSE_ROW: Row = {
  student_id: ROW['student_id'],
  ...Object.fromEntries(Object.entries(ROW).slice(8)),
};

describe('a workbook of one sheet', () => {
  it('gives the records that CSV gives', () => {
    const rows = [{}, { course_code: 'A2' }, { student_id: '66010002', birth_date: '1987-05' }];
    const { report, records } = check(oneSheet(table(rows)));
    const fromCsv = check(csv(...rows));
    expect(report).toMatchObject({ format: 'xlsx', encoding: null, records: 4, errorCount: 0 });
    expect(records.map(({ record }) => record)).toEqual(
      fromCsv.records.map(({ record }) => record),
    );
  });

  it('names sheet, cell and column of an error', () => {
    const { report } = check(
      workbook({
        sheets: [{ name: 'เกรด', data: table([{}, { course_code: 'A2', grade: 'Q' }]) }],
      }),
    );
    expect(report.errors).toMatchObject([
      { code: 'grade-unknown', sheet: 'เกรด', cell: 'N3', line: 3, column: 'grade', value: 'Q' },
    ]);
  });

  it('names the blank cell of a missing value', () => {
    const checked = check(oneSheet(table([{ credits: undefined, degree_en: undefined }])));
    expect(cellsOf(checked)).toEqual([
      'value-missing@Sheet1!H2 degree_en',
      'value-missing@Sheet1!M2 credits',
    ]);
  });

  it('names what is wrong with its header at the cell', () => {
    const data = table([{ grade: undefined, grad: 'A', Student_ID: '1' }], {
      ...ROW,
      grade: undefined,
    });
    expect(cellsOf(check(oneSheet(data.replace('grade', ''))))).toEqual([
      'column-repeated@Sheet1!P1 student_id',
      'column-unknown@Sheet1!O1 grad',
      'column-missing@Sheet1!A1',
    ]);
  });

  it('may have gaps, a false dimension, blank rows and cells without a place', () => {
    const cells = Object.values(ROW).map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`);
    const names = Object.keys(ROW).map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`);
    const data = `<row r="3"/><row r="4">${names.join('')}</row><row r="9"><c s="1"/></row><row>${cells.join('')}</row>`;
    const bytes = workbook({
      sheets: [{ name: 'S', data, before: '<dimension ref="A1:B2"/>' }],
    });
    expect(recordOf(check(bytes))).toMatchObject({ studentId: '66010001' });
  });

  it('reports cells with a value beyond its header', () => {
    const data = table([{}]).replace(/<\/row>$/, '<c r="R2"><v>1</v></c></row>');
    expect(cellsOf(check(oneSheet(data)))).toEqual(['row-too-long@Sheet1!R2']);
  });

  it('may have prefixes and the namespace of the strict form', () => {
    const plain = `<worksheet xmlns="a"><sheetData>${table([{}])}</sheetData></worksheet>`;
    const prefixed = plain.replace(/<(\/?)(?=[a-z])/gi, '<$1x:').replace('xmlns=', 'xmlns:x=');
    const parts = { 'xl/worksheets/sheet1.xml': prefixed };
    expect(recordOf(check(oneSheet('', { parts })))).toMatchObject({ studentId: '66010001' });
  });
});

describe('a workbook of two sheets', () => {
  const two = (students: string, courses: string, extra: readonly string[] = []): CheckedRecords =>
    check(
      workbook({
        sheets: [
          ...extra.map((name) => ({ name, data: row(1, { A: 'x' }) })),
          { name: 'COURSES', data: courses },
          { name: ' Students', data: students },
        ],
      }),
    );

  it('joins the courses to their students', () => {
    const { report, records } = two(
      table([{ student_id: '1' }, { student_id: '2' }], RECORD_ROW),
      table(
        [{ student_id: '2' }, { student_id: '1' }, { student_id: '1', course_code: 'B' }],
        COURSE_ROW,
      ),
    );
    expect(report).toMatchObject({ records: 4, accepted: 4, courses: 3, errorCount: 0 });
    const courses = records.map(({ record }) => [
      record.studentId,
      record.terms.flatMap((term) => term.courses.map(({ courseCode }) => courseCode)),
    ]);
    expect(courses).toContainEqual(['1', ['A1', 'B']]);
    expect(courses).toContainEqual(['2', ['A1']]);
  });

  it('gives the courses of a student to each of its documents', () => {
    const { report } = two(
      table([{ document_language: 'th' }, { document_language: 'en' }], RECORD_ROW),
      table([{}], COURSE_ROW),
    );
    expect(report).toMatchObject({ records: 2, accepted: 2 });
  });

  it('names the cell of what is wrong in either', () => {
    const checked = two(
      table([{ student_id: '1', admission_date: '31/2/2566' }, { student_id: '2' }], RECORD_ROW),
      table([{ student_id: '1', grade: 'X' }, { student_id: '3' }, { student_id: '' }], COURSE_ROW),
    );
    expect(cellsOf(checked).sort()).toEqual([
      'courses-missing@ Students!A3',
      'date-does-not-exist@ Students!F2 admission_date',
      'grade-unknown@COURSES!G2 grade',
      'student-unknown@COURSES!A3 student_id',
      'value-missing@COURSES!A4 student_id',
    ]);
  });

  it('names another sheet, and a sheet that is not there', () => {
    const students = table([{}], RECORD_ROW);
    const courses = table([{}], COURSE_ROW);
    expect(cellsOf(two(students, courses, ['Notes']))).toEqual(['sheet-unknown@Notes!']);
    const alone = check(workbook({ sheets: [{ name: 'students', data: students }] }));
    expect(cellsOf(alone)).toEqual(['sheet-missing@!']);
  });

  it('asks each sheet for its own columns', () => {
    const checked = two(
      table([{}], { ...without(RECORD_ROW, 'given_name_th'), grade: 'A' }),
      table([{}], { ...without(COURSE_ROW, 'credits'), given_name_th: 'ก' }),
    );
    expect(cellsOf(checked).sort()).toEqual([
      'column-missing@ Students!A1',
      'column-missing@COURSES!A1',
      'column-unknown@ Students!H1 grade',
      'column-unknown@COURSES!G1 given_name_th',
    ]);
  });
});

describe('a cell', () => {
  const read = (
    column: string,
    cell: string,
    formats: (string | number)[] = [],
    date1904 = false,
  ) => check(oneSheet(table([{ [column]: cell }]), { formats, date1904 }));

  it.each<[string, string, string | number, boolean, string]>([
    ['counts from 1900', '45139', 14, false, '2023-08-01'],
    ['counts from 1904', '43677', 14, true, '2023-08-01'],
    ['has a time of day', '45139.75', 22, false, '2023-08-01'],
    ['has a format of its own', '45139', 'dd/mm/yyyy', false, '2023-08-01'],
    ['has a Thai format', '45139', '[$-D07041E]d mmm bbbb', false, '2023-08-01'],
    ['has a built-in Thai format', '45139', 81, false, '2023-08-01'],
    ['was typed in the Buddhist Era', '243466', 14, false, '2023-08-01'],
    ['lies before the day that never was', '59', 14, false, '1900-02-28'],
    ['lies behind the day that never was', '61', 14, false, '1900-03-01'],
  ])('with a date that %s is that date', (_, serial, format, date1904, expected) => {
    const checked = read('admission_date', number(serial, 1), [format], date1904);
    expect(recordOf(checked)).toMatchObject({ admissionDate: expected });
  });

  it.each([
    ['the day that never was', '60', 'date-does-not-exist'],
    ['a negative day', '-5', 'date-invalid'],
    ['a day beyond the calendar', '99999999', 'date-invalid'],
    ['day zero', '0', 'date-invalid'],
  ])('with %s is no date', (_, serial, code) => {
    expect(cellsOf(read('admission_date', number(serial, 1), [14]))).toEqual([
      `${code}@Sheet1!F2 admission_date`,
    ]);
  });

  it('may hold a date as text, or an ISO date', () => {
    expect(recordOf(read('admission_date', '1/8/2566'))).toMatchObject({
      admissionDate: '2023-08-01',
    });
    const iso = '<c t="d"><v>2023-08-01T00:00:00</v></c>';
    expect(recordOf(read('admission_date', iso))).toMatchObject({ admissionDate: '2023-08-01' });
  });

  it('with a number in a date column is a year', () => {
    expect(recordOf(read('birth_date', number(1987)))).toMatchObject({ birthDate: '1987' });
    expect(recordOf(read('birth_date', number(2530)))).toMatchObject({ birthDate: '1987' });
  });

  it.each([
    ['student_id', number('66010001'), 0, '66010001'],
    ['student_id', number('6.6010001E7'), 0, '66010001'],
    ['student_id', number('6010001', 1), '00000000', '06010001'],
    ['citizen_id', number('9000000000012'), 0, '9000000000012'],
    ['gpax', number('3.5'), 0, '3.50'],
  ])('of %s with the number %s and format %s is %s', (column, cell, format, expected) => {
    const property = column.replace(/_(.)/g, (__, letter: string) => letter.toUpperCase());
    expect(recordOf(read(column, cell, [format]))).toMatchObject({ [property]: expected });
  });

  it('keeps the decimals that Excel shows', () => {
    const { terms } = recordOf(read('credits', number('1.4999999999999998'))) as {
      terms: { courses: { credits: string }[] }[];
    };
    expect(terms[0]!.courses[0]!.credits).toBe('1.5');
  });

  it('puts shared and rich text together without the readings above it', () => {
    const strings =
      '<si><t>plain</t></si><si><r><rPr><b/></rPr><t>One </t></r><r><t>&amp; _x0054_wo</t></r>' +
      '<rPh sb="0" eb="1"><t>reading</t></rPh><phoneticPr fontId="1"/></si>';
    const data = table([{ course_title_en: '<c t="s"><v>1</v></c>' }]);
    const { terms } = recordOf(check(oneSheet(data, { strings }))) as {
      terms: { courses: { courseTitleEn: string }[] }[];
    };
    expect(terms[0]!.courses[0]!.courseTitleEn).toBe('One & Two');
  });

  it.each([
    ['a formula', '<c><f>1+2</f><v>3</v></c>', 'cell-formula'],
    ['a formula without a result', '<c><f>1+2</f></c>', 'cell-formula'],
    ['a formula of text', '<c t="str"><f>A1</f><v>x</v></c>', 'cell-formula'],
    ['an error', '<c t="e"><v>#N/A</v></c>', 'cell-error'],
    ['a date', number('45139', 1), 'cell-is-date'],
    ['a text of 70 kB', 'x'.repeat(70_000), 'cell-too-large'],
  ])('with %s is one error at that cell', (_, cell, code) => {
    expect(cellsOf(read('credits', cell, [14]))).toEqual([`${code}@Sheet1!M2 credits`]);
  });

  it('with more digits than Excel keeps is an error', () => {
    expect(cellsOf(read('student_id', number('1234567890123450')))).toEqual([
      'cell-digits-lost@Sheet1!A2 student_id',
    ]);
  });

  it('under no name of the contract is not looked at', () => {
    expect(cellsOf(read('remark', '<c><f>1+2</f><v>3</v></c>'))).toEqual([
      'column-unknown@Sheet1!O1 remark',
    ]);
  });

  it('with text that looks like a formula is text', () => {
    const { terms } = recordOf(read('course_title_en', '=1+2 @x')) as {
      terms: { courses: { courseTitleEn: string }[] }[];
    };
    expect(terms[0]!.courses[0]!.courseTitleEn).toBe('=1+2 @x');
  });
});

describe('merged cells', () => {
  const merged = (data: string, ...ranges: string[]): CheckedRecords =>
    check(
      workbook({
        sheets: [
          {
            name: 'S',
            data,
            after: `<mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`,
          },
        ],
      }),
    );

  it('show their value in each of their rows', () => {
    const data = table([{}, { student_id: undefined, course_code: 'A2' }, { student_id: '9' }]);
    expect(merged(data, 'A2:A3').report).toMatchObject({ records: 4, accepted: 4, errorCount: 0 });
  });

  it('hide what lies under them', () => {
    const data = table([{}, { student_id: 'hidden', course_code: 'A2' }]);
    expect(merged(data, 'A2:A3').report).toMatchObject({ records: 2, accepted: 2, errorCount: 0 });
  });

  it('make no row where nothing else stands', () => {
    const data = table([{}]);
    expect(merged(data, 'A2:A9').report).toMatchObject({ courses: 1, errorCount: 0 });
    expect(merged(data + row(5, { A: 'hidden' }), 'A2:A9').report.courses).toBe(1);
  });

  it('over several columns are an error: nobody knows whose the value is', () => {
    const data = table([{ family_name_th: undefined }]);
    expect(cellsOf(merged(data, 'B2:C2'))).toEqual([
      'cells-merged@S!B2 given_name_th',
      'value-missing@S!C2 family_name_th',
    ]);
  });
});
