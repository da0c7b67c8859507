import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { encodeMessages } from '../../../src/records/convert/encode-messages.ts';
import {
  encodeRecordsCsv,
  encodeRecordsJson,
} from '../../../src/records/convert/encode-records.ts';
import { findLosses } from '../../../src/records/convert/find-losses.ts';
import { findUncarriedElements } from '../../../src/records/convert/find-uncarried-elements.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';
import type { TranscriptRecord } from '../../../src/transcript/record.ts';
import { check, codesOf } from '../support.ts';

const SAMPLE = '../shared/data/etda/Transcript_v2.0.xml';
const withSample = existsSync(SAMPLE) ? it : it.skip;

function toMessage(record: TranscriptRecord): Uint8Array {
  const [message] = encodeMessages([record], {
    scheme: defaultGradingScheme(),
    issuedAt: parseInstant('2026-11-24T02:00:00Z'),
  });
  return message!.bytes;
}

const onlyRecord = (content: Uint8Array): TranscriptRecord => {
  const { report, records } = check(content);
  expect(report).toMatchObject({ records: 1, accepted: 1, errorCount: 0 });
  return records[0]!.record;
};

describe('the published sample of the national message', () => {
  withSample('is the same record after XML, JSON, CSV and back, but for what is listed', () => {
    const sample = readFileSync(SAMPLE);
    expect(findUncarriedElements(sample.toString('utf8'))).toEqual([
      'Student/Gender',
      'Student/Nationality',
      'Student/ResidentCountryOrTerritoryCode',
      'Student/ProgramContext/ProgramID',
      'Student/PreviousHons',
      'Organization',
      'Course/TypeCode',
      'AdditionalInformation/InfomationNote "Advisor Name"',
    ]);
    const record = onlyRecord(sample);
    expect(onlyRecord(toMessage(record))).toEqual(record);

    // The message has one degree; JSON and CSV need both, and say so.
    const losses = findLosses([record], 'json').map(({ code, columns }) => [code, columns]);
    expect(losses).toEqual([['degree-missing', ['degree_en']]]);
    expect(codesOf(check(encodeRecordsJson([record])))).toEqual(
      expect.arrayContaining(['value-missing']),
    );
    const filled = { ...record, degreeEn: 'A Degree' };
    const fromJson = onlyRecord(encodeRecordsJson([filled]));
    expect(fromJson).toEqual(filled);
    expect(onlyRecord(toMessage(fromJson))).toEqual(filled);
    expect(findLosses([fromJson], 'csv')).toEqual([]);
    const fromCsv = onlyRecord(encodeRecordsCsv([fromJson]));
    expect(fromCsv).toEqual(filled);
    expect(onlyRecord(encodeRecordsJson([fromCsv]))).toEqual(filled);
  });
});
