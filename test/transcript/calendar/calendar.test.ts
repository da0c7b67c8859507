import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '../../../src/shared/instant.ts';
import {
  daysInMonth,
  formatCivilDate,
  toCivilDate,
  toCivilDateTime,
} from '../../../src/transcript/calendar/civil-date.ts';
import { compareTerms, formatTerm } from '../../../src/transcript/calendar/term-names.ts';
import type { Semester } from '../../../src/transcript/record.ts';

describe('civil dates', () => {
  it('is the date in Bangkok, seven hours ahead of UTC', () => {
    expect(toCivilDate(parseInstant('2026-11-24T16:59:59Z'))).toBe('2026-11-24');
    expect(toCivilDate(parseInstant('2026-11-24T17:00:00Z'))).toBe('2026-11-25');
    expect(toCivilDateTime(parseInstant('2026-12-31T17:00:00Z'))).toBe('2027-01-01T00:00:00');
  });

  it.each([
    ['2026-11-24', '24 พฤศจิกายน 2569', '24 November 2026'],
    ['2000-02-29', '29 กุมภาพันธ์ 2543', '29 February 2000'],
    ['1987-05', 'พฤษภาคม 2530', 'May 1987'],
    ['1977', '2520', '1977'],
  ])('prints %s in Buddhist Era in Thai and in Common Era in English', (date, th, en) => {
    expect(formatCivilDate(date, 'th')).toBe(th);
    expect(formatCivilDate(date, 'en')).toBe(en);
  });

  it('knows leap years', () => {
    expect([2000, 1900, 2024, 2023].map((year) => daysInMonth(year, 2))).toEqual([29, 28, 29, 28]);
    expect([0, 13].map((month) => daysInMonth(2024, month))).toEqual([0, 0]);
  });
});

describe('terms', () => {
  const term = (academicYear: number, semester: Semester) => ({ academicYear, semester });

  it('run 1, 2, 3, S within a year', () => {
    const terms = [term(2021, '1'), term(2020, 'S'), term(2020, '3'), term(2020, '1')];
    expect(terms.toSorted(compareTerms).map(({ semester }) => semester)).toEqual([
      '1',
      '3',
      'S',
      '1',
    ]);
  });

  it('are printed with the year of their language', () => {
    expect(formatTerm(term(2020, '1'), 'th')).toBe('ภาคต้น ปีการศึกษา 2563');
    expect(formatTerm(term(2020, 'S'), 'en')).toBe('Summer Session 2020');
  });
});
