import type { SubmittedRecord } from '../../../registry/registry-entries.ts';
import type { ScratchFile } from '../../scratch.ts';
import type { IntakeRecord } from './intake-record.ts';

/** A record whose canonical form lies in the scratch file. */
interface SpooledRecord extends Omit<SubmittedRecord, 'canonicalRecord'> {
  readonly position: number;
  readonly length: number;
}

/** Records that are read back together. */
const RECORDS_PER_READ = 64;

/** Accepted records of a batch until it is known which of them stay, and they are stored. */
export class RecordSpool {
  readonly #file: ScratchFile;
  readonly #records = new Map<number, SpooledRecord>();

  constructor(file: ScratchFile) {
    this.#file = file;
  }

  async add(record: IntakeRecord): Promise<void> {
    const { ordinal, accepted, canonicalRecord, recordDigestHex } = record;
    const { studentId, documentType, documentLanguage } = accepted.record;
    this.#records.set(ordinal, {
      file: accepted.file,
      row: accepted.row,
      studentId,
      documentType,
      language: documentLanguage,
      recordDigestHex,
      position: await this.#file.append(canonicalRecord),
      length: canonicalRecord.length,
    });
  }

  /** Takes a record out again. */
  delete(ordinal: number): void {
    this.#records.delete(ordinal);
  }

  /** Records that are left. */
  get size(): number {
    return this.#records.size;
  }

  /** What is left, in the order in which it came. */
  async *readAll(): AsyncGenerator<SubmittedRecord> {
    const records = [...this.#records.values()];
    for (let from = 0; from < records.length; from += RECORDS_PER_READ) {
      const group = records.slice(from, from + RECORDS_PER_READ);
      const start = group[0]!.position;
      const last = group.at(-1)!;
      const bytes = await this.#file.read(start, last.position + last.length - start);
      for (const { position, length, ...record } of group) {
        const canonicalRecord = bytes.subarray(position - start, position - start + length);
        yield { ...record, canonicalRecord };
      }
    }
  }
}
