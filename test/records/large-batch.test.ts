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
});
