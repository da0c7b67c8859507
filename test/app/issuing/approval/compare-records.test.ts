import { describe, expect, it } from '@jest/globals';
import { compareRecords } from '../../../../src/app/issuing/approval/compare-records.ts';
import { toSignedRecord } from '../../../../src/transcript/signed-record.ts';
import type { SignedRecord, TermRecord } from '../../../../src/transcript/record.ts';
import { fixtureRecords } from '../../../support/issuing-world.ts';

const [student] = fixtureRecords(1);
const record = toSignedRecord(student!);
const [firstTerm] = record.terms;

function withTerm(change: (term: TermRecord) => TermRecord): SignedRecord {
  return { ...record, terms: record.terms.map((term, at) => (at === 0 ? change(term) : term)) };
}

describe('comparing a record with the one issued before', () => {
  it('finds nothing in equal records', () => {
    expect(compareRecords(record, structuredClone(record))).toEqual([]);
  });

  it('names a changed grade by term and course, with what it was and is', () => {
    const [course] = firstTerm!.courses;
    const changed = withTerm((term) => ({
      ...term,
      courses: [{ ...course!, grade: 'X' }, ...term.courses.slice(1)],
    }));
    const { academicYear, semester } = firstTerm!;
    expect(compareRecords(record, changed)).toEqual([
      {
        path: `terms[${academicYear}/${semester}].courses[${course!.courseCode}].grade`,
        field: 'terms.courses.grade',
        before: course!.grade,
        after: 'X',
      },
    ]);
  });

  it('names properties that came, went or changed', () => {
    const { familyNameTh, ...rest } = record;
    const changed = { ...rest, familyNameTh: `${familyNameTh}ก`, minorTh: 'วิชาโทใหม่' };
    expect(compareRecords(record, changed)).toEqual([
      expect.objectContaining({ path: 'familyNameTh', before: familyNameTh }),
      { path: 'minorTh', field: 'minorTh', before: null, after: 'วิชาโทใหม่' },
    ]);
    expect(compareRecords(changed, record)).toContainEqual(
      expect.objectContaining({ path: 'minorTh', after: null }),
    );
  });

  it('names terms and courses that are new or gone as a whole', () => {
    const without = { ...record, terms: record.terms.slice(1) };
    const { academicYear, semester } = firstTerm!;
    expect(compareRecords(without, record)).toEqual([
      expect.objectContaining({ path: `terms[${academicYear}/${semester}]`, before: null }),
    ]);
    const [course, ...others] = firstTerm!.courses;
    const shorter = withTerm((term) => ({ ...term, courses: others }));
    expect(compareRecords(record, shorter)).toEqual([
      expect.objectContaining({
        field: 'terms.courses',
        before: `${course!.courseCode} (${course!.credits}) ${course!.grade}`,
        after: null,
      }),
    ]);
  });

  it('tells a course apart that was taken twice in one term', () => {
    const [course] = firstTerm!.courses;
    const twice = withTerm((term) => ({ ...term, courses: [...term.courses, course!] }));
    expect(compareRecords(record, twice)).toEqual([
      expect.objectContaining({ path: expect.stringContaining(`[${course!.courseCode}#2]`) }),
    ]);
  });
});
