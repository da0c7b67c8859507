import { describe, expect, it } from '@jest/globals';
import { checkRecords } from '../../../src/records/check-records.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import type { Row } from '../support.ts';
import { check, checkFixture, codesOf, csv, issuesOf, OPTIONS } from '../support.ts';

describe('figures', () => {
  it("keeps the registrar's figures where they agree", () => {
    const { report, records } = check(csv({ term_gpa: '3.5', term_gpax: '3.50', gpax: '3.5' }));
    expect(report.errors).toEqual([]);
    expect(records[0]?.record).toMatchObject({ gpax: '3.50', terms: [{ termGpa: '3.50' }] });
    expect(records[0]?.record).not.toHaveProperty('computed');
  });

  it('names both figures where they differ', () => {
    const checked = checkFixture('bad/wrong-gpa.csv');
    expect(issuesOf(checked)).toEqual(['term-gpa-mismatch@2 term_gpa', 'gpax-mismatch@2 gpax']);
    for (const { messageEn, messageTh } of checked.report.errors) {
      expect(messageEn).toContain('3.25');
      expect(messageEn).toContain('3.63');
      expect(messageTh).toContain('3.25');
      expect(messageTh).toContain('3.63');
    }
    expect(checked.report.accepted).toBe(0);
  });

  it('prints a differing figure of the registrar where the institution makes it a warning', () => {
    const { report, records } = check(csv({ gpax: '3.49' }), { gpaDifference: 'warning' });
    expect(report).toMatchObject({ errorCount: 0, warningCount: 1, accepted: 2 });
    expect(records[0]?.record.gpax).toBe('3.49');
  });

  it('rounds as the institution does', () => {
    const rows = csv({ credits: '1', grade: 'A' }, { course_code: 'A2', credits: '2', grade: 'B' });
    const figure = (rounding: 'half-up' | 'truncate', grade: string) =>
      check(rows.replace('"B"', `"${grade}"`), { rounding }).records[0]?.record.gpax;
    // 10/3 and 11/3
    expect([figure('half-up', 'B'), figure('truncate', 'B')]).toEqual(['3.33', '3.33']);
    expect([figure('half-up', 'B+'), figure('truncate', 'B+')]).toEqual(['3.67', '3.66']);
  });

  it('has no average where nothing counts, and warns of a zero there', () => {
    const withdrawn = check(csv({ grade: 'W' }));
    expect(withdrawn.report.errors).toEqual([]);
    expect(withdrawn.records[0]?.record).not.toHaveProperty('gpax');
    expect(withdrawn.records[0]?.record.terms[0]).not.toHaveProperty('termGpa');
    const zero = check(csv({ grade: 'W', term_gpa: '0.00', gpax: '0' }));
    expect(codesOf(zero)).toEqual(['gpa-without-credits', 'gpa-without-credits']);
    expect(zero.records[0]?.record).not.toHaveProperty('gpax');
    expect(codesOf(check(csv({ grade: 'W', gpax: '2.00' })))).toEqual(['gpax-mismatch']);
    expect(check(csv({ grade: 'F', gpax: '0.00' })).report.errors).toEqual([]);
  });

  it('wants a term to have one figure', () => {
    const checked = check(csv({ term_gpa: '3.50' }, { course_code: 'A2', term_gpa: '3.51' }));
    expect(issuesOf(checked)).toEqual(['value-disagrees@3 term_gpa']);
  });

  it('does not recompute what is already known to be wrong', () => {
    expect(codesOf(checkFixture('bad/wrong-grade.csv'))).toEqual([
      'grade-unknown',
      'grade-unknown',
    ]);
  });
});

describe('dates', () => {
  it('refuses graduation before admission and warns of the future', () => {
    expect(codesOf(check(csv({ graduation_date: '2023-07-31' })))).toEqual([
      'graduation-before-admission',
    ]);
    expect(codesOf(check(csv({ graduation_date: '2026-11-25' })))).toEqual(['date-in-future']);
    expect(codesOf(check(csv({ graduation_date: '2026-11-24' })))).toEqual([]);
    expect(codesOf(check(csv({ birth_date: '2026-11' })))).toEqual([]);
    expect(codesOf(check(csv({ birth_date: '2026-12' })))).toEqual(['date-in-future']);
  });

  it('takes a record with a graduation date for complete unless it says otherwise', () => {
    const completion = (row: Row) => check(csv(row)).records[0]?.record.completion;
    expect(completion({})).toBe('incomplete');
    expect(completion({ graduation_date: '2024-05-31' })).toBe('complete');
    expect(completion({ completion: 'provisional' })).toBe('provisional');
  });
});

describe('terms', () => {
  it('warn when they cannot have begun', () => {
    const terms = (academic_year: string, semester: string) =>
      issuesOf(check(csv({ academic_year, semester })));
    expect(terms('2026', '1')).toEqual([]);
    expect(terms('2569', '2')).toEqual([]);
    expect(terms('2026', 'S')).toEqual(['term-in-future@2 academic_year']);
    expect(terms('2570', '1')).toEqual(['term-in-future@2 academic_year']);
    expect(check(csv({ academic_year: '2030' })).report).toMatchObject({
      accepted: 2,
      warningCount: 1,
    });
  });

  it('must lie within the time for which the grading scheme holds', () => {
    const within = (academic_year: string, semester: string) =>
      codesOf(
        check(csv({ academic_year, semester }), {
          scheme: { ...OPTIONS.scheme, validFrom: '2010-06-01', validUntil: '2020-05-31' },
        }),
      );
    expect(within('2010', '1')).toEqual([]);
    expect(within('2009', '2')).toEqual([]);
    expect(within('2008', '2')).toEqual(['scheme-not-in-force']);
    expect(within('2019', 'S')).toEqual([]);
    expect(within('2020', '1')).toEqual([]);
    expect(within('2020', '2')).toEqual(['scheme-not-in-force']);
  });
});

describe('records that are there twice', () => {
  const file = (name: string, text: string) => ({ name, bytes: utf8Bytes(text) });

  it('count once when they say the same', () => {
    const checked = checkRecords([file('a', csv({})), file('b', csv({}))], OPTIONS);
    expect(checked.report).toMatchObject({ records: 2, accepted: 2, errorCount: 0 });
    expect(codesOf(checked)).toEqual(['record-repeated']);
    expect(checked.records.map((record) => record.file)).toEqual(['a', 'a']);
  });

  it('are refused both when they differ', () => {
    const files = [
      file('a', csv({})),
      file('b', csv({ grade: 'A' })),
      file('c', csv({ grade: 'B' })),
    ];
    const checked = checkRecords(files, OPTIONS);
    expect(checked.report).toMatchObject({ records: 6, accepted: 0 });
    expect(checked.report.errors.map(({ file: name, code }) => `${name} ${code}`)).toEqual([
      'a record-conflict',
      'b record-conflict',
      'c record-conflict',
    ]);
  });

  it('are compared for each language alone', () => {
    const files = [file('a', csv({})), file('b', csv({ document_language: 'en', grade: 'A' }))];
    const checked = checkRecords(files, OPTIONS);
    expect(checked.records.map(({ record }) => record.documentLanguage)).toEqual(['th']);
    expect(checked.report).toMatchObject({ records: 3, accepted: 1, errorCount: 2 });
  });
});

describe('limits', () => {
  it('refuses a record with more than 400 courses', () => {
    const rows = (count: number) =>
      csv(...Array.from({ length: count }, (_, index) => ({ course_code: `A${index}` })));
    expect(check(rows(400)).report.accepted).toBe(2);
    expect(codesOf(check(rows(401)))).toEqual(['too-many-courses']);
  });

  it('keeps the first issues and counts all', () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      course_code: `A${index}`,
      grade: '?',
    }));
    const { report } = check(csv(...rows), { limits: { reportedIssues: 10 } });
    expect(report.errorCount).toBe(30);
    expect(report.errors).toHaveLength(10);
  });

  it('keeps errors before warnings', () => {
    const warnings = Array.from({ length: 9 }, (_, index) => ({
      student_id: String(index),
      graduation_date: '2030-01-01',
    }));
    const rows = [...warnings, { student_id: 'X', graduation_date: '', grade: '?' }];
    const { report } = check(csv(...rows), { limits: { reportedIssues: 3 } });
    expect(report).toMatchObject({ errorCount: 1, warningCount: 9 });
    expect(report.errors.map(({ code, line }) => `${code}@${String(line)}`)).toEqual([
      'date-in-future@2',
      'date-in-future@3',
      'grade-unknown@11',
    ]);
  });

  it('counts the courses of a record with more than 400, and keeps none of them', () => {
    const rows = Array.from({ length: 450 }, (_, index) => ({ course_code: `A${index}` }));
    expect(check(csv(...rows)).report).toMatchObject({ courses: 450, accepted: 0, errorCount: 1 });
  });

  it('refuses too large files before reading them', () => {
    expect(codesOf(check(csv({}), { limits: { fileBytes: 10 } }))).toEqual(['file-too-large']);
  });
});

describe('files that are no records', () => {
  it('are called unknown where nobody knows them', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13);
    expect(check(png).report).toMatchObject({ format: 'unknown', accepted: 0, errorCount: 1 });
    expect(codesOf(check('%PDF-1.7\n\u0000'))).toEqual(['format-unknown']);
  });
});
