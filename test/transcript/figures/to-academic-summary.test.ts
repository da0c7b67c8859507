import { describe, expect, it } from '@jest/globals';
import { toAcademicSummary } from '../../../src/transcript/figures/to-academic-summary.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';
import { sampleRecord } from '../support.ts';

const scheme = defaultGradingScheme();

describe('toAcademicSummary', () => {
  it('adds credits up per term and cumulatively, each in its own way', () => {
    const { terms, total } = toAcademicSummary(sampleRecord(), scheme);
    expect(terms[0]).toEqual({
      registeredHundredths: 1050,
      earnedHundredths: 900,
      calculatedHundredths: 300,
      pointsTenThousandths: 105_000,
      cumulative: {
        registeredHundredths: 1050,
        earnedHundredths: 900,
        calculatedHundredths: 300,
        pointsTenThousandths: 105_000,
      },
      gpaHundredths: 350,
      gpaxHundredths: 350,
    });
    expect(terms[1]).toMatchObject({
      registeredHundredths: 500,
      earnedHundredths: 400,
      calculatedHundredths: 500,
    });
    expect(total).toEqual({
      registeredHundredths: 1550,
      earnedHundredths: 1300,
      calculatedHundredths: 800,
      pointsTenThousandths: 215_000,
    });
  });

  it("counts repeated courses by the institution's rule, in what is cumulative alone", () => {
    const record = sampleRecord();
    const [first, second] = record.terms;
    const retaken = { ...first!.courses[0]!, grade: 'A' };
    const terms = [first!, { ...second!, courses: [retaken] }];
    const summary = toAcademicSummary({ ...record, terms }, scheme, {
      rule: 'latest',
      mayRepeat: [],
    });
    expect(summary.terms[1]).toMatchObject({ earnedHundredths: 300, calculatedHundredths: 300 });
    expect(summary.terms[0]!.cumulative).toMatchObject({ earnedHundredths: 900 });
    expect(summary.total).toEqual({
      registeredHundredths: 1350,
      earnedHundredths: 900,
      calculatedHundredths: 300,
      pointsTenThousandths: 120_000,
    });
  });

  it("prints the registrar's averages, not its own", () => {
    const summary = toAcademicSummary(sampleRecord({ gpax: '3.19' }), scheme);
    expect(summary.gpaxHundredths).toBe(319);
    expect(summary.terms[1]?.gpaHundredths).toBe(275);
  });

  it('takes transferred credits from the registrar, otherwise from courses taken over', () => {
    const stated = toAcademicSummary(sampleRecord({ transferredCredits: '12' }), scheme);
    expect(stated.transferredHundredths).toBe(1200);
    expect(toAcademicSummary(sampleRecord(), scheme).transferredHundredths).toBe(600);
  });

  it('has no average where the record states none', () => {
    const { gpax: _gpax, ...withoutGpax } = sampleRecord();
    expect(toAcademicSummary(withoutGpax, scheme)).not.toHaveProperty('gpaxHundredths');
    expect(_gpax).toBe('3.20');
  });

  it('refuses a grade that the scheme does not have', () => {
    const record = sampleRecord({
      terms: [
        {
          academicYear: 2020,
          semester: '1',
          courses: [{ courseCode: 'X', courseTitleEn: 'X', credits: '3', grade: 'Z' }],
        },
      ],
    });
    expect(() => toAcademicSummary(record, scheme)).toThrow(RangeError);
  });
});
