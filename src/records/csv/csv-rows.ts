import { countLineBreaks } from '../encoding/line-counter.ts';
import { trimBlanks } from '../raw/trim-blanks.ts';

export type CsvProblem =
  'quote-inside-cell' | 'quote-followed-by-text' | 'quote-not-closed' | 'cell-too-large';

/** One row of a CSV file, blank rows left out. */
export interface CsvRow {
  /** Physical line where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with it; the cells are then a best guess. */
  readonly problem?: CsvProblem;
}

interface ScannedRow {
  readonly cells: string[];
  /** Where its line ends. */
  readonly end: number;
  readonly problem?: CsvProblem;
  /** Whether its line goes on behind the text that is there. */
  readonly isCut?: boolean;
}

/** Takes one row; `cells` are its own to keep. */
type TakeRow = (cells: string[], line: number, problem: CsvProblem | undefined) => void;

/** Longest row in UTF-16 units that is looked at as a whole: what is behind it is passed over. */
const MAX_ROW_LENGTH = 4 * 1024 * 1024;
/** How much of a longer row is kept, to say whose it is. */
const KEPT_LENGTH = 64 * 1024;
const NOWHERE = Number.POSITIVE_INFINITY;

/** Splits CSV text that is there as a whole into rows; see {@link CsvScanner}. */
export function* readCsvRows(text: string, delimiter: string): Generator<CsvRow> {
  const rows: CsvRow[] = [];
  new CsvScanner(delimiter).scan(text, true, (cells, line, problem) =>
    rows.push(problem === undefined ? { line, cells } : { line, cells, problem }),
  );
  yield* rows;
}

/**
 * Splits CSV text (RFC 4180 with any delimiter) that comes in pieces into rows. Rows end with CRLF, LF or
 * CR, also mixed; quoted cells may hold line breaks; blanks round cells are left out. Never throws: a row
 * with bad quoting says so, and reading goes on with the next one, so that one slip of the pen does not
 * hide what follows.
 */
export class CsvScanner {
  readonly #delimiter: string;
  #line = 1;
  /** What is left of the pieces before: the start of a row. */
  #rest = '';
  /** Whether the rest of an overlong line is being passed over. */
  #isSkipping = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** @param isLast whether the text ends with this piece. */
  scan(piece: string, isLast: boolean, take: TakeRow): void {
    const text = this.#rest === '' ? piece : this.#rest + piece;
    const marks = new LineMarks(text);
    let position = this.#isSkipping ? this.#skipLine(text, marks.lineEnd(0), isLast) : 0;
    let quote = nextPlace(text, '"', position);
    while (position < text.length) {
      const end = marks.lineEnd(position);
      if (quote < position) quote = nextPlace(text, '"', position);
      // Without a quotation mark, which is nearly every row, splitting is all there is to do.
      const isPlain = quote >= end;
      const row = isPlain
        ? this.#plainRow(text, position, end, isLast)
        : (this.#quotedRow(text, position, isLast) ?? this.#openRow(text, position, end, isLast));
      if (row === undefined) break;
      if (trimAll(row.cells) || row.problem !== undefined) {
        take(row.cells, this.#line, row.problem);
      }
      this.#isSkipping = row.isCut === true;
      const next = this.#isSkipping ? text.length : afterBreak(text, row.end);
      if (!this.#isSkipping)
        this.#line += isPlain ? 1 : countLineBreaks(text.slice(position, next));
      position = next;
    }
    this.#rest = position < text.length ? text.slice(position) : '';
  }

  /** Passes over what is left of a line; the place of the next row. */
  #skipLine(text: string, end: number, isLast: boolean): number {
    if (end === NOWHERE) return text.length;
    if (!isLast && mayGoOn(text, end)) return end;
    this.#isSkipping = false;
    this.#line++;
    return afterBreak(text, end);
  }

  #plainRow(text: string, start: number, end: number, isLast: boolean): ScannedRow | undefined {
    if (end === NOWHERE && !isLast) {
      return text.length - start > MAX_ROW_LENGTH ? this.#cutRow(text, start) : undefined;
    }
    if (!isLast && mayGoOn(text, end)) return undefined;
    const stop = Math.min(end, text.length);
    return { cells: text.slice(start, stop).split(this.#delimiter), end: stop };
  }

  /**
   * A quote that nobody closes would swallow the rest of the file: the row is taken to end with its line.
   * `undefined` while the text still to come may close it.
   */
  #openRow(text: string, start: number, end: number, isLast: boolean): ScannedRow | undefined {
    if (!isLast && text.length - start <= MAX_ROW_LENGTH) return undefined;
    if (end === NOWHERE && !isLast) return this.#cutRow(text, start);
    const stop = Math.min(end, text.length);
    const cells = text.slice(start, stop).split(this.#delimiter);
    return { cells, end: stop, problem: 'quote-not-closed' };
  }

  /** A line that does not end within reach: its start says whose it is, the rest is passed over. */
  #cutRow(text: string, start: number): ScannedRow {
    const kept = text.slice(start, start + KEPT_LENGTH);
    const line = kept.slice(0, Math.min(new LineMarks(kept).lineEnd(0), kept.length));
    const cells = this.#wholeCells(line);
    return { cells, end: text.length, problem: 'cell-too-large', isCut: true };
  }

  /** The cells of a line that was cut off; of the last one what is left of it. */
  #wholeCells(line: string): string[] {
    const cells: string[] = [];
    let position = 0;
    for (;;) {
      const mark = openingQuote(line, position);
      const quoted = mark === undefined ? undefined : readQuoted(line, mark);
      if (mark !== undefined && quoted === undefined) return [...cells, line.slice(mark + 1)];
      const end = this.#unquotedEnd(line, quoted?.end ?? position);
      cells.push(quoted?.cell ?? line.slice(position, end));
      if (end >= line.length) return cells;
      position = end + 1;
    }
  }

  /** A row with quotation marks; `undefined` when a quote does not close in the text that is there. */
  #quotedRow(text: string, start: number, isLast: boolean): ScannedRow | undefined {
    const cells: string[] = [];
    let problem: CsvProblem | undefined;
    let position = start;
    for (;;) {
      let cell = '';
      const mark = openingQuote(text, position);
      if (mark !== undefined) {
        const quoted = readQuoted(text, mark);
        if (quoted === undefined) return undefined;
        cell = quoted.cell;
        position = quoted.end;
      }
      const rest = this.#unquotedEnd(text, position);
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
    if (!isLast && mayGoOn(text, position)) return undefined;
    return problem === undefined ? { cells, end: position } : { cells, end: position, problem };
  }

  /** End of what stands unquoted: the next delimiter or line break. */
  #unquotedEnd(text: string, from: number): number {
    let position = from;
    while (position < text.length) {
      const character = text[position]!;
      if (character === this.#delimiter || character === '\n' || character === '\r') break;
      position++;
    }
    return position;
  }
}

/** The next line feed and carriage return of a text, each looked for once. */
class LineMarks {
  readonly #text: string;
  #lineFeed = -1;
  #carriageReturn = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the line ends that a place stands on; places must not go back. */
  lineEnd(from: number): number {
    if (this.#lineFeed < from) this.#lineFeed = nextPlace(this.#text, '\n', from);
    if (this.#carriageReturn < from) this.#carriageReturn = nextPlace(this.#text, '\r', from);
    return Math.min(this.#lineFeed, this.#carriageReturn);
  }
}

function nextPlace(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? NOWHERE : at;
}

/** Whether a row that ends here may have an end that the next piece tells: more text, or CR and LF. */
function mayGoOn(text: string, end: number): boolean {
  return end >= text.length || (end === text.length - 1 && text[end] === '\r');
}

function afterBreak(text: string, end: number): number {
  return Math.min(end + (text.startsWith('\r\n', end) ? 2 : 1), text.length);
}

/** Place of the quotation mark that opens a cell, blanks before it left out. */
function openingQuote(text: string, from: number): number | undefined {
  let position = from;
  while (text[position] === ' ') position++;
  return text[position] === '"' ? position : undefined;
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

/** Leaves out blanks round every cell; whether any cell has something in it. */
function trimAll(cells: string[]): boolean {
  let hasText = false;
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]!;
    if (cell === '') continue;
    hasText = true;
    if (mayBeBlank(cell.charCodeAt(0)) || mayBeBlank(cell.charCodeAt(cell.length - 1))) {
      cells[index] = trimBlanks(cell);
    }
  }
  return hasText && cells.some((cell) => cell !== '');
}

/** Everything that `trim` takes away is among these. */
function mayBeBlank(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code >= 0x1680;
}
