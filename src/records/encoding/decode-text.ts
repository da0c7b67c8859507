import { parseUtf8 } from '../../shared/bytes.ts';

/** Text of a file together with how it was read. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-874';
  /** Physical lines (from 1) with bytes that the encoding cannot mean; read as U+FFFD. */
  readonly brokenLines: readonly number[];
}

const MAX_BROKEN_LINES = 1000;

/**
 * Reads the bytes of a text file. UTF-8 unless a byte order mark says UTF-16, or the bytes can only be
 * Windows-874 (TIS-620), the encoding of older Thai student systems. A few bad bytes in UTF-8 stay bad:
 * they never turn a whole file into another encoding. `undefined` when no encoding fits.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const utf16 = utf16Encoding(bytes);
  if (utf16 !== undefined) {
    const text = new TextDecoder(utf16).decode(bytes);
    return { text, encoding: utf16, brokenLines: brokenLinesOf(text) };
  }
  const withoutMark = hasUtf8Mark(bytes) ? bytes.subarray(3) : bytes;
  const text = findUtf8(withoutMark);
  if (text !== undefined) return { text, encoding: 'utf-8', brokenLines: [] };
  if (withoutMark === bytes && looksLikeWindows874(bytes)) {
    return {
      text: new TextDecoder('windows-874').decode(bytes),
      encoding: 'windows-874',
      brokenLines: [],
    };
  }
  const lenient = new TextDecoder('utf-8').decode(bytes);
  const isMostlyUtf8 = withoutMark !== bytes || utf8Evidence(bytes).isMostlyUtf8;
  return isMostlyUtf8
    ? { text: lenient, encoding: 'utf-8', brokenLines: brokenLinesOf(lenient) }
    : undefined;
}

function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function findUtf8(bytes: Uint8Array): string | undefined {
  try {
    return parseUtf8(bytes);
  } catch {
    return undefined;
  }
}

/** Thai letters as TIS-620 has them, and the few other signs of Windows-874. */
function isWindows874(byte: number): boolean {
  return (
    (byte >= 0xa0 && byte <= 0xda) ||
    (byte >= 0xdf && byte <= 0xfb) ||
    byte === 0x80 ||
    byte === 0x85 ||
    (byte >= 0x91 && byte <= 0x97)
  );
}

/** Every high byte is one of Windows-874, Thai letters stand in runs, and little of it reads as UTF-8. */
function looksLikeWindows874(bytes: Uint8Array): boolean {
  let longestRun = 0;
  let run = 0;
  for (const byte of bytes) {
    if (byte < 0x80) {
      run = 0;
    } else {
      if (!isWindows874(byte)) return false;
      run++;
      if (run > longestRun) longestRun = run;
    }
  }
  return longestRun >= 2 && !utf8Evidence(bytes).isMostlyUtf8;
}

function utf8Evidence(bytes: Uint8Array): { readonly isMostlyUtf8: boolean } {
  let inSequences = 0;
  let alone = 0;
  let index = 0;
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index);
    if (length > 1) inSequences += length;
    else if (length === 0) alone++;
    index += Math.max(length, 1);
  }
  return { isMostlyUtf8: inSequences > alone };
}

/** Bytes of the well-formed sequence at this place; 0 for a byte that begins none. */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const first = bytes[index]!;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (first > 0xf4 || length === 0) return 0;
  for (let offset = 1; offset < length; offset++) {
    const next = bytes[index + offset];
    if (next === undefined || (next & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function brokenLinesOf(text: string): readonly number[] {
  const lines: number[] = [];
  let line = 1;
  let from = 0;
  let at = text.indexOf('\uFFFD');
  while (at >= 0 && lines.length < MAX_BROKEN_LINES) {
    line += countLineBreaks(text, from, at);
    if (lines.at(-1) !== line) lines.push(line);
    from = at;
    at = text.indexOf('\uFFFD', at + 1);
  }
  return lines;
}

/** Line breaks (CRLF, LF, CR) that begin in a part of a text. */
export function countLineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(index + 1) !== 0x0a)) count++;
  }
  return count;
}
