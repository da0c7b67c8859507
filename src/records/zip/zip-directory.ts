import { FormatError } from '../../shared/format-error.ts';

/** What the central directory says about one entry (APPNOTE.TXT 6.3.10 §4.3.12). */
export interface DirectoryEntry {
  readonly rawName: Uint8Array;
  readonly flags: number;
  readonly method: number;
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

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const ZIP64_LOCATOR_LENGTH = 20;
const MAX_COMMENT_LENGTH = 0xffff;

/**
 * Reads the directory at the end of a zip. Exactly one end record fits and the directory fills exactly
 * the room before it, so that no other program can see other entries than we do.
 * @throws FormatError `zip/broken`, `zip/not-supported` (zip64, several volumes), `zip/entries`.
 */
export function parseZipDirectory(bytes: Uint8Array, maxEntries: number): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const locator = end - ZIP64_LOCATOR_LENGTH;
  if (locator >= 0 && view.getUint32(locator, true) === ZIP64_LOCATOR_SIGNATURE) {
    throw new FormatError('zip/not-supported', 'zip64');
  }
  const count = view.getUint16(end + 10, true);
  const length = view.getUint32(end + 12, true);
  const offset = view.getUint32(end + 16, true);
  if (count === 0xffff || length === 0xffffffff || offset === 0xffffffff) {
    throw new FormatError('zip/not-supported', 'zip64');
  }
  const disks = [view.getUint16(end + 4, true), view.getUint16(end + 6, true)];
  if (disks.some((disk) => disk !== 0) || view.getUint16(end + 8, true) !== count) {
    throw new FormatError('zip/not-supported', 'several volumes');
  }
  if (offset + length !== end) throw broken('the directory does not fill its place');
  if (count > maxEntries) throw new FormatError('zip/entries', String(maxEntries));
  return { entries: parseEntries(bytes, view, { offset, end, count }), offset };
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_LENGTH); at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (view.getUint16(at + 20, true) === last - at) return at;
  }
  throw broken('there is no end record');
}

function parseEntries(
  bytes: Uint8Array,
  view: DataView,
  { offset, end, count }: { offset: number; end: number; count: number },
): readonly DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  let at = offset;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_LENGTH > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw broken('the directory has fewer entries than it says');
    }
    const nameLength = view.getUint16(at + 28, true);
    const next =
      at +
      ENTRY_LENGTH +
      nameLength +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
    if (next > end) throw broken('an entry of the directory is cut off');
    const entry: DirectoryEntry = {
      rawName: bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      externalAttributes: view.getUint32(at + 38, true),
      localHeaderOffset: view.getUint32(at + 42, true),
    };
    const isZip64 = [entry.packedBytes, entry.unpackedBytes, entry.localHeaderOffset].includes(
      0xffffffff,
    );
    if (isZip64) throw new FormatError('zip/not-supported', 'zip64');
    entries.push(entry);
    at = next;
  }
  if (at !== end) throw broken('the directory has more entries than it says');
  return entries;
}

function broken(problem: string): FormatError {
  return new FormatError('zip/broken', problem);
}
