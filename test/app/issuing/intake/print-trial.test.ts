import { describe, expect, it } from '@jest/globals';
import { PrintTrial } from '../../../../src/app/issuing/intake/print-trial.ts';
import { refuseUnprintable } from '../../../../src/app/issuing/intake/refuse-unprintable.ts';
import type { CheckedRecords } from '../../../../src/records/check-records.ts';
import type { TranscriptRecord } from '../../../../src/transcript/record.ts';
import { fixtureRecords, readInstitutions } from '../../../support/issuing-world.ts';

const trial = new PrintTrial(readInstitutions(), 'templates/transcripts');
const [record] = fixtureRecords(1, 'en') as [TranscriptRecord];
const problemsOf = (...records: TranscriptRecord[]) =>
  trial.findProblems('99001', 'classic', records);

describe('trying whether records can be printed', () => {
  it('has nothing to say of the shipped records', () => {
    expect(problemsOf(...fixtureRecords(12, 'th'), ...fixtureRecords(12, 'en'))).toEqual([]);
  });

  it('names the property and the characters that the typeface does not have', () => {
    const unusual = { ...record, givenNameEn: 'Somm李ut李', familyNameTh: 'สมมติ😀' };
    expect(problemsOf(record, unusual)).toEqual([
      {
        recordIndex: 1,
        code: 'character-not-printable',
        property: expect.stringMatching(/^(givenNameEn|familyNameTh)$/),
        characters: expect.stringMatching(/^(李|😀)$/u),
      },
      expect.objectContaining({ recordIndex: 1, code: 'character-not-printable' }),
    ]);
  });

  it('looks into courses too', () => {
    const [term] = record.terms;
    const [course] = term!.courses;
    const terms = [{ ...term!, courses: [{ ...course!, courseTitleEn: '数学' }] }];
    expect(problemsOf({ ...record, terms })).toEqual([
      {
        recordIndex: 0,
        code: 'character-not-printable',
        property: 'courseTitleEn',
        characters: '数学',
      },
    ]);
  });

  it('does not mind what is never printed', () => {
    expect(problemsOf({ ...record, email: '李@example.com' })).toEqual([]);
  });

  it('finds a text that is longer than its place, and lets a long one pass that fits', () => {
    const long = (length: number) => 'Wonderful words '.repeat(300).slice(0, length).trim();
    const problems = problemsOf(
      { ...record, thesisTitleEn: long(200) },
      { ...record, thesisTitleEn: long(4000) },
      { ...record, givenNameEn: long(300) },
    );
    expect(problems.map(({ recordIndex, code }) => [recordIndex, code])).toEqual([
      [1, 'text-does-not-fit'],
      [2, 'text-does-not-fit'],
    ]);
  });
});

describe('refusing what cannot be printed', () => {
  const checked = (format: 'csv' | 'json'): CheckedRecords => ({
    report: {
      format,
      encoding: 'utf-8',
      records: 2,
      courses: 1,
      accepted: 2,
      errorCount: 0,
      warningCount: 0,
      errors: [],
    },
    records: [
      { file: 'f', row: 2, record },
      { file: 'f', row: 2, record: { ...record, documentLanguage: 'th' } },
    ],
  });
  const problem = (recordIndex: number) => ({
    recordIndex,
    code: 'character-not-printable' as const,
    property: 'familyNameTh',
    characters: '李',
  });

  it('reports a problem of both languages once, at the place that the format has', () => {
    const csv = refuseUnprintable(checked('csv'), [problem(0), problem(1)]);
    expect(csv.records).toEqual([]);
    expect(csv.report).toMatchObject({ accepted: 0, errorCount: 1 });
    expect(csv.report.errors).toEqual([
      expect.objectContaining({
        file: 'f',
        line: 2,
        path: null,
        column: 'family_name_th',
        code: 'character-not-printable',
        value: '李',
        severity: 'error',
      }),
    ]);
    const json = refuseUnprintable(checked('json'), [problem(0)]);
    expect(json.records).toHaveLength(1);
    expect(json.report.errors[0]).toMatchObject({ line: null, path: '/1' });
  });

  it('leaves a report as it is when everything can be printed', () => {
    const whole = checked('csv');
    expect(refuseUnprintable(whole, [])).toEqual(whole);
  });
});
