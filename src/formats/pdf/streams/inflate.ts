import { FormatError } from '../../../shared/format-error.ts';
import { inflateBlocks } from './inflate-blocks.ts';

/** Method and flags (RFC 1950 §2.2). */
export const ZLIB_HEADER_BYTES = 2;

/** So much may stand behind the data: their checksum, and what programs leave there. */
const MOST_TRAILING_BYTES = 80_000;

/**
 * Decompresses zlib data (RFC 1950), never holding much more than `maxBytes` of output. The checksum at
 * the end is not compared: what a signature covers is the compressed bytes.
 * @throws FormatError `pdf/stream` for damaged data, `pdf/limit` when there is more than `maxBytes`.
 */
export function inflateBounded(data: Uint8Array, maxBytes: number): Uint8Array {
  checkZlibHeader(data);
  const inflated = inflateBlocks(data, ZLIB_HEADER_BYTES, maxBytes);
  checkZlibEnd(data.length - inflated.end);
  return inflated.data;
}

/** @throws FormatError `pdf/stream` where no zlib data begins (RFC 1950 §2.2), or a dictionary is asked for. */
export function checkZlibHeader(data: Uint8Array): void {
  const [method, flags] = [data[0] ?? 0, data[1] ?? 0];
  const valid = (method & 0x0f) === 8 && method >> 4 <= 7 && ((method << 8) | flags) % 31 === 0;
  if (!valid || (flags & 0x20) !== 0)
    throw new FormatError('pdf/stream', 'a stream is not zlib data');
}

/** @throws FormatError `pdf/stream` where much follows the last block. @param bytes how much. */
export function checkZlibEnd(bytes: number): void {
  if (bytes > MOST_TRAILING_BYTES) throw new FormatError('pdf/stream', 'data after its end');
}
