import { describe, expect, it } from '@jest/globals';
import type { ValueKind } from '../../../src/records/columns.ts';
import { readValue } from '../../../src/records/values/value-readers.ts';
import { gradesByCode } from '../../../src/transcript/figures/course-sums.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';

const scheme = defaultGradingScheme();
const context = { scheme, grades: gradesByCode(scheme) };

const CASES: readonly (readonly [
  ValueKind,
  ...(readonly [text: string, meant: string | undefined])[],
])[] = [
  [
    'date',
    ['2023-8-1', '2023-08-01'],
    ['2566/8/1', '2566-08-01'],
    ['1-8-2566', '1/8/2566'],
    ['2023-08-01 00:00:00', '2023-08-01'],
    ['01/08/2566 0:00:00', '01/08/2566'],
    ['1/8/2023 12:00:00 AM', '1/8/2023'],
    ['1 สิงหาคม 2566', '1/8/2566'],
    ['1 สิงหาคม พ.ศ. 2566', '1/8/2566'],
    ['1 ส.ค. 2566', '1/8/2566'],
    ['๑ สิงหาคม ๒๕๖๖', '1/8/2566'],
    ['1 Aug 2023', '1/8/2023'],
    ['Aug 1, 2023', '1/8/2023'],
    ['1-August-2023', '1/8/2023'],
    ['20230801', '2023-08-01'],
    ['01082566', '01/08/2566'],
    ['08/31/2023', '31/08/2023'],
    ['45139', '2023-08-01'],
    // Whose century or order nobody can know.
    ['1/8/66', undefined],
    ['1 ส.ค. 66', undefined],
    ['20012012', undefined],
    ['31/04/2566', undefined],
    ['29/02/2566', undefined],
    ['-', undefined],
    ['2023-08-01T25:00', undefined],
  ],
  [
    'partial-date',
    ['05/2530', '2530-05'],
    ['5/1987', '1987-05'],
    ['1987-5', '1987-05'],
    ['พ.ศ. 2530', '2530'],
    ['พฤษภาคม 2530', '2530-05'],
    ['0/0/2530', '2530'],
    ['00/05/2530', '2530-05'],
    ['1987-05-00', '1987-05'],
    ['1987-00-00', '1987'],
    ['1987-13', undefined],
  ],
  [
    'academic-year',
    ['2566.0', '2566'],
    ['พ.ศ. 2566', '2566'],
    ['1/2566', '2566'],
    ['2566/2567', '2566'],
    ['2023-24', '2023'],
    ['๒๕๖๖', '2566'],
    ['66', undefined],
    ['2566/2570', undefined],
  ],
  [
    'semester',
    ['s', 'S'],
    ['ภาคเรียนที่ 2', '2'],
    ['เทอม 1', '1'],
    ['ซัมเมอร์', 'S'],
    ['First Semester', '1'],
    ['II', '2'],
    ['1.0', '1'],
    ['01', '1'],
    ['3/2566', '3'],
    ['ภาคพิเศษ', undefined],
    ['4', undefined],
  ],
  [
    'grade',
    ['b+', 'B+'],
    ['B +', 'B+'],
    ['B+*', 'B+'],
    ['(W)', 'W'],
    ['F#', 'F'],
    ['4.0', 'A'],
    ['3.5', 'B+'],
    ['๔', 'A'],
    ['0', 'F'],
    ['A-', undefined],
    ['A+', undefined],
    ['3.7', undefined],
    ['E', undefined],
  ],
  [
    'credits',
    ['3(3-0-6)', '3'],
    ['3 (2-2-5)', '3'],
    ['3 หน่วยกิต', '3'],
    ['1.5 Credits', '1.5'],
    ['.5', '0.5'],
    ['3.', '3'],
    ['3,5', '3.5'],
    ['๓', '3'],
    ['-3', undefined],
    ['3.125', undefined],
    ['1e1', undefined],
  ],
  [
    'gpa',
    ['3.500', '3.50'],
    ['3.5000000001', '3.50'],
    ['๓.๕๐', '3.50'],
    // Rounding and cutting differ.
    ['3.456', undefined],
    ['3.505', undefined],
  ],
  ['document-language', ['TH', 'th'], ['ไทย', 'th'], ['English', 'en'], ['fr', undefined]],
  ['completion', ['สำเร็จการศึกษา', 'complete'], ['Completed', 'complete'], ['x', undefined]],
  ['level', ['ปริญญาตรี', 'bachelor'], ["Bachelor's", 'bachelor'], ['Ph.D.', 'doctoral']],
];

describe.each(CASES)('what was most likely meant by a %s', (kind, ...cases) => {
  it.each(cases)('that says %s: %s', (text, meant) => {
    const { value, findings } = readValue(kind, text, context);
    expect([value, findings[0]?.details?.['suggestion']]).toEqual([undefined, meant]);
    // What is proposed must be readable itself.
    if (meant !== undefined) expect(readValue(kind, meant, context).findings).toEqual([]);
  });
});

describe('a number that a spreadsheet program has cut short', () => {
  it.each(['6.60E+11', '6.6E+07', '6,60E+11'])('is nobody’s: %s', (text) => {
    expect(readValue('identifier', text, context).findings).toEqual([
      { code: 'identifier-cut-short' },
    ]);
  });

  it.each(['E+101', '66E07', 'CE+1'])('%s is an identifier as any other', (text) => {
    expect(readValue('identifier', text, context)).toEqual({ value: text, findings: [] });
  });
});
