import type { RawRecord } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import type { Turn } from '../raw/turn.ts';
import { TURN } from '../raw/turn.ts';
import { isLitter } from './entry/entry-name.ts';
import type { ZipEntry } from './zip-archive.ts';
import { reportZipError } from './zip-rules.ts';

/** Reads one file piece by piece. */
interface MemberReader {
  write(bytes: Uint8Array): Iterable<RawRecord | Turn>;
  end(): Iterable<RawRecord | Turn>;
}

/** After so many unpacked bytes others have their turn. */
const TURN_BYTES = 64 * 1024;

export type OpenMember = (reading: Reading) => MemberReader;

/**
 * Reads the files in a zip, each by its content and under its own name; what operating systems leave in
 * zips is passed over. A file that cannot be unpacked is reported, the others are read.
 */
export function* readZip(
  entries: readonly ZipEntry[],
  reading: Reading,
  openMember: OpenMember,
): Generator<RawRecord | Turn> {
  const { issues, limits } = reading;
  const unpackedBytes = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  // A workbook inside is unpacked again, within what the zip has left.
  const memberLimits = { ...limits, unpackedBytes: limits.unpackedBytes - unpackedBytes };
  for (const entry of entries) {
    if (isLitter(entry.name)) continue;
    const member: Reading = {
      ...reading,
      file: entry.name,
      limits: memberLimits,
      isMember: true,
    };
    issues.enterMember(entry.name, reading.file);
    const errorsBefore = issues.errorCount;
    let isEmpty = true;
    for (const record of readMember(entry, member, openMember)) {
      if (record !== TURN) isEmpty = false;
      yield record;
    }
    if (isEmpty && issues.errorCount === errorsBefore) {
      issues.add({ code: 'file-empty', place: { file: entry.name, line: null, path: null } });
    }
  }
}

function* readMember(
  entry: ZipEntry,
  reading: Reading,
  openMember: OpenMember,
): Generator<RawRecord | Turn> {
  const reader = openMember(reading);
  try {
    for (const piece of entry.unpackPieces()) {
      // Few packed bytes may unpack to very many.
      for (let at = 0; at < piece.length; at += TURN_BYTES) {
        yield* reader.write(piece.subarray(at, at + TURN_BYTES));
        yield TURN;
      }
    }
  } catch (error) {
    reportZipError(error, reading);
    return;
  }
  yield* reader.end();
}
