import { countLineBreaks } from '../encoding/decode-text.ts';

type CsvProblem = 'quote-inside-cell' | 'quote-followed-by-text' | 'quote-not-closed';

/** One row of a CSV file, blank rows left out. */
export interface CsvRow {
  /** Physical line where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with its quoting; the cells are then a best guess. */
  readonly problem?: CsvProblem;
}

/**
 * Splits CSV text (RFC 4180 with any delimiter) into rows. Rows end with CRLF, LF or CR, also mixed;
 * quoted cells may hold line breaks. Never throws: a row with bad quoting says so, and reading goes on
 * with the next one, so that one slip of the pen does not hide what follows.
 */
export function* readCsvRows(text: string, delimiter: string): Generator<CsvRow> {
  const scanner = new CsvScanner(text, delimiter);
  for (let row = scanner.next(); row !== undefined; row = scanner.next()) {
    if (row.cells.some((cell) => cell !== '') || row.problem !== undefined) yield row;
  }
}

class CsvScanner {
  readonly #text: string;
  readonly #delimiter: string;
  #position = 0;
  #line = 1;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  next(): CsvRow | undefined {
    if (this.#position >= this.#text.length) return undefined;
    const start = this.#position;
    const end = lineEnd(this.#text, start);
    const physicalLine = this.#text.slice(start, end);
    // Without a quotation mark, which is nearly every row, splitting is all there is to do.
    if (!physicalLine.includes('"')) return this.#finish(physicalLine.split(this.#delimiter), end);
    return this.#nextQuoted(start);
  }

  #nextQuoted(start: number): CsvRow {
    const text = this.#text;
    const cells: string[] = [];
    let problem: CsvProblem | undefined;
    let position = start;
    for (;;) {
      let cell = '';
      const mark = this.#openingQuote(position);
      if (mark !== undefined) {
        const quoted = readQuoted(text, mark);
        if (quoted === undefined) return this.#unclosed(start);
        cell = quoted.cell;
        position = quoted.end;
      }
      const rest = this.#unquotedEnd(position);
      if (rest > position) {
        const tail = text.slice(position, rest);
        if (mark === undefined && tail.includes('"')) problem ??= 'quote-inside-cell';
        if (mark !== undefined && tail.trim() !== '') problem ??= 'quote-followed-by-text';
        cell += tail;
        position = rest;
      }
      cells.push(cell);
      if (position >= text.length || text[position] !== this.#delimiter) break;
      position++;
    }
    return this.#finish(cells, position, problem);
  }

  /** Place of the quotation mark that opens a cell, blanks before it left out. */
  #openingQuote(from: number): number | undefined {
    let position = from;
    while (this.#text[position] === ' ') position++;
    return this.#text[position] === '"' ? position : undefined;
  }

  /** End of what stands unquoted: the next delimiter or line break. */
  #unquotedEnd(from: number): number {
    let position = from;
    while (position < this.#text.length) {
      const character = this.#text[position]!;
      if (character === this.#delimiter || character === '\n' || character === '\r') break;
      position++;
    }
    return position;
  }

  /**
   * A quote that nobody closes would swallow the rest of the file: the row is taken to end with its line.
   * This happens once at most, because behind it quotation marks come in pairs only.
   */
  #unclosed(start: number): CsvRow {
    const end = lineEnd(this.#text, start);
    const cells = this.#text.slice(start, end).split(this.#delimiter);
    return this.#finish(cells, end, 'quote-not-closed');
  }

  #finish(cells: readonly string[], end: number, problem?: CsvProblem): CsvRow {
    const row = { line: this.#line, cells: cells.map((cell) => cell.trim()) };
    const afterBreak = end + (this.#text.startsWith('\r\n', end) ? 2 : 1);
    const next = Math.min(afterBreak, this.#text.length);
    this.#line += countLineBreaks(this.#text, this.#position, next);
    this.#position = next;
    return problem === undefined ? row : { ...row, problem };
  }
}

function lineEnd(text: string, from: number): number {
  let position = from;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === 0x0a || code === 0x0d) break;
    position++;
  }
  return position;
}

/** A quoted cell and the place behind its closing mark; `undefined` when it is never closed. */
function readQuoted(
  text: string,
  start: number,
): { readonly cell: string; readonly end: number } | undefined {
  let cell = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    cell += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 };
    cell += '"';
    from = quote + 2;
  }
}
