import { concatBytes, parseUtf8 } from '../../shared/bytes.ts';
import { unlessMalformed } from '../../shared/format-error.ts';
import { LineCounter } from './line-counter.ts';
import { findEvidence, incompleteTailLength } from './text-evidence.ts';

/** Encodings that intake reads. */
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-874';

/** How much behind the first byte that is not ASCII is looked at before an encoding is settled. */
const EVIDENCE_BYTES = 1024 * 1024;
const MAX_BROKEN_LINES = 1000;
/** Text that is not Thai has few letters beyond ASCII; with more of them that do not fit, it is no text. */
const MAX_BROKEN_SHARE = 0.2;
/** Letters of Thai words in Windows-874 to each byte that means nothing in it. */
const MIN_THAI_PER_STRAY = 20;
const THAI = /[\u0E01-\u0E5B]/;
const NOTHING = new Uint8Array(0);

/**
 * Decodes a text file piece by piece. UTF-8 unless a byte order mark says UTF-16, or the bytes can only be
 * Windows-874 (TIS-620), the encoding of older Thai student systems: settled by up to a megabyte from the
 * first byte that is not ASCII. Later bytes that do not fit are broken (U+FFFD), never another encoding.
 */
export class StreamDecoder {
  #encoding: TextEncodingName | 'unknown' | undefined;
  /** Bytes not decoded yet: the start, the evidence, or a UTF-8 sequence cut in two. */
  #held: Uint8Array = NOTHING;
  #hasStarted = false;
  #hasMark = false;
  /** The last byte of ASCII before the first other one. */
  #lastAscii = 0;
  #decoder: TextDecoder | undefined;
  readonly #lines = new LineCounter();
  readonly #brokenLines: number[] = [];
  #lastBrokenLine = 0;
  #brokenLineCount = 0;

  /** What the file is read as; UTF-8 as long as there is only ASCII, `undefined` when nothing fits. */
  get encoding(): TextEncodingName | undefined {
    return this.#encoding === 'unknown' ? undefined : (this.#encoding ?? 'utf-8');
  }

  /** The text that can be told so far; may be empty. */
  write(bytes: Uint8Array): string {
    return this.#note(this.#decode(bytes, false));
  }

  /** The rest. */
  end(): string {
    return this.#note(this.#decode(NOTHING, true));
  }

  /** Physical lines (from 1) with bytes that the encoding cannot mean, as far as found since the last call. */
  takeBrokenLines(): readonly number[] {
    return this.#brokenLines.splice(0);
  }

  #decode(chunk: Uint8Array, isLast: boolean): string {
    const bytes = this.#held.length === 0 ? chunk : concatBytes(this.#held, chunk);
    this.#held = NOTHING;
    if (this.#encoding !== undefined) return this.#decodeAs(bytes, isLast);
    if (!this.#hasStarted) {
      if (bytes.length < 3 && !isLast) return this.#hold(bytes, 0);
      this.#hasStarted = true;
      return this.#start(bytes, isLast);
    }
    return this.#settle(bytes, isLast);
  }

  #start(bytes: Uint8Array, isLast: boolean): string {
    const utf16 = utf16Encoding(bytes);
    if (utf16 !== undefined) {
      this.#encoding = utf16;
      return this.#decodeAs(bytes, isLast);
    }
    this.#hasMark = hasUtf8Mark(bytes);
    let content = bytes;
    // Programs that add a mark to a file that has one leave two.
    while (hasUtf8Mark(content)) content = content.subarray(3);
    return this.#settle(content, isLast);
  }

  /** ASCII means the same in every encoding left; from the first other byte on, evidence is gathered. */
  #settle(bytes: Uint8Array, isLast: boolean): string {
    const from = firstHighByte(bytes);
    const plain = from < 0 ? bytes : bytes.subarray(0, from);
    const ascii = parseUtf8(plain);
    this.#lastAscii = plain.at(-1) ?? this.#lastAscii;
    if (from < 0) return ascii;
    const evidence = bytes.subarray(from);
    if (evidence.length < EVIDENCE_BYTES && !isLast) return ascii + this.#hold(evidence, 0);
    this.#encoding = this.#judge(evidence, isLast);
    return ascii + this.#decodeAs(evidence, isLast);
  }

  #judge(bytes: Uint8Array, isLast: boolean): TextEncodingName | 'unknown' {
    if (this.#hasMark) return 'utf-8';
    const whole = isLast ? bytes : withoutTail(bytes);
    const text = findUtf8(whole);
    if (text !== undefined && THAI.test(text)) return 'utf-8';
    const evidence = findEvidence(whole, this.#lastAscii);
    const { windows874, notWindows874, utf8 } = evidence;
    // One stray byte in a file of Thai words is broken at its line, whatever it was.
    const isThai = windows874 >= MIN_THAI_PER_STRAY * notWindows874;
    if (isThai && windows874 > utf8) return 'windows-874';
    if (text !== undefined) return 'utf-8';
    const isText = evidence.high <= MAX_BROKEN_SHARE * whole.length;
    return evidence.utf8 > evidence.notUtf8 || isText ? 'utf-8' : 'unknown';
  }

  #decodeAs(bytes: Uint8Array, isLast: boolean): string {
    if (this.#encoding === 'unknown') return '';
    if (this.#encoding !== 'utf-8') {
      this.#decoder ??= new TextDecoder(this.#encoding);
      return this.#decoder.decode(bytes, { stream: !isLast });
    }
    const tail = isLast ? 0 : incompleteTailLength(bytes);
    const whole = bytes.subarray(0, bytes.length - tail);
    this.#hold(bytes, bytes.length - tail);
    const text = findUtf8(whole);
    if (text !== undefined) return text;
    const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole);
    this.#noteBroken(lenient);
    return lenient;
  }

  #hold(bytes: Uint8Array, from: number): string {
    // A copy: whoever sent the piece may use its memory again.
    this.#held = from >= bytes.length ? NOTHING : bytes.slice(from);
    return '';
  }

  #note(text: string): string {
    if (this.#decoder !== undefined) this.#noteBroken(text);
    this.#lines.skip(text);
    return text;
  }

  #noteBroken(text: string): void {
    let at = text.indexOf('\uFFFD');
    if (at < 0) return;
    const lines = new LineCounter(this.#lines.line);
    let from = 0;
    while (at >= 0 && this.#brokenLineCount < MAX_BROKEN_LINES) {
      lines.skip(text, from, at);
      from = at;
      if (lines.line !== this.#lastBrokenLine) {
        this.#brokenLines.push(lines.line);
        this.#lastBrokenLine = lines.line;
        this.#brokenLineCount++;
      }
      at = text.indexOf('\uFFFD', at + 1);
    }
  }
}

/** Position of the first byte that is not ASCII; -1 when there is none. */
function firstHighByte(bytes: Uint8Array): number {
  for (let index = 0; index < bytes.length; index++) if (bytes[index]! >= 0x80) return index;
  return -1;
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function withoutTail(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length - incompleteTailLength(bytes));
}

function findUtf8(bytes: Uint8Array): string | undefined {
  return unlessMalformed(() => parseUtf8(bytes));
}
