import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import { FormatError } from '../../../shared/format-error.ts';
import type { ByteRanges } from '../byte-ranges.ts';

/** One entry as it lies in the zip. */
export interface PackedEntry {
  readonly ranges: ByteRanges;
  /** Where its packed bytes begin, and behind the last of them. */
  readonly from: number;
  readonly to: number;
  readonly isDeflated: boolean;
  readonly unpackedBytes: number;
  readonly crc32: number;
}

/** Packed bytes taken at a time: DEFLATE makes at most about a thousand times as much of them. */
const STEP_BYTES = 8 * 1024;
const STORED_STEP_BYTES = 64 * 1024;

/**
 * Unpacks an entry piece by piece; never more than it declares, and at the end exactly what it declares.
 * Pieces are only valid until the next is asked for.
 * @throws FormatError `zip/broken`.
 */
export function* unpackEntry(entry: PackedEntry): Generator<Uint8Array, void> {
  let count = 0;
  let sum = 0;
  for (const piece of entry.isDeflated ? inflate(entry) : slices(entry)) {
    count += piece.length;
    if (count > entry.unpackedBytes) throw broken('an entry is larger than it says');
    sum = crc32(piece, sum);
    yield piece;
  }
  if (count < entry.unpackedBytes) throw broken('an entry is smaller than it says');
  if (sum !== entry.crc32) throw broken('the checksum of an entry does not fit');
}

function* slices({ ranges, from, to }: PackedEntry): Generator<Uint8Array, void> {
  for (let at = from; at < to; at += STORED_STEP_BYTES) {
    yield ranges.read(at, Math.min(at + STORED_STEP_BYTES, to));
  }
}

function* inflate({ ranges, from, to }: PackedEntry): Generator<Uint8Array, void> {
  let pieces: Uint8Array[] = [];
  const inflater = new Inflate((piece) => pieces.push(piece));
  for (let at = from; at < to || at === from; at += STEP_BYTES) {
    pieces = [];
    const end = Math.min(at + STEP_BYTES, to);
    const packed = ranges.read(at, end);
    try {
      inflater.push(packed, end === to);
    } catch {
      throw broken('an entry cannot be unpacked');
    }
    yield* pieces;
  }
}

function broken(problem: string): FormatError {
  return new FormatError('zip/broken', problem);
}
