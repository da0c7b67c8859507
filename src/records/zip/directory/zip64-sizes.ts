import { FormatError } from '../../../shared/format-error.ts';

/** Sizes and places of an entry, in the order of the zip64 field. */
export interface EntrySizes {
  readonly unpackedBytes: number;
  readonly packedBytes: number;
  readonly localHeaderOffset: number;
}

const ZIP64_FIELD = 1;
const HEADER_LENGTH = 4;
const NUMBER_LENGTH = 8;
/** Says that the number stands in the zip64 field. */
const ELSEWHERE = 0xffffffff;

/**
 * The sizes of an entry, those of eight bytes included (APPNOTE.TXT §4.5.3): some programs write all their
 * entries so, however small.
 * @param written in the four bytes that every entry has for each.
 * @param extra the extra fields of the entry.
 * @throws FormatError `zip/broken`.
 */
export function readZip64Sizes(written: EntrySizes, extra: Uint8Array): EntrySizes {
  const { unpackedBytes, packedBytes, localHeaderOffset } = written;
  const wanted = [unpackedBytes, packedBytes, localHeaderOffset];
  if (!wanted.includes(ELSEWHERE)) return written;
  const field = findField(extra);
  let at = 0;
  const numbers = wanted.map((number) => {
    if (number !== ELSEWHERE) return number;
    if (field === undefined || at + NUMBER_LENGTH > field.byteLength) {
      throw new FormatError('zip/broken', 'an entry does not say its size');
    }
    const value = parseUint64(field, at);
    at += NUMBER_LENGTH;
    return value;
  });
  return {
    unpackedBytes: numbers[0]!,
    packedBytes: numbers[1]!,
    localHeaderOffset: numbers[2]!,
  };
}

/** A number of eight bytes. @throws FormatError `zip/broken` for one that no file reaches. */
export function parseUint64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new FormatError('zip/broken', 'a size or place is beyond any file');
  }
  return Number(value);
}

function findField(extra: Uint8Array): DataView | undefined {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + HEADER_LENGTH <= view.byteLength;) {
    const start = at + HEADER_LENGTH;
    const length = view.getUint16(at + 2, true);
    if (start + length > view.byteLength) return undefined;
    if (view.getUint16(at, true) === ZIP64_FIELD) {
      return new DataView(view.buffer, view.byteOffset + start, length);
    }
    at = start + length;
  }
  return undefined;
}
