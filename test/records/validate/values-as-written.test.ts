import { describe, expect, it } from '@jest/globals';
import type { Row } from '../support.ts';
import { check, csv } from '../support.ts';
import { number, oneSheet, table } from '../xlsx/workbook-builder.ts';

describe('what a finding shows', () => {
  it.each<[code: string, row: Row, value: string]>([
    ['date-in-future', { graduation_date: '31/05/2570' }, '31/05/2570'],
    ['date-in-future', { birth_date: '2574' }, '2574'],
    ['graduation-before-admission', { graduation_date: '1/1/2566' }, '1/1/2566'],
    ['term-in-future', { academic_year: '2573' }, '2573'],
    ['scheme-not-in-force', { academic_year: '2400' }, '2400'],
    ['gpax-mismatch', { gpax: '3' }, '3'],
    ['term-gpa-mismatch', { term_gpa: '3.4' }, '3.4'],
    ['column-unknown', { 'Shoe Size': '42' }, 'Shoe Size'],
  ])('is what stands in the file, not what was made of it: %s', (code, row, value) => {
    const { report } = check(csv(row));
    expect(report.errors.map((issue) => [issue.code, issue.value])).toEqual([[code, value]]);
  });

  it('names the admission date as it is written, and which day that is', () => {
    const { report } = check(csv({ graduation_date: '2023-01-01', admission_date: '1/8/2566' }));
    expect(report.errors[0]!.messageEn).toContain('1/8/2566 = 2023-08-01');
  });

  it('stands at the cell of the year when a term has not begun', () => {
    const { report } = check(oneSheet(table([{ academic_year: number(2573) }])));
    expect(report.errors).toMatchObject([{ code: 'term-in-future', cell: 'I2', value: '2573' }]);
  });
});
