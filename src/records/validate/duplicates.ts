import { createHash } from 'node:crypto';
import type { DocumentLanguage, TranscriptRecord } from '../../transcript/record.ts';
import type { Place, RawRecord } from '../raw/raw-record.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import { NumberRows } from '../table/number-rows.ts';
import { TextPool } from '../table/text-pool.ts';
import type { ValidatedRecord } from './validate-record.ts';

/** A record that may be issued, with the place that names it. */
export interface AcceptedRecord {
  /**
   * Names the record within its file: the line where it begins (CSV, NDJSON), its position in the array
   * from 1 (JSON), or 1 (XML).
   */
  readonly row: number;
  readonly file: string;
  /** Where what is wrong with it is reported. */
  readonly place: Place;
  readonly record: TranscriptRecord;
}

/** What becomes of a record: taken, or taken back because a later one contradicts it. */
export type RecordEvent =
  | { readonly type: 'accepted'; readonly ordinal: number; readonly record: AcceptedRecord }
  | { readonly type: 'withdrawn'; readonly ordinal: number };

/** Where a record stands, and the row that names it. */
type NamedPlace = Pick<RawRecord, 'place' | 'row'>;

/** Numbers that are kept of a record, for each language; then four of the digest of its content. */
const SEEN = {
  isSeen: 0,
  file: 1,
  line: 2,
  path: 3,
  sheet: 4,
  cell: 5,
  ordinal: 6,
  isReported: 7,
  row: 8,
  digest: 9,
} as const;
const DIGEST_WORDS = 4;
const SEEN_WIDTH = SEEN.digest + DIGEST_WORDS;
const LANGUAGE_OFFSETS: Readonly<Record<DocumentLanguage, number>> = { th: 0, en: SEEN_WIDTH };
const NOT_ACCEPTED = -1;
const NO_LINE = -1;
/** Numbers of texts are never as low. */
const NO_TEXT = -(2 ** 31);

/**
 * The records of a batch, each once: the same student, document type and language again is a warning when
 * it says the same, an error on both when it does not. Keeps digests and places as numbers, not records: a
 * batch may hold very many.
 */
export class RecordSet {
  readonly #issues: IssueCollector;
  readonly #students = new Map<string, number>();
  readonly #seen = new NumberRows(2 * SEEN_WIDTH);
  readonly #texts = new TextPool();
  #count = 0;
  #ordinal = 0;
  #acceptedCount = 0;

  constructor(issues: IssueCollector) {
    this.#issues = issues;
  }

  /** Records counted once each; contradicting ones count each. */
  get count(): number {
    return this.#count;
  }

  /** Records accepted and not taken back. */
  get acceptedCount(): number {
    return this.#acceptedCount;
  }

  /** What becomes of a record's languages, in order. */
  add({ raw, studentId, languages, records }: ValidatedRecord): readonly RecordEvent[] {
    const digest = records[0] && digestOf(records[0]);
    const student = this.#indexOf(studentId);
    const events: RecordEvent[] = [];
    let isReported = false;
    for (const language of languages) {
      const offset = LANGUAGE_OFFSETS[language];
      const record = records.find((candidate) => candidate.documentLanguage === language);
      if (this.#seen.get(student, offset + SEEN.isSeen) === 0) {
        this.#enter(student, offset, raw, digest);
        if (record !== undefined) {
          events.push(
            this.#accept(student, offset, {
              row: raw.row,
              file: raw.place.file,
              place: raw.place,
              record,
            }),
          );
        }
        continue;
      }
      const isSame = this.#saysTheSame(student, offset, digest);
      if (!isSame) events.push(...this.#withdraw(student, offset));
      if (!isReported) this.#reportPair(isSame, student, offset, studentId, raw);
      if (!isSame) this.#seen.set(student, offset + SEEN.isReported, 1);
      isReported = true;
    }
    return events;
  }

  /** Index of a student's numbers; a record without a student's number is alone. */
  #indexOf(studentId: string): number {
    const known = studentId === '' ? undefined : this.#students.get(studentId);
    if (known !== undefined) return known;
    const index = this.#seen.add();
    if (studentId !== '') this.#students.set(this.#texts.own(studentId), index);
    return index;
  }

  #enter(
    student: number,
    offset: number,
    { place, row }: NamedPlace,
    digest: Int32Array | undefined,
  ): void {
    this.#count++;
    const seen = this.#seen;
    seen.set(student, offset + SEEN.isSeen, digest === undefined ? 1 : 2);
    seen.set(student, offset + SEEN.file, this.#texts.add(place.file));
    seen.set(student, offset + SEEN.line, place.line ?? NO_LINE);
    seen.set(student, offset + SEEN.path, this.#numberOf(place.path));
    seen.set(student, offset + SEEN.sheet, this.#numberOf(place.sheet));
    seen.set(student, offset + SEEN.cell, this.#numberOf(place.cell));
    seen.set(student, offset + SEEN.ordinal, NOT_ACCEPTED);
    seen.set(student, offset + SEEN.row, row);
    for (const [index, word] of digest?.entries() ?? []) {
      seen.set(student, offset + SEEN.digest + index, word);
    }
  }

  #accept(student: number, offset: number, record: AcceptedRecord): RecordEvent {
    const ordinal = this.#ordinal++;
    this.#acceptedCount++;
    this.#seen.set(student, offset + SEEN.ordinal, ordinal);
    return { type: 'accepted', ordinal, record };
  }

  #withdraw(student: number, offset: number): readonly RecordEvent[] {
    this.#count++;
    const ordinal = this.#seen.get(student, offset + SEEN.ordinal);
    if (ordinal === NOT_ACCEPTED) return [];
    this.#acceptedCount--;
    this.#seen.set(student, offset + SEEN.ordinal, NOT_ACCEPTED);
    return [{ type: 'withdrawn', ordinal }];
  }

  /** Records with errors are never the same: what they would have said is not known. */
  #saysTheSame(student: number, offset: number, digest: Int32Array | undefined): boolean {
    if (digest === undefined || this.#seen.get(student, offset + SEEN.isSeen) === 1) return false;
    return digest.every(
      (word, index) => this.#seen.get(student, offset + SEEN.digest + index) === word,
    );
  }

  /** Once on each record, whatever its languages are. */
  #reportPair(
    isSame: boolean,
    student: number,
    offset: number,
    studentId: string,
    place: NamedPlace,
  ): void {
    const known = {
      place: this.#placeOf(student, offset),
      row: this.#seen.get(student, offset + SEEN.row),
    };
    this.#report(isSame ? 'record-repeated' : 'record-conflict', studentId, place, known);
    if (isSame || this.#seen.get(student, offset + SEEN.isReported) === 1) return;
    this.#report('record-conflict', studentId, known, place);
  }

  #placeOf(student: number, offset: number): Place {
    const line = this.#seen.get(student, offset + SEEN.line);
    const sheet = this.#textOf(student, offset + SEEN.sheet);
    const cell = this.#textOf(student, offset + SEEN.cell);
    return {
      file: this.#texts.get(this.#seen.get(student, offset + SEEN.file)),
      line: line === NO_LINE ? null : line,
      path: this.#textOf(student, offset + SEEN.path) ?? null,
      ...(sheet !== undefined && { sheet }),
      ...(cell !== undefined && { cell }),
    };
  }

  #numberOf(text: string | null | undefined): number {
    return typeof text === 'string' ? this.#texts.add(text) : NO_TEXT;
  }

  #textOf(student: number, column: number): string | undefined {
    const number = this.#seen.get(student, column);
    return number === NO_TEXT ? undefined : this.#texts.get(number);
  }

  #report(
    code: 'record-repeated' | 'record-conflict',
    studentId: string,
    { place, row }: NamedPlace,
    { place: other }: NamedPlace,
  ): void {
    const details = { other: `${other.file}:${other.line ?? 1}` };
    this.#issues.add({ code, place, row, column: 'student_id', value: studentId, details });
  }
}

/**
 * 128 bits of the content's digest. Records are all made in one place, so equal ones have their properties
 * in the same order.
 */
function digestOf(record: TranscriptRecord): Int32Array {
  const content = JSON.stringify({ ...record, documentLanguage: undefined });
  const digest = createHash('sha256').update(content).digest();
  return Int32Array.from({ length: DIGEST_WORDS }, (_, index) => digest.readInt32LE(4 * index));
}
