import type { PdfName } from '../pdf-value.ts';

const SLOTS = 1024;
const LONGEST = 32;

/**
 * The names of one file, each kept once: a few dozen stand thousands of times in it. A name that falls on the place of
 * another takes it, so there are never more than places.
 */
export class NameTable {
  readonly #slots = new Array<PdfName | undefined>(SLOTS);

  /** The name that stands between two offsets as it is written, if nothing in it is escaped. */
  find(bytes: Uint8Array, start: number, end: number): PdfName {
    if (end - start > LONGEST) return toName(bytes, start, end);
    let digest = end - start;
    for (let offset = start; offset < end; offset++) {
      digest = Math.imul(digest ^ bytes[offset]!, 0x01000193);
    }
    const slot = (digest ^ (digest >>> 15)) & (SLOTS - 1);
    const known = this.#slots[slot];
    if (known !== undefined && isWritten(known.value, bytes, start, end)) return known;
    return (this.#slots[slot] = toName(bytes, start, end));
  }
}

function isWritten(value: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (value.length !== end - start) return false;
  for (let index = 0; index < value.length; index++) {
    if (value.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}

function toName(bytes: Uint8Array, start: number, end: number): PdfName {
  // A view and its iterator take longer than all else for so few bytes.
  const codes: number[] = [];
  for (let offset = start; offset < end; offset++) codes.push(bytes[offset]!);
  return { type: 'name', value: String.fromCharCode(...codes) };
}
