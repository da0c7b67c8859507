import { FormatError } from '../../../shared/format-error.ts';
import { characterKinds, endOfLineLength, isDigit, WHITE_SPACE } from '../syntax/characters.ts';
import { Lexer } from '../syntax/lexer.ts';

const END_MARK = '%%EOF';

/** The last lines of a revision: `startxref`, an offset, `%%EOF` (ISO 32000-2 §7.5.5). */
export interface RevisionTail {
  /** The offset that stands there. */
  readonly startxref: number;
  /** Just after `%%EOF`. */
  readonly eofOffset: number;
  /** Just after `%%EOF` and its line end, if it has one. */
  readonly endOffset: number;
}

/**
 * Reads the tail that must follow a cross-reference section. Comments may stand before it (some
 * programs sign their name there), but none that looks like an end of file.
 * @throws FormatError `pdf/xref`.
 */
export function parseTailAfter(bytes: Uint8Array, bodyEnd: number, limit: number): RevisionTail {
  const lexer = new Lexer(bytes, bodyEnd, limit);
  lexer.skipWhiteSpace();
  while (lexer.peek() === 0x25) {
    if (hasText(bytes, lexer.position, END_MARK)) break;
    lexer.skipComment();
    lexer.skipWhiteSpace();
  }
  if (!lexer.takeKeyword('startxref')) {
    throw new FormatError('pdf/xref', 'startxref expected after its section', lexer.position);
  }
  lexer.skipWhiteSpace();
  const startxref = lexer.takeCount();
  lexer.skipWhiteSpace();
  if (startxref === undefined || !hasText(bytes, lexer.position, END_MARK)) {
    throw new FormatError('pdf/xref', 'startxref without offset and %%EOF', lexer.position);
  }
  const eofOffset = lexer.position + END_MARK.length;
  return { startxref, eofOffset, endOffset: eofOffset + endOfLineLength(bytes, eofOffset) };
}

/**
 * Finds the last tail of the file.
 * @throws FormatError `pdf/xref` when the last `%%EOF` has no `startxref` before it.
 */
export function parseLastTail(bytes: Uint8Array): RevisionTail {
  const mark = lastIndexOfText(bytes, END_MARK);
  if (mark === -1) throw new FormatError('pdf/xref', 'no %%EOF');
  let offset = mark;
  const skipBack = (holds: (byte: number) => boolean): void => {
    while (offset > 0 && holds(bytes[offset - 1]!)) offset--;
  };
  skipBack((byte) => characterKinds[byte] === WHITE_SPACE);
  skipBack(isDigit);
  skipBack((byte) => characterKinds[byte] === WHITE_SPACE);
  return parseTailAfter(bytes, Math.max(0, offset - 'startxref'.length), bytes.length);
}

function lastIndexOfText(bytes: Uint8Array, text: string): number {
  const first = text.charCodeAt(0);
  for (let offset = bytes.lastIndexOf(first); offset >= 0;) {
    if (hasText(bytes, offset, text)) return offset;
    if (offset === 0) return -1;
    offset = bytes.lastIndexOf(first, offset - 1);
  }
  return -1;
}

function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
