import { FormatError } from '../../../shared/format-error.ts';
import type { ByteRanges } from '../byte-ranges.ts';
import { parseUint64 } from './zip64-sizes.ts';

/** Where the directory of a zip is. */
export interface DirectoryEnd {
  /** Entries in it. */
  readonly count: number;
  readonly offset: number;
  /** Behind its last byte. */
  readonly end: number;
}

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const MAX_COMMENT_LENGTH = 0xffff;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_LENGTH = 20;
const END64_SIGNATURE = 0x06064b50;
const END64_LENGTH = 56;
/** Of its length the record does not count its first twelve bytes. */
const END64_UNCOUNTED = 12;

/**
 * Finds the record at the end of a zip (APPNOTE.TXT §4.3.14 to §4.3.16). Nothing may stand behind it or
 * between it and the directory, and a zip64 record must not contradict it.
 * @throws FormatError `zip/broken`, `zip/not-supported` (several volumes).
 */
export function findDirectoryEnd(ranges: ByteRanges): DirectoryEnd {
  const end = findEndRecord(ranges);
  const view = viewOf(ranges, end, end + END_LENGTH);
  const end64 = readEnd64(ranges, end);
  const disks = [view.getUint16(4, true), view.getUint16(6, true)];
  const counts = [view.getUint16(8, true), view.getUint16(10, true)];
  const length = view.getUint32(12, true);
  const offset = view.getUint32(16, true);
  if (end64 !== undefined) {
    const isSame =
      disks.every((disk) => disk === 0 || disk === 0xffff) &&
      counts.every((count) => count === 0xffff || count === end64.count) &&
      (length === 0xffffffff || length === end64.end - end64.offset) &&
      (offset === 0xffffffff || offset === end64.offset);
    if (!isSame) throw broken('its two end records contradict each other');
    return end64;
  }
  if (disks.some((disk) => disk !== 0) || counts[0] !== counts[1]) throw severalVolumes();
  if (offset + length !== end) throw broken('the directory does not fill its place');
  return { count: counts[1]!, offset, end };
}

function findEndRecord(ranges: ByteRanges): number {
  const from = Math.max(0, ranges.length - END_LENGTH - MAX_COMMENT_LENGTH);
  const view = viewOf(ranges, from, ranges.length);
  for (let at = view.byteLength - END_LENGTH; at >= 0; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_LENGTH + view.getUint16(at + 20, true) === view.byteLength) return from + at;
  }
  throw broken('there is no end record');
}

function readEnd64(ranges: ByteRanges, end: number): DirectoryEnd | undefined {
  const locator = end - LOCATOR_LENGTH;
  if (locator < END64_LENGTH) return undefined;
  const view = viewOf(ranges, locator, end);
  if (view.getUint32(0, true) !== LOCATOR_SIGNATURE) return undefined;
  if (view.getUint32(4, true) !== 0 || view.getUint32(16, true) > 1) throw severalVolumes();
  const at = parseUint64(view, 8);
  if (at + END64_LENGTH > locator) throw broken('the zip64 end record is not where it should be');
  const record = viewOf(ranges, at, at + END64_LENGTH);
  const isWhole =
    record.getUint32(0, true) === END64_SIGNATURE &&
    at + END64_UNCOUNTED + parseUint64(record, 4) === locator;
  if (!isWhole) throw broken('the zip64 end record is damaged');
  const counts = [parseUint64(record, 24), parseUint64(record, 32)];
  const disks = [record.getUint32(16, true), record.getUint32(20, true)];
  if (disks.some((disk) => disk !== 0) || counts[0] !== counts[1]) throw severalVolumes();
  const offset = parseUint64(record, 48);
  if (offset + parseUint64(record, 40) !== at)
    throw broken('the directory does not fill its place');
  return { count: counts[1]!, offset, end: at };
}

function viewOf(ranges: ByteRanges, from: number, to: number): DataView {
  const bytes = ranges.read(from, to);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function broken(problem: string): FormatError {
  return new FormatError('zip/broken', problem);
}

function severalVolumes(): FormatError {
  return new FormatError('zip/not-supported', 'several volumes');
}
