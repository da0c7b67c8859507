import type { PdfString } from '../pdf-value.ts';
import { endOfLineLength, hexDigits } from './characters.ts';

const ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x28, 0x28],
  [0x29, 0x29],
  [0x5c, 0x5c],
]);

/**
 * A string of which only the place is kept until somebody asks what it says: hardly anybody does, and a typed array for
 * each takes more time and memory than all else that is read.
 */
export class WrittenString implements PdfString {
  readonly type = 'string';
  readonly hexadecimal: boolean;
  readonly start: number;
  readonly end: number;
  readonly #source: Uint8Array;
  readonly #open: number;
  readonly #close: number;
  #decoded: Uint8Array | undefined;

  /**
   * @param open where its first delimiter stands in `source`. @param close where its last one stands; what is between
   *   is known to be well formed.
   * @param inFile whether `source` is the file.
   */
  constructor(source: Uint8Array, open: number, close: number, inFile: boolean) {
    this.hexadecimal = source[open] === 0x3c;
    this.start = inFile ? open : -1;
    this.end = inFile ? close + 1 : -1;
    this.#source = source;
    this.#open = open;
    this.#close = close;
  }

  get bytes(): Uint8Array {
    return (this.#decoded ??= this.hexadecimal
      ? decodeHexString(this.#source, this.#open + 1, this.#close)
      : decodeLiteralString(this.#source, this.#open + 1, this.#close));
  }
}

/** What stands between two offsets, hexadecimal digits and white space (ISO 32000-2 §7.3.4.3). */
function decodeHexString(source: Uint8Array, start: number, close: number): Uint8Array {
  const content = new Uint8Array((close - start + 1) >> 1);
  let digits = 0;
  for (let offset = start; offset < close; offset++) {
    const digit = hexDigits[source[offset]!]!;
    if (digit < 0) continue;
    content[digits >> 1]! |= (digits & 1) === 0 ? digit << 4 : digit;
    digits++;
  }
  return content.subarray(0, (digits + 1) >> 1);
}

/** What stands between two parentheses (ISO 32000-2 §7.3.4.2). */
function decodeLiteralString(source: Uint8Array, start: number, close: number): Uint8Array {
  if (isPlain(source, start, close)) return source.subarray(start, close);
  const content = new Uint8Array(close - start);
  let length = 0;
  for (let offset = start; offset < close;) {
    const byte = source[offset]!;
    const lineEnd = endOfLineLength(source, offset);
    if (byte === 0x5c) {
      const { value, next } = readEscape(source, offset + 1, close);
      if (value !== undefined) content[length++] = value;
      offset = next;
    } else if (lineEnd > 0) {
      content[length++] = 0x0a;
      offset += lineEnd;
    } else {
      content[length++] = byte;
      offset++;
    }
  }
  return content.subarray(0, length);
}

/** Whether a literal string stands for the very bytes between its parentheses: no escape, no line end but LF. */
function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let offset = start; offset < end; offset++) {
    if (bytes[offset] === 0x5c || bytes[offset] === 0x0d) return false;
  }
  return true;
}

/** The byte that what stands behind a backslash means, if any, and where it ends. */
function readEscape(
  source: Uint8Array,
  start: number,
  close: number,
): { readonly value: number | undefined; readonly next: number } {
  const plain = ESCAPES.get(source[start]!);
  if (plain !== undefined) return { value: plain, next: start + 1 };
  let next = start;
  let value: number | undefined;
  for (; next < start + 3 && next < close && isOctal(source[next]!); next++) {
    value = (value ?? 0) * 8 + (source[next]! - 0x30);
  }
  if (value !== undefined) return { value: value & 0xff, next };
  // A backslash before a line end joins lines; before anything else it means nothing.
  return { value, next: start + endOfLineLength(source, start) };
}

function isOctal(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x37;
}
