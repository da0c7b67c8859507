import { concatBytes } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import type { ByteRanges } from './byte-ranges.ts';
import { parseEntryName } from './entry/entry-name.ts';
import { findEntryData } from './entry/entry-data.ts';
import { unpackEntry } from './entry/unpack-entry.ts';
import type { DirectoryEntry } from './directory/zip-directory.ts';
import { parseZipDirectory } from './directory/zip-directory.ts';
import type { ZipLimits } from './zip-limits.ts';
import { RATIO_FREE_BYTES } from './zip-limits.ts';

/** A file in a zip. */
export interface ZipEntry {
  /** Folders divided by `/`. */
  readonly name: string;
  readonly unpackedBytes: number;
  /** @throws FormatError `zip/broken` when it is not what the directory declares. */
  readonly unpackPieces: () => Iterable<Uint8Array>;
}

/** A file in a zip as it lies there. */
export interface StoredEntry extends DirectoryEntry {
  readonly name: string;
  /** Where its packed bytes begin, and behind the last of them. */
  readonly from: number;
  readonly to: number;
}

const STORED = 0;
const DEFLATED = 8;
/** Encryption of the data, strong encryption, encrypted directory (APPNOTE.TXT §4.4.4). */
const ENCRYPTED_FLAGS = (1 << 0) | (1 << 6) | (1 << 13);
const UNIX_FILE_TYPE = 0o170000;
const UNIX_LINK = 0o120000;

/**
 * Reads which files a zip holds, folders left out, in the order of its directory. Everything a zip can be
 * dangerous by is looked at before a byte is unpacked.
 * @throws FormatError `zip/broken`, `zip/contradiction`, `zip/not-supported`, `zip/encrypted`,
 * `zip/entries`, `zip/path`, `zip/repeated`, `zip/overlap`, `zip/unpacked-size`, `zip/ratio`; the message is
 * what is to be named.
 */
export function parseZip(ranges: ByteRanges, limits: ZipLimits): readonly ZipEntry[] {
  return parseStoredEntries(ranges, limits).map((entry) => toZipEntry(ranges, entry));
}

/** A file of a zip, to be unpacked. */
export function toZipEntry(ranges: ByteRanges, entry: StoredEntry): ZipEntry {
  const { name, from, to, unpackedBytes, crc32 } = entry;
  const packed = { ranges, from, to, unpackedBytes, crc32, isDeflated: entry.method === DEFLATED };
  return { name, unpackedBytes, unpackPieces: () => unpackEntry(packed) };
}

/** The files of a zip as they lie there. @throws as {@link parseZip}. */
export function parseStoredEntries(ranges: ByteRanges, limits: ZipLimits): readonly StoredEntry[] {
  const directory = parseZipDirectory(ranges, limits.zipEntries);
  const names = new Set<string>();
  const entries: StoredEntry[] = [];
  const places: EntryPlace[] = [];
  let total = 0;
  for (const entry of directory.entries) {
    const name = parseEntryName(entry.rawName, entry.flags);
    // Two files of one name, or of names that a Windows folder takes for one.
    const key = name.toLowerCase();
    if (names.has(key)) throw new FormatError('zip/repeated', name);
    names.add(key);
    checkEntry(entry, name);
    total += entry.unpackedBytes;
    if (total > limits.unpackedBytes) {
      throw new FormatError('zip/unpacked-size', String(limits.unpackedBytes));
    }
    const isLarge = entry.unpackedBytes > RATIO_FREE_BYTES;
    if (isLarge && entry.unpackedBytes > limits.unpackedRatio * entry.packedBytes) {
      throw new FormatError('zip/ratio', name);
    }
    const place = findEntryData(ranges, entry, name, directory.offset);
    places.push({ name, from: entry.localHeaderOffset, to: place.to });
    if (name.endsWith('/')) continue;
    entries.push({ ...entry, name, ...place });
  }
  checkNoOverlap(places);
  return entries;
}

/** The whole of an entry. @throws FormatError `zip/broken`. */
export function unpack(entry: ZipEntry): Uint8Array<ArrayBuffer> {
  return concatBytes(...entry.unpackPieces());
}

function checkEntry(entry: DirectoryEntry, name: string): void {
  if ((entry.flags & ENCRYPTED_FLAGS) !== 0) throw new FormatError('zip/encrypted', name);
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new FormatError('zip/not-supported', `compression method ${entry.method}`);
  }
  if (((entry.externalAttributes >>> 16) & UNIX_FILE_TYPE) === UNIX_LINK) {
    throw new FormatError('zip/path', name);
  }
}

interface EntryPlace {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Entries that share bytes unpack to far more than the zip could hold. */
function checkNoOverlap(places: readonly EntryPlace[]): void {
  let end = 0;
  for (const place of places.toSorted((left, right) => left.from - right.from)) {
    if (place.from < end) throw new FormatError('zip/overlap', place.name);
    end = place.to;
  }
}
