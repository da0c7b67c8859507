import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CheckEvent, CheckRecordsOptions, LateFindings } from './batch-check.ts';
import { BatchCheck } from './batch-check.ts';
import type { RecordsReport } from './records-report.ts';
import type { ByteRanges } from './zip/byte-ranges.ts';
import { rangesOf } from './zip/byte-ranges.ts';
import type { AcceptedRecord } from './validate/duplicates.ts';

export type { AcceptedRecord, CheckRecordsOptions, LateFindings };

/** A file as the registrar sent it. */
export interface RecordsFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The report, and the records without an error in the order of the files. */
export interface CheckedRecords {
  readonly report: RecordsReport;
  readonly records: readonly AcceptedRecord[];
}

/** A file as it comes in, piece by piece (a stream of the file system or of a request is one). */
export interface RecordsSource {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /**
   * Opens the file to be read from any place, where that can be done: workbooks and zips then need not be
   * held in memory.
   */
  readonly openRanges?: () => OpenRanges;
}

/** A file open for reading from any place. */
export interface OpenRanges extends ByteRanges {
  close(): void;
}

/**
 * Takes accepted records one by one, in the order of the files. Reading waits for it.
 */
export interface RecordSink {
  /** @param ordinal counts accepted records from 0. */
  accept(record: AcceptedRecord, ordinal: number): void | Promise<void>;
  /** A record taken before is contradicted by a later one of the batch: neither may be issued. */
  withdraw(ordinal: number): void | Promise<void>;
  /** All files have been read: what else is wrong with the records taken is said now, before the report. */
  finish?(findings: LateFindings): void | Promise<void>;
}

/** Pieces in which a file that is there as a whole is read: what is made of one stays small. */
const PIECE_BYTES = 64 * 1024;
/** After so many records other work of the process gets its turn: some milliseconds. */
const RECORDS_PER_TURN = 8;

/**
 * Reads what a registrar submits (CSV, JSON, NDJSON, ETDA XML; told apart by content) and holds every
 * record to every rule. Never throws on what files hold: whatever is wrong is in the report. All files
 * are one batch.
 */
export function checkRecords(
  files: readonly RecordsFile[],
  options: CheckRecordsOptions,
): CheckedRecords {
  const check = new BatchCheck(
    files.map(({ name }) => name),
    options,
  );
  const records: (AcceptedRecord | undefined)[] = [];
  const take = (events: Iterable<CheckEvent>): void => {
    for (const event of events) {
      if (event.type === 'accepted') records[event.ordinal] = event.record;
      else if (event.type === 'withdrawn') records[event.ordinal] = undefined;
    }
  };
  for (const { name, bytes } of files) {
    check.startFile(name);
    for (let from = 0; from < bytes.length && !check.needsWhole; from += PIECE_BYTES) {
      take(check.write(bytes.subarray(from, from + PIECE_BYTES)));
    }
    take(check.endFile(rangesOf(bytes)));
  }
  return {
    report: check.toReport(),
    records: records.filter((record) => record !== undefined),
  };
}

/**
 * The same in bounded memory: files are read as they come, and accepted records handed out one by one
 * instead of gathered. Memory grows with what the batch says differently, not with its rows. Other work of
 * the process goes on meanwhile: it gets a turn after every piece, also of what a zip or workbook unpacks to, and
 * every few records.
 * @throws what the sources throw (a file that cannot be read), never what files hold.
 */
export async function checkRecordsStreaming(
  sources: readonly RecordsSource[],
  options: CheckRecordsOptions,
  sink?: RecordSink,
): Promise<RecordsReport> {
  const check = new BatchCheck(
    sources.map(({ name }) => name),
    options,
  );
  let lookedAt = 0;
  const take = async (events: Iterable<CheckEvent>): Promise<void> => {
    for (const event of events) {
      if (event.type === 'accepted') await sink?.accept(event.record, event.ordinal);
      else if (event.type === 'withdrawn') await sink?.withdraw(event.ordinal);
      else if (event.type === 'turn' || ++lookedAt % RECORDS_PER_TURN === 0) await nextTurn();
    }
  };
  for (const { name, pieces, openRanges } of sources) {
    check.startFile(name);
    for await (const piece of pieces) {
      await take(check.write(piece));
      if (check.needsWhole && openRanges !== undefined) break;
      await nextTurn();
    }
    const ranges = check.needsWhole ? openRanges?.() : undefined;
    try {
      await take(check.endFile(ranges));
    } finally {
      ranges?.close();
    }
  }
  await sink?.finish?.(check);
  return check.toReport();
}
