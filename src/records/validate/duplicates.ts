import { createHash } from 'node:crypto';
import { toJcsText } from '../../formats/jcs/jcs.ts';
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

interface Seen {
  readonly place: Place;
  /** Digest of the content; `undefined` for a record with errors. */
  readonly digest: string | undefined;
  accepted: AcceptedRecord | undefined;
  isConflictReported: boolean;
}

/**
 * The records of a batch, each once: the same student, document type and language again is a warning when
 * it says the same, an error on both when it does not.
 */
export class RecordSet {
  readonly #issues: IssueCollector;
  readonly #seen = new Map<string, Seen>();
  #count = 0;

  constructor(issues: IssueCollector) {
    this.#issues = issues;
  }

  /** Records counted once each; contradicting ones count each. */
  get count(): number {
    return this.#count;
  }

  add(validated: ValidatedRecord): void {
    const { raw, studentId, languages, records } = validated;
    const { place } = raw;
    let isReported = false;
    for (const language of languages) {
      const record = records.find((candidate) => candidate.documentLanguage === language);
      const digest = record && digestOf(record);
      const known = studentId === '' ? undefined : this.#seen.get(`${language} ${studentId}`);
      if (known === undefined) {
        this.#count++;
        const accepted = record && { row: raw.row, file: place.file, record };
        const key = studentId === '' ? `${place.file} ${this.#count}` : `${language} ${studentId}`;
        this.#seen.set(key, { place, digest, accepted, isConflictReported: false });
      } else if (known.digest !== undefined && known.digest === digest) {
        if (!isReported) this.#report('record-repeated', studentId, place, known.place);
        isReported = true;
      } else {
        this.#count++;
        known.accepted = undefined;
        if (!isReported) this.#report('record-conflict', studentId, place, known.place);
        if (!isReported && !known.isConflictReported) {
          this.#report('record-conflict', studentId, known.place, place);
        }
        known.isConflictReported = true;
        isReported = true;
      }
    }
  }

  /** In the order in which they came. */
  accepted(): readonly AcceptedRecord[] {
    return [...this.#seen.values()].flatMap(({ accepted }) => accepted ?? []);
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

/** A digest instead of the record: a batch may hold very many. */
function digestOf(record: TranscriptRecord): string {
  return createHash('sha256').update(toJcsText(record)).digest('base64');
}
