import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toIssuesCsv } from '../../src/records/presentation/issues-csv.ts';
import { toReportText } from '../../src/records/presentation/report-text.ts';
import { utf8Bytes } from '../../src/shared/bytes.ts';
import { utf16, windows874 } from './collection/encodings.ts';
import { jsonRecord } from './collection/samples.ts';
import { check, csv } from './support.ts';
import { oneSheet, table } from './xlsx/workbook-builder.ts';
import { zip } from './zip/zip-builder.ts';

const XML = readFileSync('fixtures/records/etda/66900007.xml');
const ROWS = [{}, { student_id: '2', gpax: '3.50' }, { course_code: 'A2', grade: 'F' }];

/** A small good file of every format and encoding, with its name. */
const GOOD: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['a.csv', utf8Bytes(csv(...ROWS))],
  [
    'tabs.txt',
    utf8Bytes(
      csv(...ROWS)
        .replaceAll('","', '"\t"')
        .replaceAll('\n', '\r'),
    ),
  ],
  ['windows-874.csv', windows874(csv(...ROWS))],
  ['utf-16.csv', utf16(csv(...ROWS), 'big')],
  ['a.json', utf8Bytes(jsonRecord({}, { studentId: '2' }))],
  ['a.ndjson', utf8Bytes(`${jsonRecord()}\n${jsonRecord({ studentId: '2' })}\n`)],
  ['a.xml', XML],
  ['a.xlsx', oneSheet(table(ROWS))],
  [
    'a.zip',
    zip([
      { name: 'a.xml', content: XML },
      { name: 'b.csv', content: csv({}) },
    ]),
  ],
];

/** Pieces that mean something to one format or another. */
const PIECES = [
  ...[
    '"',
    '""',
    '\n',
    '\r',
    ',',
    ';',
    '\t',
    '{',
    '}',
    '[',
    ']',
    '<',
    '>',
    '&',
    '&#0;',
    '<![CDATA[',
  ],
  ...[
    '\u0000',
    '\uFEFF',
    '\u200B',
    '๓',
    'เเ',
    '\u0E48',
    '\uFFFD',
    '1e999',
    '-',
    '=1+1',
    'PK\u0003\u0004',
  ],
].map(utf8Bytes);

const damage = fc.record({
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  removed: fc.nat(30),
  piece: fc.oneof(fc.constantFrom(...PIECES), fc.uint8Array({ maxLength: 4 })),
});

describe('a good file of any format, damaged in up to three places', () => {
  it('gives a report that adds up, and all its views', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        ([name, good], damages) => {
          let bytes = Array.from(good);
          for (const { at, removed, piece } of damages) {
            const from = Math.floor(at * bytes.length);
            bytes = [...bytes.slice(0, from), ...piece, ...bytes.slice(from + removed)];
          }
          const { report, records } = check(Uint8Array.from(bytes), {}, name);
          expect(report.accepted).toBe(records.length);
          expect(report.records).toBeGreaterThanOrEqual(report.accepted);
          expect(report.errors).toHaveLength(report.errorCount + report.warningCount);
          // Nothing is refused without a reason.
          if (report.accepted < report.records || report.records === 0) {
            expect(report.errorCount).toBeGreaterThan(0);
          }
          for (const { messageTh, messageEn } of report.errors) {
            expect(`${messageTh}${messageEn}`).not.toMatch(/\{\w+\}/);
          }
          expect(JSON.parse(JSON.stringify(report))).toEqual(report);
          expect(toIssuesCsv(report).split('\r\n').length).toBeGreaterThan(report.errors.length);
          expect(toReportText(report)).toContain('─'.repeat(80));
        },
      ),
      { numRuns: 400 },
    );
  });
});
