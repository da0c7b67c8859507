import { describe, expect, it } from '@jest/globals';
import { parseUtf8 } from '../../src/shared/bytes.ts';
import { defaultGradingScheme, findGradingScheme } from '../../src/transcript/grading-schemes.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../../src/transcript/signed-record.ts';
import { toTranscript } from '../../src/transcript/to-transcript.ts';
import { sampleRecord } from './support.ts';

describe('the signed record', () => {
  const record = sampleRecord({ citizenId: '9000000000012', email: 'a@example.org' });

  it('is the record without citizen id and mail address', () => {
    expect(toSignedRecord(record)).toEqual(sampleRecord());
    expect(toTranscript(record, defaultGradingScheme()).record).toEqual(sampleRecord());
  });

  it('has one byte sequence, whatever the order of its properties', () => {
    const reversed = Object.fromEntries(Object.entries(record).reverse()) as typeof record;
    const bytes = encodeCanonicalRecord(toSignedRecord(record));
    expect(encodeCanonicalRecord(toSignedRecord(reversed))).toEqual(bytes);
    expect(parseUtf8(bytes).startsWith('{"admissionDate":"2020-08-10","completion":')).toBe(true);
  });
});

describe('the Thai default scheme', () => {
  it('has the points of the intake contract', () => {
    const grades = findGradingScheme('th-default')!.grades;
    const withPoints = grades.filter((grade) => grade.countsInGpa);
    expect(withPoints.map((grade) => [grade.code, grade.pointsHundredths])).toEqual([
      ['A', 400],
      ['B+', 350],
      ['B', 300],
      ['C+', 250],
      ['C', 200],
      ['D+', 150],
      ['D', 100],
      ['F', 0],
    ]);
    const others = grades.filter((grade) => !grade.countsInGpa);
    expect(new Set(others.map((grade) => grade.code))).toEqual(
      new Set(['W', 'I', 'S', 'U', 'AU', 'P', 'NP', 'IP', 'T']),
    );
    expect(others.every((grade) => grade.pointsHundredths === undefined)).toBe(true);
  });

  it('is the only one so far', () => {
    expect(findGradingScheme('unknown')).toBeUndefined();
  });
});
