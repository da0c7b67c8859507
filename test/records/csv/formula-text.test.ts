import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromInertText, toInertText } from '../../../src/records/csv/formula-text.ts';
import { check, csv } from '../support.ts';

const text = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', 'a', 'ก', '1') });

describe('text that a spreadsheet program would run', () => {
  it('never begins a cell, and comes back the same', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(toInertText(value)).not.toMatch(/^[=+\-@]/);
        expect(fromInertText(toInertText(value))).toBe(value);
      }),
    );
  });

  it.each([
    ['=SUM(A1)', '=SUM(A1)'],
    ["'=SUM(A1)", '=SUM(A1)'],
    ["'n Sync", "'n Sync"],
    ['-', '-'],
  ])('is text in a file that a registrar sends: %s', (cell, meaning) => {
    const { records, report } = check(csv({ course_title_en: cell }));
    expect(report.errorCount).toBe(0);
    expect(records[0]?.record.terms[0]?.courses[0]?.courseTitleEn).toBe(meaning);
  });
});
