import { createHash } from 'node:crypto';
import type { TranscriptRecord } from '../../transcript/record.ts';
import type { Place } from '../raw/raw-record.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import type { ValidatedRecord } from './validate-record.ts';

/** A record that may be issued, with the place that names it. */
export interface AcceptedRecord {
  /**
   * Names the record within its file: the line where it begins (CSV, NDJSON), its position in the array
   * from 1 (JSON), or 1 (XML).
   */
  readonly row: number;
  readonly file: string;
  readonly record: TranscriptRecord;
}

/** What becomes of a record: taken, or taken back because a later one contradicts it. */
export type RecordEvent =
  | { readonly type: 'accepted'; readonly ordinal: number; readonly record: AcceptedRecord }
  | { readonly type: 'withdrawn'; readonly ordinal: number };

interface Seen {
  readonly place: Place;
  /** Digest of the content; `undefined` for a record with errors. */
  readonly digest: string | undefined;
  /** The number under which it was accepted, until it is withdrawn. */
  ordinal: number | undefined;
  isConflictReported: boolean;
}

/**
 * The records of a batch, each once: the same student, document type and language again is a warning when
 * it says the same, an error on both when it does not. Keeps digests, not records.
 */
export class RecordSet {
  readonly #issues: IssueCollector;
  readonly #seen = new Map<string, Seen>();
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
  add(validated: ValidatedRecord): readonly RecordEvent[] {
    const { raw, studentId, languages, records } = validated;
    const { place } = raw;
    const digest = records[0] && digestOf(records[0]);
    const events: RecordEvent[] = [];
    let isReported = false;
    for (const language of languages) {
      const record = records.find((candidate) => candidate.documentLanguage === language);
      const known = studentId === '' ? undefined : this.#seen.get(`${language} ${studentId}`);
      if (known === undefined) {
        this.#count++;
        const key = studentId === '' ? `${place.file} ${this.#count}` : `${language} ${studentId}`;
        const ordinal = record && this.#ordinal++;
        this.#seen.set(key, { place, digest, ordinal, isConflictReported: false });
        if (record === undefined || ordinal === undefined) continue;
        this.#acceptedCount++;
        const accepted = { row: raw.row, file: place.file, record };
        events.push({ type: 'accepted', ordinal, record: accepted });
      } else if (known.digest !== undefined && known.digest === digest) {
        if (!isReported) this.#report('record-repeated', studentId, place, known.place);
        isReported = true;
      } else {
        this.#count++;
        if (known.ordinal !== undefined) {
          events.push({ type: 'withdrawn', ordinal: known.ordinal });
          this.#acceptedCount--;
          known.ordinal = undefined;
        }
        if (!isReported) this.#report('record-conflict', studentId, place, known.place);
        if (!isReported && !known.isConflictReported) {
          this.#report('record-conflict', studentId, known.place, place);
        }
        known.isConflictReported = true;
        isReported = true;
      }
    }
    return events;
  }

  #report(
    code: 'record-repeated' | 'record-conflict',
    studentId: string,
    place: Place,
    other: Place,
  ): void {
    const details = { other: `${other.file}:${other.line ?? 1}` };
    this.#issues.add({ code, place, column: 'student_id', value: studentId, details });
  }
}

/**
 * A digest instead of the record: a batch may hold very many. Records are all made in one place, so equal
 * ones have their properties in the same order.
 */
function digestOf(record: TranscriptRecord): string {
  const content = JSON.stringify({ ...record, documentLanguage: undefined });
  return createHash('sha256').update(content).digest('base64');
}
