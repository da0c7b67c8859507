import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  parseTranscriptRecord,
  toRecordJsonSchema,
} from '../../src/records/schema/record-schema.ts';
import { utf8Bytes } from '../../src/shared/bytes.ts';
import { toJcsText } from '../../src/formats/jcs/jcs.ts';
import { check, checkFixture } from './support.ts';

/** A report that can be trusted whatever the file was. */
function expectSound(content: string | Uint8Array): void {
  const { report, records } = check(content);
  expect(report.accepted).toBe(records.length);
  expect(report.records).toBeGreaterThanOrEqual(report.accepted);
  expect(report.errors.length).toBe(report.errorCount + report.warningCount);
  if (report.accepted === 0) expect(report.errorCount).toBeGreaterThan(0);
  for (const { record } of records) {
    expect(parseTranscriptRecord(utf8Bytes(toJcsText(record)))).toEqual(record);
  }
}

/** Changes, cuts or doubles a piece of a good file. */
function mutations(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .record({
      at: fc.nat(good.length - 1),
      length: fc.nat(40),
      piece: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom('"', '\n', ',', '{', '}', '<', '&', '\u0000', '๓', '1e9').map(utf8Bytes),
      ),
    })
    .map(({ at, length, piece }) =>
      Uint8Array.from([...good.subarray(0, at), ...piece, ...good.subarray(at + length)]),
    );
}

describe('any bytes', () => {
  it('give a report, never an exception', () => {
    const starts = fc.constantFrom(
      '',
      'student_id,',
      '[',
      '{"studentId":',
      '<a>',
      'PK\u0003\u0004',
    );
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 300 }), (start, bytes) => {
        expectSound(Uint8Array.from([...utf8Bytes(start), ...bytes]));
      }),
      { numRuns: 300 },
    );
  });

  it('give a report when a good file is damaged somewhere', () => {
    const csvHead = readFileSync('fixtures/records/sommut.csv').subarray(0, 6000);
    const xml = readFileSync('fixtures/records/etda/66900007.xml');
    const json = readFileSync('fixtures/records/sommut.json').subarray(0, 3000);
    fc.assert(
      fc.property(fc.oneof(mutations(csvHead), mutations(xml), mutations(json)), expectSound),
      { numRuns: 400 },
    );
  });
});

describe('the canonical record', () => {
  it('fits its schema, for every fixture', () => {
    for (const { record } of checkFixture('sommut.json').records) {
      expect(parseTranscriptRecord(utf8Bytes(toJcsText(record)))).toEqual(record);
    }
  });

  it.each([
    ['no JSON', '{', 'record/syntax'],
    ['no record', '{}', 'record/schema'],
    ['an array', '[]', 'record/schema'],
  ])('is not read from %s', (_, text, code) => {
    expect(() => parseTranscriptRecord(utf8Bytes(text))).toThrow(expect.objectContaining({ code }));
  });

  it('is not read with a property that it does not have', () => {
    const { record } = checkFixture('sommut.json').records[0]!;
    const bytes = utf8Bytes(JSON.stringify({ ...record, extra: 1 }));
    expect(() => parseTranscriptRecord(bytes)).toThrow(
      expect.objectContaining({ code: 'record/schema' }),
    );
  });

  it('has a published schema that requires what the contract requires', () => {
    expect(toRecordJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      additionalProperties: false,
      required: expect.arrayContaining(['studentId', 'givenNameTh', 'admissionDate', 'terms']),
    });
  });
});
