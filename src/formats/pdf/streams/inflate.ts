import { Inflate, inflateSync } from 'fflate';

import { concatBytes } from '../../../shared/bytes.ts';
import { FormatError, isFormatError } from '../../../shared/format-error.ts';

/** Method and flags (RFC 1950 §2.2). */
export const ZLIB_HEADER_BYTES = 2;

/** Deflate expands at most about 1:1032, so no single step can produce more than some 4 MiB. */
const STEP_BYTES = 4096;

/** Up to here everything is inflated at once, to some 32 MiB at most. */
const ONE_STEP_BYTES = 8 * STEP_BYTES;

/** What streams of document structure expand to, mostly; where one does, nothing need be copied on the way. */
const USUAL_EXPANSION = 8;

/** A stored block of 65,535 bytes is the longest input that must be complete before it yields output. */
export const LONGEST_SILENCE_BYTES = 80_000;

/**
 * Decompresses zlib data (RFC 1950), never holding much more than `maxBytes` of output. The checksum at
 * the end is not compared: what a signature covers is the compressed bytes.
 * @throws FormatError `pdf/stream` for damaged data, `pdf/limit` when there is more than `maxBytes`.
 */
export function inflateBounded(data: Uint8Array, maxBytes: number): Uint8Array {
  checkZlibHeader(data);
  const start = ZLIB_HEADER_BYTES;
  if (data.length - start <= ONE_STEP_BYTES) return inflateAtOnce(data.subarray(start), maxBytes);
  const parts: Uint8Array[] = [];
  let total = 0;
  let silence = 0;
  // fflate reuses no output buffer, so the pieces can be kept without copying them.
  const inflate = new Inflate((part) => {
    total += part.length;
    silence = part.length > 0 ? 0 : silence + STEP_BYTES;
    if (total > maxBytes) throw new FormatError('pdf/limit', 'a stream expands too far');
    parts.push(part);
  });
  for (let from = start; ; from += STEP_BYTES) {
    const final = from + STEP_BYTES >= data.length;
    if (silence > LONGEST_SILENCE_BYTES) throw new FormatError('pdf/stream', 'data after its end');
    push(inflate, data.subarray(from, from + STEP_BYTES), final);
    if (final) return parts.length === 1 ? parts[0]! : concatBytes(...parts);
  }
}

/** Most streams of a transcript are small. */
function inflateAtOnce(data: Uint8Array, maxBytes: number): Uint8Array {
  let inflated: Uint8Array;
  try {
    const room = Math.min(maxBytes, USUAL_EXPANSION * data.length + STEP_BYTES);
    // What does not fit is dropped without a word: only where room is left is everything there.
    const usual = inflateSync(data, { out: new Uint8Array(room) });
    inflated = usual.length < room ? usual : inflateSync(data);
  } catch {
    throw new FormatError('pdf/stream', 'a stream is not deflate data');
  }
  if (inflated.length > maxBytes) throw new FormatError('pdf/limit', 'a stream expands too far');
  return inflated;
}

function push(inflate: Inflate, step: Uint8Array, final: boolean): void {
  try {
    inflate.push(step, final);
  } catch (error) {
    if (isFormatError(error)) throw error;
    throw new FormatError('pdf/stream', 'a stream is not deflate data');
  }
}

/** @throws FormatError `pdf/stream` where no zlib data begins (RFC 1950 §2.2), or a dictionary is asked for. */
export function checkZlibHeader(data: Uint8Array): void {
  const [method, flags] = [data[0] ?? 0, data[1] ?? 0];
  const valid = (method & 0x0f) === 8 && method >> 4 <= 7 && ((method << 8) | flags) % 31 === 0;
  if (!valid || (flags & 0x20) !== 0)
    throw new FormatError('pdf/stream', 'a stream is not zlib data');
}
