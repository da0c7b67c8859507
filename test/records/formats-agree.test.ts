import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseUtf8 } from '../../src/shared/bytes.ts';
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
      const xml = encodeEtdaXml(toTranscript(record, defaultGradingScheme()), sommutUniversity(), {
        documentId: '7K3M-9QXT-2WBD-4HN8',
        issuedAt: parseInstant('2026-11-24T02:00:00Z'),
      });
      const again = check(xml);
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
    expect(checked.records[0]!.record).not.toHaveProperty('degreeEn');
    expect(checked.records[0]!.record).not.toHaveProperty('computed');
  });
});
