import { csv } from '../support.ts';
import { chapter, csvFile, error, says, warning } from './collection-case.ts';
import type { CollectionCase } from './collection-case.ts';

function date(
  value: string,
  column = 'admission_date',
  others: Readonly<Record<string, string>> = {},
): CollectionCase {
  return csvFile(`${column} "${value}"`, csv({ [column]: value, ...others }));
}

function noDate(value: string, suggestion?: string, column = 'admission_date'): CollectionCase {
  return csvFile(`${column} "${value}"`, csv({ [column]: value }), {
    issues: [
      error(undefined, { line: 2, column, value, ...(suggestion !== undefined && { suggestion }) }),
    ],
  });
}

export const DATES_CHAPTER = chapter('dates and years', [
  says(
    'Dates: YYYY-MM-DD, DD/MM/YYYY or D/M/YYYY, in CE or Buddhist Era (year >= 2400 means BE, minus 543)',
    [
      date('2023-08-01'),
      date('2566-08-01'),
      date('01/08/2023'),
      date('1/8/2566'),
      date('29/2/2543'),
      date('29/02/2567'),
      date('2000-02-29'),
      date('31/12/2565'),
      noDate('29/2/2544'),
      noDate('29/2/2566'),
      noDate('31/4/2566'),
      noDate('2023-02-30'),
      noDate('0/8/2566'),
      noDate('2023-13-01'),
      noDate('8/31/2023'),
      noDate('1/8/66'),
      noDate('2023-8-1'),
      noDate('20230801'),
      noDate('1.8.2566', '1/8/2566'),
      noDate('1-8-2566', '1/8/2566'),
      noDate('1 สิงหาคม 2566'),
      noDate('Aug 1, 2023'),
      noDate('2023'),
      noDate('2023-08'),
      noDate('0000-00-00'),
    ],
  ),
  says("ETDA's 2006-05-04T00:00:00.0 is a civil date, never shifted by a time zone", [
    csvFile(
      'a time of day at the edge of the day',
      csv(
        { admission_date: '2023-08-01T23:59:59.0' },
        { course_code: 'A2', admission_date: '2023-08-01' },
      ),
      { courses: 2 },
    ),
    csvFile(
      'a time zone that would shift it back',
      csv(
        { admission_date: '2023-08-01T00:00:00+07:00' },
        { course_code: 'A2', admission_date: '1/8/2566' },
      ),
      { courses: 2 },
    ),
    csvFile(
      'Zulu',
      csv(
        { admission_date: '2023-08-01T17:00:00Z' },
        { course_code: 'A2', admission_date: '1/8/2566' },
      ),
      { courses: 2 },
    ),
  ]),
  says('Birth dates may be partial (1987, 1987-05)', [
    date('1987', 'birth_date'),
    date('2530', 'birth_date'),
    date('1987-05', 'birth_date'),
    date('2530-05', 'birth_date'),
    date('4/5/2530', 'birth_date'),
    noDate('1987-13', undefined, 'birth_date'),
    noDate('1987-5', undefined, 'birth_date'),
    noDate('87', undefined, 'birth_date'),
    csvFile(
      'a partial birth date in both eras agrees',
      csv({ birth_date: '1987-05' }, { course_code: 'A2', birth_date: '2530-05' }),
      { courses: 2 },
    ),
  ]),
  says(
    'a number in place of a date is no date; the date of a spreadsheet is suggested where one can be sure',
    [
      noDate('45139', '2023-08-01'),
      noDate('36526', '2000-01-01'),
      noDate('243466', '2566-08-01'),
      csvFile('a birth date', csv({ birth_date: '36526' }), {
        issues: [error('date-invalid', { column: 'birth_date', suggestion: '2000-01-01' })],
      }),
      csvFile('a number of which one cannot be sure', csv({ admission_date: '12' }), {
        issues: [error('date-invalid', { column: 'admission_date', value: '12' })],
      }),
    ],
  ),
  says('Graduation before admission: error; in the future: warning', [
    csvFile('graduation before admission', csv({ graduation_date: '2023-07-31' }), {
      issues: [error('graduation-before-admission', { line: 2, column: 'graduation_date' })],
    }),
    csvFile(
      'graduation before admission because eras are mixed up',
      csv({ admission_date: '1/8/2566', graduation_date: '31/5/1983' }),
      { issues: [error('graduation-before-admission')] },
    ),
    csvFile('graduation on the day of admission', csv({ graduation_date: '2023-08-01' })),
    csvFile('graduation tomorrow', csv({ graduation_date: '2026-11-25' }), {
      issues: [warning('date-in-future', { line: 2, column: 'graduation_date' })],
    }),
    csvFile('graduation today', csv({ graduation_date: '24/11/2569' })),
    csvFile('admission in the future', csv({ admission_date: '2027-08-01' }), {
      issues: [warning('date-in-future', { column: 'admission_date' })],
    }),
    csvFile('birth in the future', csv({ birth_date: '2027' }), {
      issues: [warning('date-in-future', { column: 'birth_date' })],
    }),
  ]),
  says('academic_year: BE or CE', [
    date('2023', 'academic_year'),
    date('2566', 'academic_year'),
    csvFile(
      'one term in both eras is one term',
      csv({ term_gpa: '3.50' }, { course_code: 'A2', academic_year: '2566', term_gpa: '3.40' }),
      { courses: 2, issues: [error('value-disagrees', { column: 'term_gpa' })] },
    ),
    noDate('66', undefined, 'academic_year'),
    noDate('2566/2567', undefined, 'academic_year'),
    noDate('2023.0', undefined, 'academic_year'),
    csvFile('a term that has not begun', csv({ academic_year: '2570' }), {
      issues: [warning('term-in-future', { line: 2, column: 'academic_year' })],
    }),
    csvFile(
      'a year of the Common Era that was meant to be Buddhist',
      csv({ academic_year: '2065' }),
      { issues: [warning('term-in-future', { line: 2 })] },
    ),
  ]),
]);
