import { describe, expect, it } from '@jest/globals';
import { encodeMessages } from '../../../src/records/convert/encode-messages.ts';
import { parseUtf8 } from '../../../src/shared/bytes.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';
import type { RepeatedCourses } from '../../../src/transcript/repeated-courses.ts';
import { sommutUniversity } from '../../transcript/support.ts';
import type { Row } from '../support.ts';
import { check, codesOf, csv } from '../support.ts';

const latest: RepeatedCourses = { rule: 'latest', mayRepeat: [] };
const second = { academic_year: '2024' };

/** The same course in two terms: D, then A. */
function regrade(first: Row = {}, again: Row = {}): string {
  return csv({ grade: 'D', ...first }, { ...second, grade: 'A', ...again });
}

describe('a course taken in two terms', () => {
  it('counts both times where the institution says nothing', () => {
    const { report, records } = check(regrade());
    expect(report.errors).toEqual([]);
    expect(records[0]?.record).toMatchObject({ gpax: '2.50', terms: [{}, { termGpax: '2.50' }] });
  });

  it("counts by the institution's rule, cumulatively and not within a term", () => {
    const { report, records } = check(regrade(), { repeatedCourses: latest });
    expect(report.errors).toEqual([]);
    expect(records[0]?.record).toMatchObject({
      gpax: '4.00',
      terms: [
        { termGpa: '1.00', termGpax: '1.00' },
        { termGpa: '4.00', termGpax: '4.00' },
      ],
    });
  });

  it("holds the registrar's figures to the same rule", () => {
    const stated = regrade({ gpax: '4', term_gpax: '1' }, { term_gpax: '4.00' });
    expect(codesOf(check(stated, { repeatedCourses: latest }))).toEqual([]);
    expect(codesOf(check(stated))).toEqual(['gpax-mismatch', 'term-gpax-mismatch']);
  });

  it('names the rule by which a differing figure would be right', () => {
    const [gpax] = check(regrade({ gpax: '4.00' })).report.errors;
    expect(gpax?.messageEn).toContain('(repeatedCourses: latest, best)');
    expect(gpax?.messageTh).toContain('(repeatedCourses: latest, best)');
    const other = check(regrade({ gpax: '2.50' }), { repeatedCourses: latest }).report.errors[0];
    expect(other?.messageEn).toContain('(repeatedCourses: count-all, earn-once, replace-failed)');
    const wrong = check(regrade({ gpax: '3.99' })).report.errors[0];
    expect(wrong?.code).toBe('gpax-mismatch');
    expect(wrong?.messageEn).not.toContain('repeatedCourses');
    const once = check(csv({ gpax: '4.00' })).report.errors[0];
    expect(once?.messageEn).not.toContain('repeatedCourses');
  });

  it('is pointed out where its credits differ, unless it may be repeated', () => {
    const thesis = regrade({ credits: '6' }, { credits: '12' });
    const found = check(thesis, { repeatedCourses: latest });
    expect(found.report.errors).toMatchObject([
      { code: 'repeated-with-other-credits', severity: 'warning', line: 3, value: 'A1' },
    ]);
    const mayRepeat = check(thesis, { repeatedCourses: { rule: 'latest', mayRepeat: ['A*'] } });
    expect(mayRepeat.report.errors).toEqual([]);
    expect(mayRepeat.records[0]?.record.gpax).toBe('3.00');
    expect(check(thesis).report.errors).toEqual([]);
  });

  it('is pointed out where a fail takes a pass away', () => {
    const failed = regrade({}, { grade: 'F' });
    const codes = (rule: RepeatedCourses['rule']) =>
      codesOf(check(failed, { repeatedCourses: { rule, mayRepeat: [] } }));
    expect(codes('latest')).toEqual(['pass-replaced-by-fail']);
    expect(codes('best')).toEqual([]);
    const withdrawn = regrade({}, { grade: 'W' });
    expect(codesOf(check(withdrawn, { repeatedCourses: latest }))).toEqual([]);
  });

  it('goes round through the national message by the same rule', () => {
    const institution = { ...sommutUniversity(), repeatedCourses: latest };
    const records = check(regrade({}, { credits: '4' }), { repeatedCourses: latest }).records;
    const messages = [
      ...encodeMessages(
        records.map(({ record }) => record),
        {
          scheme: defaultGradingScheme(),
          institution,
          issuedAt: parseInstant('2026-11-24T02:00:00Z'),
        },
      ),
    ];
    const [message] = messages;
    expect(parseUtf8(message!.bytes)).toContain('<tc:TotalCreditEarned>4</tc:TotalCreditEarned>');
    const again = check(message!.bytes, { repeatedCourses: latest });
    expect(codesOf(again)).toEqual(['repeated-with-other-credits']);
    expect(again.records[0]?.record).toEqual(records[0]?.record);
    const other = check(message!.bytes);
    expect(new Set(codesOf(other))).toContain('credit-sum-mismatch');
    const sum = other.report.errors.find(({ code }) => code === 'credit-sum-mismatch');
    expect(sum?.messageEn).toContain('(repeatedCourses: earn-once, replace-failed, latest, best)');
  });
});
