import { describe, expect, it } from '@jest/globals';
import type { ValueKind } from '../../../src/records/columns.ts';
import { readValue } from '../../../src/records/values/value-readers.ts';
import { gradesByCode } from '../../../src/transcript/figures/course-sums.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';

const scheme = defaultGradingScheme();
const context = { scheme, grades: gradesByCode(scheme) };

function read(kind: ValueKind, text: string): string | readonly string[] {
  const { value, findings } = readValue(kind, text, context);
  const codes = findings.map(({ code }) => code);
  if (value === undefined) return codes;
  return codes.length === 0 ? value : [value, ...codes];
}

function hint(kind: ValueKind, text: string): string | undefined {
  return readValue(kind, text, context).findings[0]?.details?.['hintEn'];
}

describe('dates', () => {
  it.each([
    ['2023-08-01', '2023-08-01'],
    ['2566-08-01', '2023-08-01'],
    ['01/08/2566', '2023-08-01'],
    ['1/8/2023', '2023-08-01'],
    ['29/02/2543', '2000-02-29'],
    ['2006-05-04T00:00:00.0', '2006-05-04'],
    ['2020-05-04T18:13:51.0', '2020-05-04'],
    ['2006-05-04T23:59:59+07:00', '2006-05-04'],
    ['2006-05-04T00:00:00Z', '2006-05-04'],
    ['2006-05-04+07:00', '2006-05-04'],
  ])('reads %s as %s', (text, expected) => {
    expect(read('date', text)).toBe(expected);
  });

  it.each([
    ['29/02/2566', 'date-does-not-exist'],
    ['2023-02-29', 'date-does-not-exist'],
    ['2023-13-01', 'date-does-not-exist'],
    ['31/04/2023', 'date-does-not-exist'],
    ['00/01/2023', 'date-does-not-exist'],
    ['2023', 'date-incomplete'],
    ['2023-08', 'date-incomplete'],
    ['1/8/66', 'date-invalid'],
    ['2023/08/01', 'date-invalid'],
    ['0001-01-01', 'date-invalid'],
    ['9999-01-01', 'date-invalid'],
    ['๑/๘/๒๕๖๖', 'date-invalid'],
    ['45139', 'date-invalid'],
  ])('refuses %s: %s', (text, code) => {
    expect(read('date', text)).toEqual([code]);
  });

  it('suggests what was probably meant', () => {
    expect(hint('date', '๑/๘/๒๕๖๖')).toContain('"1/8/2566"');
    expect(hint('date', '1.8.2566')).toContain('"1/8/2566"');
    expect(hint('date', '2023/08/01')).toContain('"2023-08-01"');
  });

  it.each([
    ['1987', '1987'],
    ['2530', '1987'],
    ['1987-05', '1987-05'],
    ['2530-05', '1987-05'],
    ['05/05/2530', '1987-05-05'],
  ])('reads the birth date %s as %s', (text, expected) => {
    expect(read('partial-date', text)).toBe(expected);
  });

  it('refuses a month that does not exist', () => {
    expect(read('partial-date', '1987-13')).toEqual(['date-does-not-exist']);
    expect(read('partial-date', '1987-00')).toEqual(['date-does-not-exist']);
  });
});

describe('numbers', () => {
  it.each([
    ['3', '3'],
    ['3.50', '3.5'],
    ['0', '0'],
    ['1.25', '1.25'],
  ])('reads %s credits as %s', (text, expected) => {
    expect(read('credits', text)).toBe(expected);
  });

  it.each(['-3', '๓', '3,5', '1.255', '1e1', '3 ', 'three', '3(3-0-6)'])(
    'refuses "%s" credits',
    (text) => {
      expect(read('credits', text)).toEqual(['number-invalid']);
    },
  );

  it('suggests digits for Thai digits and a point for a comma', () => {
    expect(hint('credits', '๓')).toContain('"3"');
    expect(hint('credits', '1,5')).toContain('"1.5"');
    expect(hint('gpa', '๓.๒๕')).toContain('"3.25"');
  });

  it.each([
    ['3', '3.00'],
    ['3.5', '3.50'],
    ['3.25', '3.25'],
  ])('reads the average %s as %s', (text, expected) => {
    expect(read('gpa', text)).toBe(expected);
  });

  it.each(['3.255', '3.250', '', 'A'])('refuses the average "%s"', (text) => {
    expect(read('gpa', text)).toEqual(['gpa-invalid']);
  });

  it('reads academic years of both eras', () => {
    expect(read('academic-year', '2563')).toBe('2020');
    expect(read('academic-year', '2020')).toBe('2020');
    expect(read('academic-year', '63')).toEqual(['year-invalid']);
    expect(hint('academic-year', '๒๕๖๓')).toContain('"2563"');
  });
});

describe('listed values', () => {
  it('takes them exactly as listed', () => {
    expect(read('semester', '1')).toBe('1');
    expect(read('semester', 'S')).toBe('S');
    expect(read('semester', 'ภาคต้น')).toBe('1');
    expect(read('semester', 'ภาคปลาย')).toBe('2');
    expect(read('semester', 'ภาคฤดูร้อน')).toBe('S');
    expect(read('grade', 'B+')).toBe('B+');
    expect(read('level', 'master')).toBe('master');
    expect(read('document-language', 'both')).toBe('both');
  });

  it.each([
    ['grade', 'B + ', 'B+'],
    ['grade', 'b+', 'B+'],
    ['grade', 'Ａ', 'A'],
    ['semester', 's', 'S'],
    ['semester', '๑', '1'],
    ['level', 'Bachelor', 'bachelor'],
    ['level', 'bachelors', 'bachelor'],
    ['completion', 'Complete', 'complete'],
    ['document-language', 'TH', 'th'],
  ] as const)('suggests for the %s "%s": %s', (kind, text, suggestion) => {
    expect(readValue(kind, text, context).value).toBeUndefined();
    expect(hint(kind, text)).toContain(`"${suggestion}"`);
  });

  it('suggests nothing for what is far away', () => {
    expect(hint('grade', 'E')).toBeUndefined();
    expect(read('grade', 'E')).toEqual(['grade-unknown']);
    expect(hint('level', 'doctor of everything')).toBeUndefined();
  });
});

describe('identifiers', () => {
  it('knows the check digit of a citizen id', () => {
    expect(read('citizen-id', '9000000000012')).toBe('9000000000012');
    expect(read('citizen-id', '9000000000013')).toEqual([
      '9000000000013',
      'citizen-id-check-digit',
    ]);
    expect(read('citizen-id', '9-0000-00000-01-2')).toEqual([
      '9-0000-00000-01-2',
      'citizen-id-length',
    ]);
  });

  it('knows a mail address from a name', () => {
    expect(read('email', 'a.b+c@mail.example.org')).toBe('a.b+c@mail.example.org');
    for (const text of ['a', 'a@b', 'a@b.c, d@e.f', 'A <a@b.org>', 'a@b..org', '@b.org']) {
      expect(read('email', text)).toEqual(['email-invalid']);
    }
  });

  it('limits their length', () => {
    expect(read('identifier', 'x'.repeat(64))).toBe('x'.repeat(64));
    expect(read('identifier', 'x'.repeat(65))).toEqual(['identifier-invalid']);
  });
});
