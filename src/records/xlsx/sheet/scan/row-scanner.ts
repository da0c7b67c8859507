import { MAX_ROWS } from '../../cells/cell-reference.ts';
import type { Workbook } from '../../workbook/workbook.ts';
import type { SheetCell, SheetRow } from '../sheet-cell.ts';
import type { ByteWindow } from './byte-window.ts';
import { CellScanner } from './cell-scanner.ts';
import { asciiBytes, BYTE, MORE, SheetLexer, UNUSUAL } from './sheet-lexer.ts';

/**
 * What stands at the front of a window: a row, which has been taken out of it; the end of the rows; `more`
 * when that cannot be seen yet; `unusual` when only a whole XML parser can say what it is.
 */
export type ScanResult = 'row' | 'end' | 'more' | 'unusual';

const ROW = asciiBytes('<row');
const ROW_END = asciiBytes('</row>');
const DATA_END = asciiBytes('</sheetData>');
const MAX_ROW_DIGITS = 7;

/**
 * Reads rows byte by byte, in exactly the form in which spreadsheet programs write them. It never says that
 * something is wrong: whatever has another form, sound or not, is unusual.
 */
export class RowScanner {
  readonly #lexer = new SheetLexer();
  readonly #cellScanner: CellScanner;
  #row = -1;
  #column = -1;
  #cells: SheetCell[] = [];

  constructor(workbook: Workbook) {
    this.#cellScanner = new CellScanner(this.#lexer, workbook);
  }

  /** Of the last row and its last cell, from 0. */
  get place(): { readonly row: number; readonly column: number } {
    return { row: this.#row, column: this.#column };
  }

  /** Goes on behind rows that something else has read. */
  moveTo(row: number, column: number): void {
    this.#row = row;
    this.#column = column;
  }

  /** Looks at the front of a window. */
  scan(window: ByteWindow): ScanResult {
    const lexer = this.#lexer;
    lexer.look(window);
    const start = lexer.skipBlanks(window.at);
    const behind = this.#scanRow(start);
    if (behind >= 0) {
      window.at = behind;
      return 'row';
    }
    if (behind === MORE) return 'more';
    const end = lexer.take(start, DATA_END);
    if (end === MORE) return 'more';
    return end === UNUSUAL ? 'unusual' : 'end';
  }

  /** The row that was scanned; none when there is nothing in it. */
  takeRow(): SheetRow | undefined {
    if (this.#cells.length === 0) return undefined;
    const row = { row: this.#row, cells: this.#cells };
    this.#cells = [];
    return row;
  }

  #scanRow(from: number): number {
    const lexer = this.#lexer;
    let at = lexer.take(from, ROW);
    if (at >= 0) at = lexer.tag(at);
    if (at < 0) return at;
    const row = lexer.rStart < 0 ? this.#row + 1 : this.#rowNumber() - 1;
    if (!(row > this.#row && row < MAX_ROWS)) return UNUSUAL;
    const cells: SheetCell[] = [];
    const scanner = this.#cellScanner;
    scanner.row = row;
    scanner.column = -1;
    if (!lexer.isSelfClosed) {
      at = this.#scanCells(at, cells);
      if (at < 0) return at;
    }
    this.#row = row;
    this.#column = scanner.column;
    this.#cells = cells;
    return at;
  }

  #scanCells(from: number, cells: SheetCell[]): number {
    const lexer = this.#lexer;
    const { bytes } = lexer;
    const scanner = this.#cellScanner;
    let at = from;
    for (;;) {
      at = lexer.skipBlanks(at);
      if (bytes[at] !== BYTE.less) return lexer.stop(at);
      if (bytes[at + 1] !== BYTE.c) return lexer.take(at, ROW_END);
      at = scanner.scan(at + 2);
      if (at < 0) return at;
      if (scanner.cell !== undefined) cells.push(scanner.cell);
    }
  }

  /** Not a number when it is written in an unusual way. */
  #rowNumber(): number {
    const { bytes, rStart, rEnd } = this.#lexer;
    if (rEnd === rStart || rEnd - rStart > MAX_ROW_DIGITS) return Number.NaN;
    let number = 0;
    for (let at = rStart; at < rEnd; at++) {
      const digit = bytes[at]! - BYTE.zero;
      if (digit < 0 || digit > 9) return Number.NaN;
      number = number * 10 + digit;
    }
    return number;
  }
}
