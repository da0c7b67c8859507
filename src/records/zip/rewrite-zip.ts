import { crc32 } from 'node:zlib';
import { Deflate } from 'fflate';
import { concatBytes } from '../../shared/bytes.ts';
import type { ByteRanges } from './byte-ranges.ts';
import type { StoredEntry } from './zip-archive.ts';
import { toZipEntry } from './zip-archive.ts';

/** Makes the new content of a file from its old one. */
export type RewriteEntry = (pieces: Iterable<Uint8Array>) => Iterable<Uint8Array>;

const COPY_STEP_BYTES = 256 * 1024;
const DEFLATED = 8;
const VERSION = 20;
const NAME_FLAG = 1 << 11;
/** Checksum and sizes stand behind the data: they are known only then. */
const SIZES_BEHIND_FLAG = 1 << 3;

/**
 * A copy of a zip in which some files have another content; the packed bytes of all others are copied as they
 * are, in their order, with their times and names. Comes in pieces.
 * @param rewrites by name.
 * @throws what unpacking the files to be rewritten throws.
 */
export function* rewriteZip(
  ranges: ByteRanges,
  entries: readonly StoredEntry[],
  rewrites: ReadonlyMap<string, RewriteEntry>,
): Generator<Uint8Array, void> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const rewrite = rewrites.get(entry.name);
    const start = offset;
    const written =
      rewrite === undefined ? copied(entry) : new RewrittenEntry(entry, ranges, rewrite);
    const pieces = written instanceof RewrittenEntry ? written.pieces() : copy(entry, ranges);
    const header = toLocalHeader(written);
    yield header;
    offset += header.length;
    for (const piece of pieces) {
      yield piece;
      offset += piece.length;
    }
    directory.push(toDirectoryHeader(written, entry.externalAttributes, start));
  }
  const listing = concatBytes(...directory);
  yield listing;
  yield toEndRecord(entries.length, listing.length, offset);
}

/** What both headers of a file say. */
interface WrittenEntry {
  readonly rawName: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

function copied(entry: StoredEntry): WrittenEntry {
  return { ...entry, flags: entry.flags & NAME_FLAG };
}

function* copy({ from, to }: StoredEntry, ranges: ByteRanges): Generator<Uint8Array, void> {
  for (let at = from; at < to; at += COPY_STEP_BYTES) {
    yield ranges.read(at, Math.min(at + COPY_STEP_BYTES, to));
  }
}

/** A file whose new content is packed as it is made. */
class RewrittenEntry implements WrittenEntry {
  readonly rawName: Uint8Array;
  readonly flags: number;
  readonly method = DEFLATED;
  readonly time: number;
  crc32 = 0;
  packedBytes = 0;
  unpackedBytes = 0;
  readonly #content: Iterable<Uint8Array>;

  constructor(entry: StoredEntry, ranges: ByteRanges, rewrite: RewriteEntry) {
    this.rawName = entry.rawName;
    this.flags = (entry.flags & NAME_FLAG) | SIZES_BEHIND_FLAG;
    this.time = entry.time;
    this.#content = rewrite(toZipEntry(ranges, entry).unpackPieces());
  }

  *pieces(): Generator<Uint8Array, void> {
    const packed: Uint8Array[] = [];
    const deflater = new Deflate((piece) => {
      this.packedBytes += piece.length;
      packed.push(piece);
    });
    for (const piece of this.#content) {
      this.crc32 = crc32(piece, this.crc32);
      this.unpackedBytes += piece.length;
      deflater.push(piece);
      yield* packed.splice(0);
    }
    deflater.push(new Uint8Array(), true);
    yield* packed.splice(0);
    yield toBytes(u32(0x08074b50), u32(this.crc32), u32(this.packedBytes), u32(this.unpackedBytes));
  }
}

function toLocalHeader(entry: WrittenEntry): Uint8Array {
  return concatBytes(toBytes(u32(0x04034b50), ...toFields(entry), u16(0)), entry.rawName);
}

function toDirectoryHeader(entry: WrittenEntry, attributes: number, offset: number): Uint8Array {
  const places = [u16(0), u16(0), u16(0), u16(0), u32(attributes), u32(offset)];
  return concatBytes(
    toBytes(u32(0x02014b50), u16(VERSION), ...toFields(entry), ...places),
    entry.rawName,
  );
}

function toFields(entry: WrittenEntry): readonly (readonly number[])[] {
  return [
    u16(VERSION),
    u16(entry.flags),
    u16(entry.method),
    u32(entry.time),
    u32(entry.crc32),
    u32(entry.packedBytes),
    u32(entry.unpackedBytes),
    u16(entry.rawName.length),
  ];
}

function toEndRecord(count: number, length: number, offset: number): Uint8Array {
  const disks = [u16(0), u16(0)];
  return toBytes(
    u32(0x06054b50),
    ...disks,
    u16(count),
    u16(count),
    u32(length),
    u32(offset),
    u16(0),
  );
}

function toBytes(...numbers: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(numbers.flat());
}

function u16(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function u32(value: number): readonly number[] {
  return [...u16(value), ...u16(value >>> 16)];
}
