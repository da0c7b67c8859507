import { FormatError } from '../../../shared/format-error.ts';
import { endOfLineLength } from '../syntax/characters.ts';
import { Lexer } from '../syntax/lexer.ts';

/**
 * Makes sure that a stream's data ends where /Length says: `endstream` and `endobj` must follow, the
 * former after at most one line end (ISO 32000-2 §7.3.8.1).
 * @returns the offset just after `endobj`.
 * @throws FormatError `pdf/stream`.
 */
export function endOfStream(bytes: Uint8Array, dataEnd: number, limit: number): number {
  const lexer = new Lexer(bytes, dataEnd, limit);
  if (dataEnd < limit) lexer.position += endOfLineLength(bytes, dataEnd);
  const ended = dataEnd < limit && lexer.takeKeyword('endstream');
  lexer.skipBlank();
  if (!ended || !lexer.takeKeyword('endobj')) {
    throw new FormatError('pdf/stream', 'a stream does not end where its length says', dataEnd);
  }
  return lexer.position;
}
