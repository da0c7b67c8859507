import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkRecords } from '../../../src/records/check-records.ts';
import { encodeMessages } from '../../../src/records/convert/encode-messages.ts';
import {
  encodeRecordsCsv,
  encodeRecordsJson,
} from '../../../src/records/convert/encode-records.ts';
import { findLosses } from '../../../src/records/convert/find-losses.ts';
import { readCsvRows } from '../../../src/records/csv/csv-rows.ts';
import { parseUtf8 } from '../../../src/shared/bytes.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';
import type { TranscriptRecord } from '../../../src/transcript/record.ts';
import { check, codesOf, csv, OPTIONS } from '../support.ts';

const context = {
  scheme: defaultGradingScheme(),
  issuedAt: parseInstant('2026-11-24T02:00:00Z'),
};

/** Text with everything that formats treat as their own: quotes, delimiters, formulas, markup. */
const text = fc
  .array(
    fc.constantFrom(
      ...['น้ำ', 'ที่', 'ผู้', 'a', 'B', ' ', '<', '&', ']]>', '"', "'", ',', ';', '=', '+', '-', '@'],
      ...['é', '😀', '/', '\\', '{', '1'],
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((parts) => parts.join('').replace(/\s+/g, ' ').trim())
  .filter((value) => value !== '');
const optional = fc.option(text, { nil: undefined });
const course = fc.record({
  courseTitleTh: optional,
  courseTitleEn: text,
  credits: fc.constantFrom('0', '1', '1.5', '3'),
  grade: fc.constantFrom('A', 'B+', 'F', 'W', 'S', 'T'),
  note: optional,
});
const term = fc.record({
  academicYear: fc.integer({ min: 2015, max: 2017 }),
  semester: fc.constantFrom('1', '2', '3', 'S'),
  courses: fc
    .array(course, { minLength: 1, maxLength: 3 })
    .map((courses) => courses.map((item, index) => ({ ...item, courseCode: `=C${index}` }))),
});
const submission = fc.record({
  documentLanguage: fc.constantFrom(undefined, 'th', 'en', 'both'),
  namePrefixTh: optional,
  givenNameTh: text,
  familyNameTh: text,
  givenNameEn: text,
  middleNameEn: optional,
  familyNameEn: text,
  citizenId: fc.constantFrom(undefined, '9000000000012'),
  birthDate: fc.constantFrom(undefined, '1999', '1999-12', '1999-12-31'),
  admissionDate: fc.constant('2015-08-01'),
  graduationDate: fc.constantFrom(undefined, '2019-05-31'),
  level: fc.constantFrom(undefined, 'master'),
  facultyEn: optional,
  programmeTh: optional,
  majorTh: optional,
  majorEn: optional,
  degreeTh: text,
  degreeEn: text,
  thesisTitleEn: optional,
  transferredCredits: fc.constantFrom(undefined, '6'),
  previousInstitution: optional,
  email: fc.constantFrom(undefined, 'a@b.example'),
  terms: fc
    .uniqueArray(term, {
      minLength: 1,
      maxLength: 3,
      selector: ({ academicYear, semester }) => `${academicYear}/${semester}`,
    })
    .map((terms) =>
      terms.toSorted((left, right) =>
        `${left.academicYear}${left.semester}`.localeCompare(
          `${right.academicYear}${right.semester}`,
        ),
      ),
    ),
});
/** Several students at once, each with another number. */
const batch = fc
  .array(submission, { minLength: 1, maxLength: 3 })
  .map((items) => items.map((item, index) => ({ ...item, studentId: `+${index}` })));

function recordsOf(content: string | Uint8Array): readonly TranscriptRecord[] {
  const checked = check(content);
  expect(codesOf(checked)).toEqual([]);
  return checked.records.map(({ record }) => record);
}

function withoutComputed(record: TranscriptRecord): unknown {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'computed'));
}

describe('any records', () => {
  it('come back the same from JSON, and byte for byte the second time', () => {
    fc.assert(
      fc.property(batch, (given) => {
        const records = recordsOf(JSON.stringify(given));
        const json = encodeRecordsJson(records);
        expect(recordsOf(json)).toEqual(records);
        expect(encodeRecordsJson(recordsOf(json))).toEqual(json);
      }),
      { numRuns: 60 },
    );
  });

  it('come back from CSV the same but for which figures were computed, which is said', () => {
    fc.assert(
      fc.property(batch, (given) => {
        const records = recordsOf(JSON.stringify(given));
        const bytes = encodeRecordsCsv(records);
        expect(recordsOf(bytes)).toEqual(records.map(withoutComputed));
        const hasComputed = records.some(({ computed }) => computed !== undefined);
        expect(findLosses(records, 'csv').map(({ code }) => code)).toEqual(
          hasComputed ? ['computed-not-marked'] : [],
        );
        const cells = [...readCsvRows(parseUtf8(bytes), ',')].flatMap((row) => row.cells);
        expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('come back the same from national messages', () => {
    fc.assert(
      fc.property(batch, (given) => {
        const records = recordsOf(JSON.stringify(given));
        const again = checkRecords([...encodeMessages(records, context)], OPTIONS);
        expect(codesOf(again)).toEqual([]);
        expect(again.records.map(({ record }) => record)).toEqual(records);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a format cannot say', () => {
  const [record] = recordsOf(csv({ level: 'master', course_note: 'x', birth_date: '1999' }));

  it('is listed with the columns that it concerns', () => {
    const [noted] = findLosses([record!], 'etda-xml');
    expect(noted).toMatchObject({ code: 'only-in-notes', count: 1 });
    expect(noted?.columns).toEqual(['birth_date', 'computed', 'course_note', 'degree_en', 'level']);
    expect(findLosses([record!], 'json')).toEqual([]);
  });

  it('may be what the next format requires', () => {
    const half: TranscriptRecord = JSON.parse(JSON.stringify({ ...record, degreeEn: undefined }));
    expect(findLosses([half], 'json')).toEqual([
      expect.objectContaining({ code: 'degree-missing', columns: ['degree_en'] }),
    ]);
    expect(codesOf(check(encodeRecordsJson([half])))).toContain('value-missing');
  });
});
