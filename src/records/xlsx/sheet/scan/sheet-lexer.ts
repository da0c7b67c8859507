import type { ByteWindow } from './byte-window.ts';
import { findScannedText, TEXT, TEXT_CLASSES } from './scanned-text.ts';

/** Bytes that mean something in tags. */
export const BYTE = {
  quote: 0x22,
  apostrophe: 0x27,
  slash: 0x2f,
  zero: 0x30,
  nine: 0x39,
  less: 0x3c,
  equals: 0x3d,
  greater: 0x3e,
  A: 0x41,
  Z: 0x5a,
  c: 0x63,
  f: 0x66,
  r: 0x72,
  s: 0x73,
  t: 0x74,
  v: 0x76,
} as const;

/** Instead of a place, which is never negative: more bytes are needed to tell. */
export const MORE = -1;
/** Instead of a place: only a whole XML parser can tell. */
export const UNUSUAL = -2;

const MAX_ATTRIBUTES = 24;
const BLANKS = classOf(' \t\n\r');
const NAME_START = classOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_');
const NAME = classOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:.-0123456789');
/** Printable ASCII that stands for itself in an attribute. */
const VALUE = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x7f && byte !== 0x26 && byte !== BYTE.less ? 1 : 0,
);

/**
 * The smallest steps of scanning: each begins at a place and gives the place behind what it has taken, or
 * {@link MORE} or {@link UNUSUAL}. A zero byte stands behind the last one, so nothing asks for the end.
 */
export class SheetLexer {
  bytes: Buffer = Buffer.alloc(1);
  #end = 0;
  /** Of the last tag: whether it closes itself, and where the value of its attribute `r` is (or -1). */
  isSelfClosed = false;
  rStart = -1;
  rEnd = -1;
  /** Of the last text, for {@link findText}. */
  #textClasses = 0;
  readonly #nameStarts = new Int32Array(MAX_ATTRIBUTES);
  readonly #nameEnds = new Int32Array(MAX_ATTRIBUTES);

  look(window: ByteWindow): void {
    this.bytes = window.bytes;
    this.#end = window.end;
  }

  /** Why nothing can be taken here. */
  stop(at: number): number {
    return at >= this.#end ? MORE : UNUSUAL;
  }

  skipBlanks(from: number): number {
    let at = from;
    while (BLANKS[this.bytes[at]!] === 1) at++;
    return at;
  }

  /** Takes exactly these bytes. */
  take(from: number, wanted: Uint8Array): number {
    const { bytes } = this;
    for (let index = 0; index < wanted.length; index++) {
      if (bytes[from + index] !== wanted[index]) return this.stop(from + index);
    }
    return from + wanted.length;
  }

  /** Takes character data, up to the next tag. */
  text(from: number): number {
    const { bytes } = this;
    let classes = 0;
    let at = from;
    for (;;) {
      const byteClass = TEXT_CLASSES[bytes[at]!]!;
      if (byteClass === TEXT.end) break;
      classes |= byteClass;
      at++;
    }
    this.#textClasses = classes;
    return bytes[at] === BYTE.less ? at : this.stop(at);
  }

  /** What the text that was taken last says; none when only a whole parser can tell. */
  findText(start: number, end: number): string | undefined {
    return findScannedText(this.bytes, start, end, this.#textClasses);
  }

  /** Takes a tag from behind its name on, with any attributes of plain letters, none of them twice. */
  tag(from: number): number {
    const { bytes } = this;
    this.rStart = -1;
    let at = from;
    for (let count = 0; ; count++) {
      const start = at;
      at = this.skipBlanks(at);
      const byte = bytes[at];
      if (byte === BYTE.greater) {
        this.isSelfClosed = false;
        return at + 1;
      }
      if (byte === BYTE.slash) {
        this.isSelfClosed = true;
        return bytes[at + 1] === BYTE.greater ? at + 2 : this.stop(at + 1);
      }
      if (at === start || NAME_START[byte!] === 0 || count >= MAX_ATTRIBUTES) return this.stop(at);
      at = this.#attribute(at, count);
      if (at < 0) return at;
    }
  }

  #attribute(nameStart: number, count: number): number {
    const { bytes } = this;
    let at = nameStart;
    while (NAME[bytes[at]!] === 1) at++;
    const nameEnd = at;
    if (bytes[at] !== BYTE.equals) return this.stop(at);
    const quote = bytes[++at]!;
    if (quote !== BYTE.quote && quote !== BYTE.apostrophe) return this.stop(at);
    const valueStart = ++at;
    while (VALUE[bytes[at]!] === 1 && bytes[at] !== quote) at++;
    if (bytes[at] !== quote) return this.stop(at);
    if (this.#isRepeated(nameStart, nameEnd, count)) return UNUSUAL;
    this.#nameStarts[count] = nameStart;
    this.#nameEnds[count] = nameEnd;
    if (nameEnd - nameStart === 1 && bytes[nameStart] === BYTE.r) {
      this.rStart = valueStart;
      this.rEnd = at;
    }
    return at + 1;
  }

  #isRepeated(start: number, end: number, count: number): boolean {
    const { bytes } = this;
    for (let index = 0; index < count; index++) {
      const other = this.#nameStarts[index]!;
      if (this.#nameEnds[index]! - other !== end - start) continue;
      let length = 0;
      while (start + length < end && bytes[other + length] === bytes[start + length]) length++;
      if (start + length === end) return true;
    }
    return false;
  }
}

/** The bytes of an ASCII text, to be taken. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function classOf(letters: string): Uint8Array {
  const members = new Uint8Array(256);
  for (const letter of letters) members[letter.charCodeAt(0)] = 1;
  return members;
}
