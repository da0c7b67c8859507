import { FormatError } from '../../../shared/format-error.ts';
import type { ReadingLimits } from '../pdf-limits.ts';
import { isDigit } from '../syntax/characters.ts';
import { ObjectParser } from '../syntax/object-parser.ts';
import { Lexer } from '../syntax/lexer.ts';
import { XrefEntries } from './xref-entry-table.ts';
import { countOf, FREE, type EntryBudget, type XrefEntry } from './xref-entry.ts';
import { exceedsSize, type XrefSection } from './xref-section.ts';

const OFFSET_DIGITS = 10;
const GENERATION_DIGITS = 5;

/**
 * Reads a classic cross-reference table and its trailer (ISO 32000-2 §7.5.4, §7.5.5).
 * @param end nothing at or behind it belongs to the section.
 * @throws FormatError `pdf/xref`, `pdf/syntax` or `pdf/limit`.
 */
export function parseXrefTable(
  bytes: Uint8Array,
  offset: number,
  end: number,
  budget: EntryBudget,
  limits: ReadingLimits,
): XrefSection {
  const lexer = new Lexer(bytes, offset, end);
  lexer.expectKeyword('xref');
  const entries = new XrefEntries(budget);
  lexer.skipWhiteSpace();
  while (!lexer.takeKeyword('trailer')) {
    readSubsection(lexer, entries);
    lexer.skipWhiteSpace();
  }
  lexer.skipBlank();
  const trailer = new ObjectParser(lexer, limits).readDict();
  const sealed = entries.seal(offset);
  return {
    form: 'table',
    offset,
    entries: sealed,
    trailer,
    streamNumber: undefined,
    exceedsSize: exceedsSize(sealed, countOf(trailer, 'Size', offset)),
    bodyEnd: lexer.position,
  };
}

function readSubsection(lexer: Lexer, entries: XrefEntries): void {
  const first = lexer.expectCount('the first object number of a subsection');
  lexer.skipWhiteSpace();
  const count = lexer.expectCount('the number of entries');
  for (let index = 0; index < count; index++) {
    lexer.skipWhiteSpace();
    const position = lexer.position;
    entries.add(first + index, readEntry(lexer), position);
  }
}

/** `oooooooooo ggggg n` or `f`; the line end may be one or two characters long. */
function readEntry(lexer: Lexer): XrefEntry {
  const offset = readDigits(lexer, OFFSET_DIGITS);
  lexer.skipWhiteSpace();
  const generation = readDigits(lexer, GENERATION_DIGITS);
  lexer.skipWhiteSpace();
  if (lexer.takeKeyword('n')) return { kind: 'offset', offset, generation };
  if (lexer.takeKeyword('f')) return FREE;
  throw new FormatError(
    'pdf/xref',
    'a cross-reference entry is neither in use nor free',
    lexer.position,
  );
}

function readDigits(lexer: Lexer, digits: number): number {
  for (let index = 0; index < digits; index++) {
    if (!isDigit(lexer.peek(index))) {
      throw new FormatError('pdf/xref', 'wrong digits in a cross-reference entry', lexer.position);
    }
  }
  return lexer.expectCount('a cross-reference entry');
}
