import { describe, expect, it } from '@jest/globals';
import {
  encodeRecordsCsv,
  encodeRecordsJson,
} from '../../../src/records/convert/encode-records.ts';
import { toSubmissions } from '../../../src/records/convert/to-submission.ts';
import type { TranscriptRecord } from '../../../src/transcript/record.ts';
import { check, checkFixture } from '../support.ts';

const records = checkFixture('sommut.json').records.map(({ record }) => record);

function withoutComputed(record: TranscriptRecord): unknown {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'computed'));
}

describe('records written for registrars', () => {
  it('come back the same from JSON', () => {
    const again = check(encodeRecordsJson(records));
    expect(again.report).toMatchObject({ format: 'json', errorCount: 0, warningCount: 0 });
    expect(again.records.map(({ record }) => record)).toEqual(records);
  });

  it('come back the same from CSV, but for which figures were computed', () => {
    const again = check(encodeRecordsCsv(records));
    expect(again.report).toMatchObject({ format: 'csv', errorCount: 0, warningCount: 0 });
    expect(again.records.map(({ record }) => record)).toEqual(records.map(withoutComputed));
  });

  it('are one submission for both languages only where both say the same', () => {
    const [th, en] = records as [TranscriptRecord, TranscriptRecord];
    expect(toSubmissions([th, en]).map((item) => item.documentLanguage)).toEqual(['both']);
    const other = { ...en, honoursEn: 'Second Class Honours' };
    expect(toSubmissions([th, other]).map((item) => item.documentLanguage)).toEqual(['th', 'en']);
    const again = check(encodeRecordsCsv([th, other]));
    expect(again.records.map(({ record }) => record)).toEqual([th, other]);
  });
});
