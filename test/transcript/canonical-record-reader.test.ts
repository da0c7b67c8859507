import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

import { parseUtf8 } from '../../src/shared/bytes.ts';
import { CanonicalRecordReader } from '../../src/transcript/canonical-record-reader.ts';
import type { SignedRecord } from '../../src/transcript/record.ts';
import { encodeCanonicalRecord } from '../../src/transcript/signed-record.ts';

const [sample] = JSON.parse(readFileSync('fixtures/records/sommut.json', 'utf8')) as [SignedRecord];

const json = (record: SignedRecord): string => parseUtf8(encodeCanonicalRecord(record));
const firstCourse = (record: SignedRecord) => record.terms[0]!.courses[0]!;

/** The sample with another title and note of its first course. */
function withCourse(courseTitleEn: string, note?: string): SignedRecord {
  const [first, ...terms] = sample.terms;
  const [course, ...courses] = first!.courses;
  const changed = { ...course!, courseTitleEn, ...(note !== undefined && { note }) };
  return { ...sample, terms: [{ ...first!, courses: [changed, ...courses] }, ...terms] };
}

describe('CanonicalRecordReader', () => {
  it('reads what an ordinary parser reads', () => {
    const text = json(sample);
    expect(new CanonicalRecordReader().read(text)).toEqual(JSON.parse(text));
  });

  it('gives the same object for a course that two students took with the same grade', () => {
    const reader = new CanonicalRecordReader();
    const one = reader.read(json(sample));
    const other = reader.read(json({ ...sample, studentId: '62000001' }));
    expect(firstCourse(other)).toBe(firstCourse(one));
    expect(other.studentId).toBe('62000001');
  });

  it('tells courses apart that differ in anything', () => {
    const reader = new CanonicalRecordReader();
    const one = reader.read(json(sample));
    const other = reader.read(json(withCourse('Another Title')));
    expect(firstCourse(other)).not.toBe(firstCourse(one));
    expect(firstCourse(other).courseTitleEn).toBe('Another Title');
  });

  it.each([
    ['quotes', 'Reading "Courses"'],
    ['a backslash', 'A\\B'],
    ['what looks like the end of a course', '}'],
    ['what looks like the end of a course in quotes', '"},{"'],
    ['what looks like a list of courses', '"courses":[{"courseCode":"X"}]'],
    ['what looks like a list of courses without quotes', 'courses:[{}]'],
  ])('reads titles and notes with %s', (_, text) => {
    const record = json(withCourse(text, text));
    expect(new CanonicalRecordReader().read(record)).toEqual(JSON.parse(record));
  });

  it('reads terms without courses', () => {
    const record = json({
      ...sample,
      terms: sample.terms.map((term) => ({ ...term, courses: [] })),
    });
    expect(new CanonicalRecordReader().read(record)).toEqual(JSON.parse(record));
  });

  it('reads records that are laid out in another way', () => {
    const record = JSON.stringify(sample, undefined, 1);
    expect(new CanonicalRecordReader().read(record)).toEqual(sample);
  });

  it('refuses what is no JSON', () => {
    expect(() => new CanonicalRecordReader().read('{"terms":[{"courses":[')).toThrow(SyntaxError);
  });
});
