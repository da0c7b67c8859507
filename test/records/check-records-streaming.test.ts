import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AcceptedRecord, RecordsSource } from '../../src/records/check-records.ts';
import { checkRecords, checkRecordsStreaming } from '../../src/records/check-records.ts';
import { utf8Bytes } from '../../src/shared/bytes.ts';
import { rangesOf } from '../../src/records/zip/byte-ranges.ts';
import { csv, OPTIONS, ROW } from './support.ts';
import { oneSheet, table, workbook } from './xlsx/workbook-builder.ts';
import { zip } from './zip/zip-builder.ts';

/** Of one student, all in one term. */
const MANY_ROWS = Array.from({ length: 390 }, (_, index) => ({
  course_code: `A${index}`,
  course_title_en: `${index} `.repeat(300),
}));
const STUDENT_COLUMNS = new Set([
  ...['student_id', 'given_name_th', 'family_name_th', 'given_name_en', 'family_name_en'],
  ...['admission_date', 'degree_th', 'degree_en'],
]);
const STUDENT = pick((name) => STUDENT_COLUMNS.has(name));
const COURSE = pick((name) => name === 'student_id' || !STUDENT_COLUMNS.has(name));

function pick(wants: (name: string) => boolean): typeof ROW {
  return Object.fromEntries(Object.entries(ROW).filter(([name]) => wants(name)));
}

const close = (): void => undefined;

/** Remembers what is handed out and what is taken back. */
function openSink() {
  const taken = new Map<number, AcceptedRecord>();
  const order: string[] = [];
  return {
    taken,
    order,
    async accept(record: AcceptedRecord, ordinal: number): Promise<void> {
      order.push(`+${ordinal}`);
      await Promise.resolve();
      taken.set(ordinal, record);
      order.push(`=${ordinal}`);
    },
    withdraw(ordinal: number): void {
      order.push(`-${ordinal}`);
      taken.delete(ordinal);
    },
  };
}

/** Hands a file out in pieces of the same memory, as a reader of files does. */
function source(name: string, bytes: Uint8Array, pieceBytes: number): RecordsSource {
  function* pieces(): Generator<Uint8Array> {
    const memory = new Uint8Array(pieceBytes);
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const piece = bytes.subarray(from, from + pieceBytes);
      memory.set(piece);
      yield memory.subarray(0, piece.length);
    }
  }
  return { name, pieces: pieces() };
}

async function checkInPieces(bytes: Uint8Array, pieceBytes: number) {
  const sink = openSink();
  const report = await checkRecordsStreaming([source('input', bytes, pieceBytes)], OPTIONS, sink);
  return { report, records: [...sink.taken.values()] };
}

function utf16(text: string): Uint8Array {
  return new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (unit) => unit.charCodeAt(0)).buffer);
}

describe('checkRecordsStreaming', () => {
  const quoted = csv({ degree_en: 'a\r\n"b"' }, { course_code: 'A2', grade: 'X' }).replaceAll(
    '\n',
    '\r\n',
  );
  it.each([
    ['CSV', readFileSync('fixtures/records/sommut.csv').subarray(0, 9000)],
    ['Windows-874', readFileSync('fixtures/records/windows-874.csv')],
    ['JSON', readFileSync('fixtures/records/sommut.json').subarray(0, 9000)],
    ['XML', readFileSync('fixtures/records/etda/66900007.xml')],
    ['quoted line breaks', utf8Bytes(quoted)],
    ['a carriage return alone', utf8Bytes(csv({}, { grade: 'X' }).replaceAll('\n', '\r'))],
    ['UTF-16', utf16(csv({}, { grade: 'X' }))],
    ['broken bytes', Uint8Array.from([...utf8Bytes(csv({})), 0x0a, 0xe0, 0xb8, 0x0a, 0xb9])],
    ['an open quote', utf8Bytes(`${csv({})}\n"2,3\n4,"`)],
    ['broken JSON', readFileSync('fixtures/records/bad/broken.json')],
    ['NDJSON', utf8Bytes('{"studentId":"1"}\r\n\r\n{"studentId": }\r\n{"studentId":"3"}')],
    ['nothing', new Uint8Array(0)],
  ])('reports the same however %s is cut into pieces', async (_, bytes) => {
    const whole = checkRecords([{ name: 'input', bytes }], OPTIONS);
    expect(whole.report.accepted).toBe(whole.records.length);
    for (const pieceBytes of [1, 2, 3, 7, 64, 1000]) {
      expect(await checkInPieces(bytes, pieceBytes)).toEqual(whole);
    }
  });

  it('reports the same for any text in any pieces', async () => {
    const letters = fc.constantFrom(
      'a',
      '1',
      ',',
      '"',
      '\n',
      '\r',
      '\r\n',
      'ก',
      '{',
      '}',
      '[',
      ']',
    );
    const header = 'student_id,grade,credits\n';
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(header, '[', '{"a":1}\n', ''),
        fc.array(letters, { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        async (start, parts, pieceBytes) => {
          const bytes = utf8Bytes(start + parts.join(''));
          const whole = checkRecords([{ name: 'input', bytes }], OPTIONS);
          expect(await checkInPieces(bytes, pieceBytes)).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('waits for whoever takes the records, and takes back what a later file contradicts', async () => {
    const sink = openSink();
    const report = await checkRecordsStreaming(
      [
        source('a', utf8Bytes(csv({}, { student_id: '2' })), 100),
        source('b', utf8Bytes(csv({ document_language: 'en', grade: 'A' })), 100),
      ],
      OPTIONS,
      sink,
    );
    expect(sink.order).toEqual(['+0', '=0', '+1', '=1', '+2', '=2', '+3', '=3', '-1']);
    expect(report).toMatchObject({ records: 5, accepted: 3, errorCount: 2 });
    const left = [...sink.taken.values()].map(
      ({ record }) => `${record.studentId} ${record.documentLanguage}`,
    );
    expect(left).toEqual(['66010001 th', '2 th', '2 en']);
  });

  it.each<[string, Uint8Array]>([
    ['a workbook of one sheet', oneSheet(table(MANY_ROWS))],
    [
      'a workbook of two sheets',
      workbook({
        sheets: [
          { name: 'students', data: table([{}], STUDENT) },
          { name: 'courses', data: table(MANY_ROWS, COURSE) },
        ],
      }),
    ],
    ['shared texts', oneSheet(table([{}]), { strings: '<si><t>text</t></si>'.repeat(50_000) })],
    ['a table in a zip', zip([{ name: 'a.csv', content: csv(...MANY_ROWS) }])],
  ])('lets others have their turn long before the first record: %s', async (_, bytes) => {
    let turns = 0;
    let turnsBefore: number | undefined;
    let isOver = false;
    const count = (): void => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const sink = {
      accept: () => void (turnsBefore ??= turns),
      withdraw: () => undefined,
    };
    await checkRecordsStreaming(
      [{ name: 'input', pieces: [bytes], openRanges: () => ({ ...rangesOf(bytes), close }) }],
      OPTIONS,
      sink,
    );
    isOver = true;
    expect(turnsBefore).toBeGreaterThan(5);
  });

  it('lets a source that fails fail', async () => {
    function* pieces(): Generator<Uint8Array> {
      yield utf8Bytes('student_id,');
      throw new RangeError('the disk is gone');
    }
    const check = checkRecordsStreaming([{ name: 'a', pieces: pieces() }], OPTIONS);
    await expect(check).rejects.toThrow('the disk is gone');
  });
});
