import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseUtf8 } from '../../src/shared/bytes.ts';
import { toDocumentId } from '../../src/shared/document-id.ts';
import { parseInstant } from '../../src/shared/instant.ts';
import { encodeEtdaXml } from '../../src/transcript/etda/encode-etda-xml.ts';
import { defaultGradingScheme } from '../../src/transcript/grading-schemes.ts';
import type { TranscriptRecord } from '../../src/transcript/record.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../../src/transcript/signed-record.ts';
import { toTranscript } from '../../src/transcript/to-transcript.ts';
import { sommutUniversity } from '../transcript/support.ts';
import { check, checkFixture, codesOf } from './support.ts';

const SAMPLE = '../shared/data/etda/Transcript_v2.0.xml';

function canonical(record: TranscriptRecord): string {
  return parseUtf8(encodeCanonicalRecord(toSignedRecord(record)));
}

function toXml(record: TranscriptRecord): Uint8Array {
  return encodeEtdaXml(toTranscript(record, defaultGradingScheme()), sommutUniversity(), {
    documentId: toDocumentId(new Uint8Array(15).fill(7)),
    issuedAt: parseInstant('2026-11-24T02:00:00Z'),
  });
}

describe('the same students in every format', () => {
  const json = checkFixture('sommut.json');

  it('are twelve, ten of them in two languages, without a finding', () => {
    expect(json.report).toMatchObject({
      format: 'json',
      records: 22,
      accepted: 22,
      errorCount: 0,
      warningCount: 0,
    });
    expect(new Set(json.records.map(({ record }) => record.studentId)).size).toBe(12);
  });

  it('give the same records from CSV', () => {
    const csv = checkFixture('sommut.csv');
    expect(csv.report).toMatchObject({ format: 'csv', encoding: 'utf-8', records: 22 });
    expect(csv.records.map(({ record }) => record)).toEqual(
      json.records.map(({ record }) => record),
    );
  });

  it('give the same records from CSV in the encoding of older systems, which is named', () => {
    const old = checkFixture('windows-874.csv');
    expect(old.report).toMatchObject({ encoding: 'windows-874', accepted: 4, errorCount: 0 });
    expect(old.records.map(({ record }) => record)).toEqual(
      json.records.slice(0, 4).map(({ record }) => record),
    );
  });

  // Not in the message, because it is not in what is signed: citizen id and mail address.
  it.each(readdirSync('fixtures/records/etda'))('give the same signed record from %s', (name) => {
    const xml = checkFixture(`etda/${name}`, { institutionCode: '99001' });
    expect(xml.report).toMatchObject({ format: 'etda-xml', accepted: 1, errorCount: 0 });
    const { record } = xml.records[0]!;
    const same = json.records.find(
      (other) =>
        other.record.studentId === record.studentId &&
        other.record.documentLanguage === record.documentLanguage,
    );
    expect(canonical(record)).toBe(canonical(same!.record));
  });

  it('come back from the message that we write, in both languages', () => {
    for (const { record } of json.records) {
      const again = check(toXml(record));
      expect(codesOf(again)).toEqual([]);
      expect(canonical(again.records[0]!.record)).toBe(canonical(record));
    }
  });

  it('come back from their own canonical form', () => {
    const lines = json.records.map(({ record }) => canonical(record)).join('\n');
    const again = check(lines);
    expect(again.report).toMatchObject({ format: 'ndjson', records: 22, accepted: 22 });
    expect(again.records.map(({ record }) => canonical(record)).join('\n')).toBe(lines);
  });
});

describe("the standard's own sample", () => {
  const withSample = existsSync(SAMPLE) ? it : it.skip;
  withSample('is accepted, its citizen id of fourteen digits with a masked warning', () => {
    const checked = check(readFileSync(SAMPLE));
    expect(codesOf(checked)).toEqual(['citizen-id-length']);
    expect(checked.report.errors[0]?.value).toBe('xxxxxxxxxx1789');
    expect(checked.records).toHaveLength(1);
    expect(checked.records[0]!.record).toMatchObject({
      studentId: '50253661772',
      documentLanguage: 'th',
      completion: 'incomplete',
      givenNameEn: 'Naksuksa',
      birthDate: '2006-05-04',
      admissionDate: '2020-05-04',
      degreeTh: 'มหาบัณฑิต',
      thesisTitleEn: 'Thesis Title Name',
      honoursTh: 'เกียรตินิยมอันดับ 1',
      transferredCredits: '0',
      gpax: '3.25',
      terms: [{ academicYear: 2020, semester: '1', termGpa: '3.25', termGpax: '3.25' }],
    });
    const { record } = checked.records[0]!;
    expect(record).not.toHaveProperty('degreeEn');
    expect(canonical(check(toXml(record)).records[0]!.record)).toBe(canonical(record));
    expect(checked.records[0]!.record).not.toHaveProperty('computed');
  });
});

describe('any record', () => {
  const letters = fc.constantFrom(
    ...[
      'น้ำ',
      'ที่',
      'ผู้',
      'ฤๅ',
      'ญู',
      'a',
      'B',
      ' ',
      '<',
      '&',
      '"',
      "'",
      ',',
      ';',
      '=',
      'é',
      '😀',
      '/',
    ],
  );
  const text = fc
    .array(letters, { minLength: 1, maxLength: 8 })
    .map((parts) => `x${parts.join('')}`)
    .filter((value) => value.trim() !== '');
  const optional = Object.fromEntries(
    [
      ...['namePrefixTh', 'namePrefixEn', 'middleNameTh', 'middleNameEn', 'facultyTh', 'facultyEn'],
      ...['programmeTh', 'programmeEn', 'majorTh', 'majorEn', 'minorTh', 'minorEn', 'honoursTh'],
      ...['honoursEn', 'thesisTitleTh', 'thesisTitleEn', 'previousInstitution'],
      ...['previousCertificate'],
    ].map((name) => [name, fc.option(text, { nil: undefined })]),
  );
  const course = fc.record({
    courseTitleTh: fc.option(text, { nil: undefined }),
    courseTitleEn: text,
    credits: fc.constantFrom(0, 1, '1.5', 2, '3', 3.25),
    grade: fc.constantFrom('A', 'B+', 'C', 'F', 'W', 'S', 'T', 'I'),
    note: fc.option(text, { nil: undefined }),
  });
  const term = fc.record({
    academicYear: fc.integer({ min: 2015, max: 2018 }),
    semester: fc.constantFrom('1', '2', '3', 'S'),
    courses: fc
      .array(course, { minLength: 1, maxLength: 4 })
      .map((courses) => courses.map((item, index) => ({ ...item, courseCode: `C ${index}/ก` }))),
  });
  const record = fc.record({
    ...optional,
    studentId: text,
    givenNameTh: text,
    familyNameTh: text,
    givenNameEn: text,
    familyNameEn: text,
    degreeTh: text,
    degreeEn: text,
    admissionDate: fc.constantFrom('2015-08-01', '1/8/2558'),
    birthDate: fc.constantFrom(undefined, '1999', '2542-12', '29/2/2543'),
    level: fc.constantFrom(undefined, 'master'),
    completion: fc.constantFrom(undefined, 'provisional', 'complete'),
    transferredCredits: fc.constantFrom(undefined, 0, 12),
    terms: fc.uniqueArray(term, {
      minLength: 1,
      maxLength: 4,
      selector: ({ academicYear, semester }) => `${academicYear}/${semester}`,
    }),
  });

  it('comes back the same from the national message and from canonical JSON', () => {
    fc.assert(
      fc.property(record, (input) => {
        const checked = check(JSON.stringify(input));
        expect(checked.report).toMatchObject({ accepted: 2, errorCount: 0 });
        for (const { record: first } of checked.records) {
          expect(canonical(check(toXml(first)).records[0]!.record)).toBe(canonical(first));
          expect(canonical(check(canonical(first)).records[0]!.record)).toBe(canonical(first));
        }
      }),
      { numRuns: 60 },
    );
  });
});
