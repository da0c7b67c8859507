import { describe, expect, it } from '@jest/globals';
import { checkRecords } from '../../../src/records/check-records.ts';
import type { CheckedRecords } from '../../../src/records/check-records.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { jsonRecord, XML } from '../collection/samples.ts';
import { check, csv, OPTIONS, ROW } from '../support.ts';
import { number, table, workbook } from '../xlsx/workbook-builder.ts';

/** `code line row` of every finding. */
function rowsOf({ report }: CheckedRecords): string[] {
  return report.errors.map(({ code, line, row }) => `${code} ${line ?? '-'} ${row ?? '-'}`);
}

describe('a finding names the row of its record', () => {
  it('in CSV the first row of the student, wherever the error stands', () => {
    const checked = check(
      csv(
        { student_id: '1' },
        { student_id: '2' },
        { student_id: '1', course_code: 'A2', grade: 'Q' },
        { student_id: '2', course_code: 'A2', degree_en: 'Other' },
        { student_id: '3' },
      ),
    );
    expect(rowsOf(checked)).toEqual(['grade-unknown 4 2', 'value-disagrees 5 3']);
    expect(checked.records.map(({ row }) => row)).toEqual([6, 6]);
  });

  it('in CSV also for what is wrong with a row before its record is known', () => {
    const rows = csv({}, { student_id: '2' }, { course_code: 'A2' }, { course_code: 'A3' }).split(
      '\n',
    );
    rows[3] = `${rows[3]!},"surplus"`;
    rows[4] = rows[4]!.replace('"A3"', 'A"3');
    expect(rowsOf(check(rows.join('\n')))).toEqual(['row-too-long 4 2', 'quote-inside-cell 5 2']);
  });

  it('but not what is wrong with a header, a file or a row of nobody', () => {
    expect(rowsOf(check(csv({ room: '1' })))).toEqual(['column-unknown 1 -']);
    expect(rowsOf(check(''))).toEqual(['file-empty - -']);
    const stray = csv({}, { student_id: '' }).split('\n');
    stray[2] = `${stray[2]!},"surplus"`;
    expect(rowsOf(check(stray.join('\n')))).toEqual(['row-too-long 3 -', 'row-not-attributed 3 -']);
  });

  it('in a workbook of two sheets the row of the sheet students', () => {
    const names = Object.entries(ROW);
    const student = Object.fromEntries(names.slice(0, 8));
    const course = { student_id: ROW['student_id'], ...Object.fromEntries(names.slice(8)) };
    const bytes = workbook({
      sheets: [
        { name: 'students', data: table([{ student_id: '1' }, { student_id: '2' }], student) },
        {
          name: 'courses',
          data: table(
            [
              { student_id: '1' },
              { student_id: '1', course_code: 'A2', grade: 'Q' },
              { student_id: '2', credits: '<c><f>1+2</f><v>3</v></c>' },
              { student_id: '2', course_code: 'A2', academic_year: number('66') },
            ],
            course,
          ),
        },
      ],
    });
    expect(rowsOf(check(bytes))).toEqual([
      'grade-unknown 3 2',
      'cell-formula 4 3',
      'year-invalid 5 3',
    ]);
  });

  it('in JSON the position in the array, in NDJSON the line, in XML 1', () => {
    const bad = { gpax: true, level: 'x' };
    expect(
      rowsOf(check(`[\n${jsonRecord()},\n${jsonRecord({ studentId: '2', ...bad })}]`)),
    ).toEqual(['json-type 3 2', 'value-unknown 3 2']);
    expect(
      rowsOf(check(`${jsonRecord()}\n\n${jsonRecord({ studentId: '2', ...bad })}\n{"`)),
    ).toEqual(['json-type 3 3', 'value-unknown 3 3', 'json-syntax 4 4']);
    expect(rowsOf(check(XML.replace('GradeText>B<', 'GradeText>X<')))[0]).toMatch(/ 1$/);
  });

  it('of both records when one contradicts the other', () => {
    const file = (name: string, text: string) => ({ name, bytes: utf8Bytes(text) });
    const files = [file('a', csv({ student_id: '9' }, {})), file('b', csv({ grade: 'A' }))];
    expect(rowsOf(checkRecords(files, OPTIONS))).toEqual([
      'record-conflict 3 3',
      'record-conflict 2 2',
    ]);
  });
});
