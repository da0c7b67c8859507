import type { Row } from '../support.ts';
import { csv } from '../support.ts';
import type { CheckRecordsOptions } from '../../../src/records/check-records.ts';
import { chapter, csvFile, error, says, warning } from './collection-case.ts';
import type { CollectionCase, ExpectedIssue } from './collection-case.ts';

/** Courses as `credits grade`, in one term unless a third word names it (`2023/2`). */
function courses(list: readonly string[], figures: Row = {}, others: Row = {}): string {
  return csv(
    ...list.map((written, index) => {
      const [credits, grade, term] = written.split(' ');
      const [academic_year, semester] = (term ?? '2023/1').split('/');
      return {
        course_code: `A${index}`,
        credits,
        grade,
        academic_year,
        semester,
        ...(index === 0
          ? figures
          : Object.fromEntries(Object.keys(figures).map((name) => [name, '']))),
        ...others,
      };
    }),
  );
}

function figures(
  title: string,
  list: readonly string[],
  stated: Row,
  issues: readonly ExpectedIssue[] = [],
  options?: Partial<CheckRecordsOptions>,
): CollectionCase {
  return csvFile(title, courses(list, stated), { courses: list.length, issues }, options);
}

const TRUNCATE = { rounding: 'truncate' } as const;

export const GPA_CHAPTER = chapter('grades and figures', [
  says(
    'The registrar’s figures are recomputed (points over calculated credits, per term and cumulative) and a difference is an error naming both figures',
    [
      figures('all figures right', ['3 A', '3 B'], {
        term_gpa: '3.50',
        term_gpax: '3.50',
        gpax: '3.50',
      }),
      figures('a wrong term figure', ['3 A', '3 B'], { term_gpa: '3.51' }, [
        error('term-gpa-mismatch', {
          line: 2,
          column: 'term_gpa',
          value: '3.51',
          computed: '3.50',
        }),
      ]),
      figures('a wrong figure up to the term', ['3 A', '3 B'], { term_gpax: '3.00' }, [
        error('term-gpax-mismatch', { line: 2, column: 'term_gpax', computed: '3.50' }),
      ]),
      figures('a wrong cumulative figure', ['3 A', '3 B'], { gpax: '3.05' }, [
        error('gpax-mismatch', { line: 2, column: 'gpax', value: '3.05', computed: '3.50' }),
      ]),
      figures(
        'all three wrong',
        ['3 A', '3 B'],
        { term_gpa: '3.1', term_gpax: '3.2', gpax: '3.3' },
        [error('term-gpa-mismatch'), error('term-gpax-mismatch'), error('gpax-mismatch')],
      ),
      csvFile(
        'figures of the second term cumulate over the first',
        csv(
          { term_gpa: '3.50', term_gpax: '3.50' },
          { course_code: 'A2', semester: '2', grade: 'C+', term_gpa: '2.50', term_gpax: '3.00' },
        ),
        { courses: 2 },
      ),
      csvFile('a stated figure above the scale', csv({ gpax: '4.50' }), {
        issues: [error('gpax-mismatch', { computed: '3.50' })],
      }),
      csvFile(
        'an institution may set it to a warning',
        csv({ gpax: '3.49' }),
        { issues: [warning('gpax-mismatch', { column: 'gpax' })] },
        { gpaDifference: 'warning' },
      ),
    ],
  ),
  says('rounding half-up or truncate per institution; without an institution half-up', [
    figures('2.125 half-up is 2.13', ['7 C', '1 B'], { gpax: '2.13' }),
    figures('2.125 cut is an error with half-up', ['7 C', '1 B'], { gpax: '2.12' }, [
      error('gpax-mismatch', { computed: '2.13' }),
    ]),
    figures('2.125 truncated is 2.12', ['7 C', '1 B'], { gpax: '2.12' }, [], TRUNCATE),
    figures(
      '2.125 rounded is an error with truncate',
      ['7 C', '1 B'],
      { gpax: '2.13' },
      [error('gpax-mismatch', { computed: '2.12' })],
      TRUNCATE,
    ),
    figures('1.005, which binary fractions make 1.00', ['199 D', '1 C'], { gpax: '1.01' }),
    figures('2.675, which binary fractions make 2.67', ['27 B', '13 C'], { gpax: '2.68' }),
    figures('3.666 half-up', ['2 A', '1 B'], { gpax: '3.67' }),
    figures('3.666 truncated', ['2 A', '1 B'], { gpax: '3.66' }, [], TRUNCATE),
    figures('3.995 is 4.00', ['199 A', '1 B'], { gpax: '4.00' }),
    figures('half credits', ['1.5 A', '2.5 B+'], { gpax: '3.69' }),
  ]),
  says('W, I, S, U, AU, P, NP, IP, T without points: not in the figures; F counts with 0', [
    figures('W does not count', ['3 A', '3 W'], { gpax: '4.00' }),
    figures('I does not count', ['3 A', '3 I'], { gpax: '4.00' }),
    figures('S and U do not count', ['3 A', '3 S', '3 U'], { gpax: '4.00' }),
    figures('P, NP, IP and AU do not count', ['3 A', '3 P', '3 NP', '3 IP', '3 AU'], {
      gpax: '4.00',
    }),
    figures('T does not count', ['3 A', '30 T'], { gpax: '4.00' }),
    figures('F counts', ['3 A', '3 F'], { gpax: '2.00' }),
    figures('F left out is an error', ['3 A', '3 F'], { gpax: '4.00' }, [
      error('gpax-mismatch', { computed: '2.00' }),
    ]),
    figures('F alone is 0.00', ['3 F'], { gpax: '0.00', term_gpa: '0' }),
    csvFile('transferred credits do not count', csv({ transferred_credits: '30', gpax: '3.50' })),
    csvFile(
      'transferred credits beside T',
      csv({ transferred_credits: '3' }, { course_code: 'A2', grade: 'T' }),
      { courses: 2 },
    ),
  ]),
  says('A term without calculated credits has no term GPA; 0.00 there is a warning', [
    figures('without a figure', ['3 W'], {}),
    figures('with 0.00', ['3 W'], { term_gpa: '0.00' }, [
      warning('gpa-without-credits', { line: 2, column: 'term_gpa' }),
    ]),
    figures('with 0', ['3 S'], { term_gpa: '0', gpax: '0' }, [
      warning('gpa-without-credits', { column: 'term_gpa' }),
      warning('gpa-without-credits', { column: 'gpax' }),
    ]),
    figures('with another figure', ['3 W'], { term_gpa: '3.00' }, [
      error('term-gpa-mismatch', { column: 'term_gpa' }),
    ]),
    figures('with courses of no credits', ['0 A'], { term_gpa: '0.00' }, [
      warning('gpa-without-credits'),
    ]),
    csvFile(
      'a term of W behind a good one keeps the cumulative figure',
      csv({}, { course_code: 'A2', semester: '2', grade: 'W', term_gpax: '3.50' }),
      { courses: 2 },
    ),
  ]),
  says(
    'One course twice in a term: equal rows a warning, different rows an error; the same course in two terms counts both times',
    [
      csvFile('equal rows', csv({}, {}), {
        courses: 2,
        issues: [warning('course-repeated', { line: 3, column: 'course_code' })],
      }),
      csvFile('rows that differ in the grade', csv({}, { grade: 'A' }), {
        courses: 2,
        issues: [error('course-conflict', { line: 3 })],
      }),
      csvFile('rows that differ in the title', csv({}, { course_title_en: 'Two' }), {
        courses: 2,
        issues: [error('course-conflict', { line: 3 })],
      }),
      csvFile('the term once in each era', csv({}, { academic_year: '2566' }), {
        courses: 2,
        issues: [warning('course-repeated', { line: 3 })],
      }),
      csvFile(
        'in two terms both count',
        csv({ grade: 'F', gpax: '2.00' }, { semester: '2', grade: 'A' }),
        { courses: 2 },
      ),
      csvFile(
        'in two years both count',
        csv({ grade: 'D', gpax: '2.50' }, { academic_year: '2024', grade: 'A' }),
        { courses: 2 },
      ),
      csvFile(
        'codes that differ in case are two courses',
        csv({ course_code: 'a1' }, { course_code: 'A1' }),
        { courses: 2 },
      ),
    ],
  ),
  says('Within a year the terms run 1, 2, 3, S', [
    csvFile(
      'cumulative figures follow 1, 2, 3, S whatever the order of rows',
      csv(
        { semester: 'S', grade: 'F', term_gpax: '2.25' },
        { semester: '3', course_code: 'A2', grade: 'C', term_gpax: '3.00' },
        { semester: '2', course_code: 'A3', grade: 'B', term_gpax: '3.50' },
        { semester: '1', course_code: 'A4', grade: 'A', term_gpax: '4.00' },
      ),
      { courses: 4 },
    ),
    csvFile(
      'years go before terms',
      csv(
        { academic_year: '2567', semester: '1', grade: 'F', term_gpax: '2.00' },
        { academic_year: '2566', semester: 'S', course_code: 'A2', grade: 'A', term_gpax: '4.00' },
      ),
      { courses: 2 },
    ),
  ]),
  says('default complete if there is a graduation date', [
    csvFile('without a date and a status', csv({})),
    csvFile('complete without a date', csv({ completion: 'complete' })),
    csvFile(
      'provisional with a date',
      csv({ completion: 'provisional', graduation_date: '2024-05-31' }),
    ),
  ]),
]);
