import { FormatError } from '../../../shared/format-error.ts';
import { Lexer } from '../syntax/lexer.ts';

const MOST_BLANKS = 4;
/** Nothing but a line end has anything to do between the two words; whoever asks of many streams shall not wait. */
const MOST_BETWEEN = 256;

/**
 * Makes sure that a stream's data ends where /Length says: `endstream` and `endobj` must follow, the
 * former after a line end (ISO 32000-2 §7.3.8.1), or the few blanks that some programs leave there.
 * @returns the offset just after `endobj`.
 * @throws FormatError `pdf/stream`.
 */
export function endOfStream(bytes: Uint8Array, dataEnd: number, limit: number): number {
  const lexer = new Lexer(bytes, dataEnd, Math.min(limit, dataEnd + MOST_BETWEEN));
  lexer.skipWhiteSpace();
  if (lexer.position > dataEnd + MOST_BLANKS) lexer.position = dataEnd;
  const ended = dataEnd < limit && lexer.takeKeyword('endstream');
  lexer.skipBlank();
  if (!ended || !lexer.takeKeyword('endobj')) {
    throw new FormatError('pdf/stream', 'a stream does not end where its length says', dataEnd);
  }
  return lexer.position;
}
