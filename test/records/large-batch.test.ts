import { describe, expect, it } from '@jest/globals';
import { check, csv, issuesOf } from './support.ts';

const STUDENTS = 5000;
const ROUNDS = 4;

/** Rows of 5,000 students, one course of each after the other, so that no student's rows are adjacent. */
function interleavedRows(): string[] {
  const [header, sample] = csv({}).split('\n');
  const rows = Array.from({ length: STUDENTS * ROUNDS }, (_, index) =>
    sample!
      .replace('66010001', String(66_000_000 + (index % STUDENTS)))
      .replace('"A1"', `"A${Math.floor(index / STUDENTS)}"`),
  );
  return [header!, ...rows];
}

/** Ten slips of the pen: the column, what stands there, and the code that names it. */
const SLIPS = [
  ['grade', 'B +', 'grade-unknown'],
  ['credits', '๓', 'number-invalid'],
  ['admission_date', '31/2/2566', 'date-does-not-exist'],
  ['semester', 'ภาคหนาว', 'value-unknown'],
  ['given_name_th', 'ก\u0E48\u0E34', 'thai-marks-impossible'],
  ['course_title_en', '', 'value-missing'],
  ['academic_year', '66', 'year-invalid'],
  ['degree_en', 'Other Degree', 'value-disagrees'],
  ['family_name_en', 'a\u0000b', 'control-character'],
  ['course_code', 'x'.repeat(65), 'identifier-invalid'],
] as const;

describe('a batch of 5,000 students', () => {
  it('has each of 100 errors reported at its line and column, and loses no other student', () => {
    const rows = interleavedRows();
    const expected: string[] = [];
    for (let error = 0; error < 100; error++) {
      // Each of another student: 197 has no factor in common with 5,000.
      const index = error * 197;
      const line = index + 2;
      if (error % 2 === 0) {
        rows[line - 1] = rows[line - 1]!.replace('"B+"', '"B +"');
        expected.push(`grade-unknown@${line} grade`);
      } else {
        rows[line - 1] = rows[line - 1]!.replace('"3"', '"๓"');
        expected.push(`number-invalid@${line} credits`);
      }
    }
    const checked = check(rows.join('\r\n'));
    expect(issuesOf(checked)).toEqual(expected);
    expect(checked.report).toMatchObject({
      records: 2 * STUDENTS,
      courses: STUDENTS * ROUNDS,
      accepted: 2 * (STUDENTS - 100),
      errorCount: 100,
      warningCount: 0,
    });
    expect(checked.records[0]?.record.terms[0]?.courses).toHaveLength(ROUNDS);
  });

  it('has one error of every slip, at its own line and column, also in what repeats on each row', () => {
    const rows = interleavedRows();
    const names = rows[0]!.replaceAll('"', '').split(',');
    const expected: string[] = [];
    for (let error = 0; error < 100; error++) {
      const [column, written, code] = SLIPS[error % SLIPS.length]!;
      // Over all four rows of the students, the first as well: 197 has no factor in common with 5,000.
      const line = error * 197 + 2;
      const cells = rows[line - 1]!.split(',');
      cells[names.indexOf(column)] = `"${written}"`;
      rows[line - 1] = cells.join(',');
      expected.push(`${code}@${line} ${column}`);
    }
    const checked = check(rows.join('\n'));
    expect(issuesOf(checked)).toEqual(expected);
    expect(checked.report).toMatchObject({ accepted: 2 * (STUDENTS - 100), errorCount: 100 });
  });
});
