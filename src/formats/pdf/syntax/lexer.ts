import { FormatError } from '../../../shared/format-error.ts';
import type { PdfName } from '../pdf-value.ts';
import {
  characterKinds,
  endOfLineLength,
  hexDigit,
  hexDigits,
  isDigit,
  REGULAR,
  WHITE_SPACE,
} from './characters.ts';
import type { NameTable } from './name-table.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const LONGEST_TOKEN = 127;
/** 127 up to PDF 1.7, without limit since (ISO 32000-2 annex C). */
const LONGEST_NAME = 4096;

/**
 * Reads the words of PDF syntax one after the other (ISO 32000-2 §7.2, §7.3). It never repairs: what the
 * standard does not allow is a {@link FormatError} `pdf/syntax`.
 */
export class Lexer {
  readonly bytes: Uint8Array;
  /** Nothing at or behind this offset is read. */
  readonly end: number;
  position: number;

  constructor(bytes: Uint8Array, position = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  /** The next byte, or -1 at the end. */
  peek(ahead = 0): number {
    const offset = this.position + ahead;
    return offset < this.end ? this.bytes[offset]! : -1;
  }

  /** Passes white space and comments. */
  skipBlank(): void {
    for (;;) {
      const byte = this.peek();
      if (byte === -1) return;
      if (byte === 0x25) this.skipComment();
      else if (characterKinds[byte] === WHITE_SPACE) this.position++;
      else return;
    }
  }

  /** Passes the comment whose `%` stands here, up to its line end. */
  skipComment(): void {
    while (this.peek() !== -1 && endOfLineLength(this.bytes, this.position) === 0) this.position++;
  }

  /** Passes white space only: where a comment would be suspicious. */
  skipWhiteSpace(): void {
    while (this.peek() !== -1 && characterKinds[this.peek()] === WHITE_SPACE) this.position++;
  }

  /** Passes `text` if it stands here as a whole word. */
  takeKeyword(text: string): boolean {
    for (let index = 0; index < text.length; index++) {
      if (this.peek(index) !== text.charCodeAt(index)) return false;
    }
    const next = this.peek(text.length);
    if (next !== -1 && characterKinds[next] === REGULAR) return false;
    this.position += text.length;
    return true;
  }

  /** Passes `text` or fails. */
  expectKeyword(text: string): void {
    if (!this.takeKeyword(text)) throw this.error(`'${text}' expected`);
  }

  /** A whole number written with digits only (object numbers, offsets), or `undefined` without moving. */
  takeCount(): number | undefined {
    let offset = this.position;
    let value = 0;
    const furthest = Math.min(this.end, offset + LONGEST_TOKEN);
    while (offset < furthest && isDigit(this.bytes[offset])) {
      value = value * 10 + (this.bytes[offset]! - 0x30);
      if (value > Number.MAX_SAFE_INTEGER) return undefined;
      offset++;
    }
    if (offset === this.position) return undefined;
    const next = offset < this.end ? this.bytes[offset]! : -1;
    if (next !== -1 && characterKinds[next] === REGULAR) return undefined;
    this.position = offset;
    return value;
  }

  expectCount(what: string): number {
    const value = this.takeCount();
    if (value === undefined) throw this.error(`${what} expected`);
    return value;
  }

  /** A run of regular characters, as text. */
  readWord(): string {
    const start = this.position;
    while (this.peek() !== -1 && characterKinds[this.peek()] === REGULAR) this.position++;
    if (this.position - start > LONGEST_TOKEN) throw this.error('a word is too long');
    return String.fromCharCode(...this.bytes.subarray(start, this.position));
  }

  /** @param word what {@link readWord} gave. */
  toNumber(word: string): number {
    const value = NUMBER.test(word) ? Number(word) : Number.NaN;
    if (!Number.isFinite(value)) throw this.error('not a PDF object');
    return value;
  }

  /** The name whose slash stands here, decoded. */
  readName(names: NameTable): PdfName {
    const { bytes } = this;
    const start = ++this.position;
    let end = start;
    const furthest = Math.min(this.end, start + LONGEST_NAME + 1);
    while (end < furthest && characterKinds[bytes[end]!] === REGULAR) {
      if (bytes[end] === 0x23) return { type: 'name', value: this.#readEscapedName() };
      end++;
    }
    if (end - start > LONGEST_NAME) throw this.error('a name is too long');
    this.position = end;
    return names.find(bytes, start, end);
  }

  /** Passes the name whose slash stands here. */
  passName(): void {
    const start = ++this.position;
    const furthest = Math.min(this.end, start + LONGEST_NAME + 1);
    let end = start;
    for (; end < furthest && characterKinds[this.bytes[end]!] === REGULAR; end++) {
      if (this.bytes[end] !== 0x23) continue;
      this.#readEscapedName();
      return;
    }
    if (end - start > LONGEST_NAME) throw this.error('a name is too long');
    this.position = end;
  }

  /** After a whole number: the generation of the reference that it begins, or `undefined` without moving. */
  takeReferenceTail(): number | undefined {
    const afterNumber = this.position;
    this.skipBlank();
    const generation = this.takeCount();
    if (generation !== undefined) {
      this.skipBlank();
      if (this.takeKeyword('R')) return generation;
    }
    this.position = afterNumber;
    return undefined;
  }

  #readEscapedName(): string {
    let text = '';
    for (;;) {
      const byte = this.peek();
      if (byte === -1 || characterKinds[byte] !== REGULAR) return text;
      if (text.length > LONGEST_NAME) throw this.error('a name is too long');
      if (byte !== 0x23) {
        text += String.fromCharCode(byte);
        this.position++;
        continue;
      }
      const high = hexDigit(this.peek(1));
      const low = hexDigit(this.peek(2));
      if (high < 0 || low < 0 || high + low === 0) throw this.error('wrong # in a name');
      text += String.fromCharCode(high * 16 + low);
      this.position += 3;
    }
  }

  /** Passes the literal string whose `(` stands here (ISO 32000-2 §7.3.4.2). @returns where its last `)` stands. */
  passLiteralString(): number {
    const close = this.#closingParenthesis();
    this.position = close + 1;
    return close;
  }

  /** Passes the hexadecimal string whose `<` stands here (ISO 32000-2 §7.3.4.3). @returns where its `>` stands. */
  passHexString(): number {
    for (let offset = this.position + 1; offset < this.end; offset++) {
      const byte = this.bytes[offset]!;
      if (hexDigits[byte]! >= 0) continue;
      if (byte === 0x3e) {
        this.position = offset + 1;
        return offset;
      }
      if (characterKinds[byte] !== WHITE_SPACE) {
        this.position = offset;
        throw this.error('not a hexadecimal string');
      }
    }
    throw this.#endless();
  }

  error(message: string, offset = this.position): FormatError {
    return new FormatError('pdf/syntax', message, offset);
  }

  /** Where the literal string that begins here ends: parentheses may nest, a backslash protects one. */
  #closingParenthesis(): number {
    let open = 0;
    for (let offset = this.position; offset < this.end; offset++) {
      const byte = this.bytes[offset];
      if (byte === 0x5c) offset++;
      else if (byte === 0x28) open++;
      else if (byte === 0x29 && --open === 0) return offset;
    }
    throw this.#endless();
  }

  /** Everything was looked at, and whoever counts the work shall see it. */
  #endless(): FormatError {
    const error = this.error('a string does not end');
    this.position = this.end;
    return error;
  }
}
