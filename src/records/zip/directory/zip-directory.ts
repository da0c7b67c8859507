import { FormatError } from '../../../shared/format-error.ts';
import type { ByteRanges } from '../byte-ranges.ts';
import { findDirectoryEnd } from './directory-end.ts';
import { readZip64Sizes } from './zip64-sizes.ts';

/** What the central directory says about one entry (APPNOTE.TXT 6.3.10 §4.3.12). */
export interface DirectoryEntry {
  readonly rawName: Uint8Array;
  readonly flags: number;
  readonly method: number;
  /** Time and day as MS-DOS has them. */
  readonly time: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly externalAttributes: number;
  readonly localHeaderOffset: number;
}

export interface ZipDirectory {
  readonly entries: readonly DirectoryEntry[];
  /** Where the directory begins: all entries must end before it. */
  readonly offset: number;
}

const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
/** Fifty thousand entries with long names take a tenth of it. */
const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;

/**
 * Reads the directory at the end of a zip. Exactly one end record fits and the directory fills exactly
 * the room before it, so that no other program can see other entries than we do.
 * @throws FormatError `zip/broken`, `zip/not-supported` (several volumes), `zip/entries`.
 */
export function parseZipDirectory(ranges: ByteRanges, maxEntries: number): ZipDirectory {
  const { count, offset, end } = findDirectoryEnd(ranges);
  if (count > maxEntries || end - offset > MAX_DIRECTORY_BYTES) {
    throw new FormatError('zip/entries', String(maxEntries));
  }
  return { entries: parseEntries(ranges.read(offset, end), count), offset };
}

function parseEntries(bytes: Uint8Array, count: number): readonly DirectoryEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length;
  const entries: DirectoryEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_LENGTH > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw broken('the directory has fewer entries than it says');
    }
    const extra = at + ENTRY_LENGTH + view.getUint16(at + 28, true);
    const comment = extra + view.getUint16(at + 30, true);
    const next = comment + view.getUint16(at + 32, true);
    if (next > end) throw broken('an entry of the directory is cut off');
    const written = {
      unpackedBytes: view.getUint32(at + 24, true),
      packedBytes: view.getUint32(at + 20, true),
      localHeaderOffset: view.getUint32(at + 42, true),
    };
    entries.push({
      rawName: bytes.slice(at + ENTRY_LENGTH, extra),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      time: view.getUint32(at + 12, true),
      crc32: view.getUint32(at + 16, true),
      externalAttributes: view.getUint32(at + 38, true),
      ...readZip64Sizes(written, bytes.subarray(extra, comment)),
    });
    at = next;
  }
  if (at !== end) throw broken('the directory has more entries than it says');
  return entries;
}

function broken(problem: string): FormatError {
  return new FormatError('zip/broken', problem);
}
