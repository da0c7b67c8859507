import { MAX_COLUMNS } from '../../cells/cell-reference.ts';
import { fromEscapedText } from '../../cells/escaped-text.ts';
import { toSheetCell } from '../../cells/to-sheet-cell.ts';
import type { Workbook } from '../../workbook/workbook.ts';
import type { SheetCell } from '../sheet-cell.ts';
import type { SheetLexer } from './sheet-lexer.ts';
import { asciiBytes, BYTE, MORE, UNUSUAL } from './sheet-lexer.ts';

const MAX_DIGITS = 9;
/** Texts of credits, years and the like, which come again and again. */
const SMALL_TEXTS: readonly string[] = Array.from({ length: 4096 }, (_, value) => String(value));
const TYPES = ['s', 'n', 'str', 'inlineStr', 'b', 'd', 'e'].map((name) => ({
  name,
  bytes: asciiBytes(name),
}));
const V_END = asciiBytes('</v>');
const F_END = asciiBytes('</f>');
const C_END = asciiBytes('</c>');
const VALUE_END = asciiBytes('</v></c>');
const INLINE = asciiBytes('<is><t');
const KEPT = asciiBytes(' xml:space="preserve">');
const CLOSED = asciiBytes('>');
const INLINE_END = asciiBytes('</t></is>');

/**
 * Scans one cell (CT_Cell, ECMA-376-1 §18.3.1.4): `c` with `r`, `s` and `t`; in it `f`, then `v` or an `is`
 * with one `t`. Whatever has another form is {@link UNUSUAL}.
 */
export class CellScanner {
  readonly #lexer: SheetLexer;
  readonly #workbook: Workbook;
  /** The row in which cells are, and the column of the last one; from 0. */
  row = -1;
  column = -1;
  /** The cell that was scanned; none when there is nothing in it. */
  cell: SheetCell | undefined;
  #type = 'n';
  #style = 0;
  #isFormula = false;
  #value: string | undefined;

  constructor(lexer: SheetLexer, workbook: Workbook) {
    this.#lexer = lexer;
    this.#workbook = workbook;
  }

  /** From behind `<c` to behind the cell. */
  scan(from: number): number {
    const { bytes } = this.#lexer;
    this.cell = undefined;
    this.#isFormula = false;
    this.#value = undefined;
    const at = this.#tag(from);
    if (at < 0) return at;
    if (bytes[at - 2] !== BYTE.slash) return this.#content(at);
    // Most cells without a value are blank ones with a style; they say no more than their place.
    if (this.#type !== 'n') this.#close('');
    return at;
  }

  #tag(from: number): number {
    const lexer = this.#lexer;
    const { bytes } = lexer;
    let at = from;
    let column = this.column + 1;
    let seen = 0;
    this.#type = 'n';
    this.#style = 0;
    for (;;) {
      const start = at;
      at = lexer.skipBlanks(at);
      const name = bytes[at]!;
      if (name === BYTE.greater) break;
      if (name === BYTE.slash) {
        if (bytes[++at] !== BYTE.greater) return lexer.stop(at);
        break;
      }
      const bit = name === BYTE.r ? 1 : name === BYTE.s ? 2 : name === BYTE.t ? 4 : 0;
      if (at === start || bit === 0) return lexer.stop(at);
      if ((seen & bit) !== 0) return UNUSUAL;
      seen |= bit;
      if (bytes[at + 1] !== BYTE.equals) return lexer.stop(at + 1);
      const quote = bytes[at + 2]!;
      if (quote !== BYTE.quote && quote !== BYTE.apostrophe) return lexer.stop(at + 2);
      if (bit === 1) {
        column = this.#reference(at + 3, quote);
        if (column < 0) return column;
        at = this.#behind;
      } else {
        at = bit === 2 ? this.#styleNumber(at + 3, quote) : this.#typeName(at + 3, quote);
        if (at < 0) return at;
      }
    }
    if (column <= this.column || column >= MAX_COLUMNS) return UNUSUAL;
    this.column = column;
    return at + 1;
  }

  /** Behind the last reference. */
  #behind = 0;

  /** The column of a reference in this row. */
  #reference(from: number, quote: number): number {
    const { bytes } = this.#lexer;
    let at = from;
    let column = 0;
    let byte = bytes[at]!;
    for (; byte >= BYTE.A && byte <= BYTE.Z; byte = bytes[++at]!) {
      column = column * 26 + byte - BYTE.A + 1;
      if (column > MAX_COLUMNS) return UNUSUAL;
    }
    const firstDigit = byte;
    let row = 0;
    for (; byte >= BYTE.zero && byte <= BYTE.nine; byte = bytes[++at]!) {
      row = row * 10 + byte - BYTE.zero;
    }
    if (byte !== quote) return this.#lexer.stop(at);
    if (column === 0 || row !== this.row + 1 || firstDigit === BYTE.zero) return UNUSUAL;
    this.#behind = at + 1;
    return column - 1;
  }

  #styleNumber(from: number, quote: number): number {
    const { bytes } = this.#lexer;
    let at = from;
    let style = 0;
    let byte = bytes[at]!;
    for (; byte >= BYTE.zero && byte <= BYTE.nine; byte = bytes[++at]!) {
      style = style * 10 + byte - BYTE.zero;
    }
    if (byte !== quote) return this.#lexer.stop(at);
    if (at === from || at - from > MAX_DIGITS) return UNUSUAL;
    this.#style = style;
    return at + 1;
  }

  #typeName(from: number, quote: number): number {
    const { bytes } = this.#lexer;
    for (const { name, bytes: letters } of TYPES) {
      const end = from + letters.length;
      if (bytes[end] !== quote || this.#lexer.take(from, letters) !== end) continue;
      this.#type = name;
      return end + 1;
    }
    return this.#unlessCut(from);
  }

  /** More bytes are needed when the longest type could still be cut off. */
  #unlessCut(from: number): number {
    return this.#lexer.stop(from + 'inlineStr"'.length) === MORE ? MORE : UNUSUAL;
  }

  #content(from: number): number {
    const lexer = this.#lexer;
    const { bytes } = lexer;
    const number = this.#wholeNumber(from);
    if (number >= 0) return number;
    let at = from;
    for (;;) {
      at = lexer.skipBlanks(at);
      if (bytes[at] !== BYTE.less) return lexer.stop(at);
      const name = bytes[at + 1];
      if (name === BYTE.slash) break;
      // One value, and nothing behind it.
      if (this.#value !== undefined) return lexer.stop(at + 1);
      if (name === BYTE.v) at = this.#storedValue(at + 2);
      else at = name === BYTE.f ? this.#formula(at + 2) : this.#inlineText(at);
      if (at < 0) return at;
    }
    at = lexer.take(at, C_END);
    if (at < 0) return at;
    // The usual numbers of shared texts have been dealt with.
    if (this.#type === 's' && this.#value !== undefined) return UNUSUAL;
    this.#close(this.#value ?? '');
    return at;
  }

  /** `<v>` with a number that shows as it is or names a shared text: most cells of all sheets. */
  #wholeNumber(from: number): number {
    const { bytes } = this.#lexer;
    const start = from + 3;
    if (
      bytes[from] !== BYTE.less ||
      bytes[from + 1] !== BYTE.v ||
      bytes[from + 2] !== BYTE.greater
    ) {
      return UNUSUAL;
    }
    let at = start;
    let value = 0;
    let byte = bytes[at]!;
    for (; byte >= BYTE.zero && byte <= BYTE.nine; byte = bytes[++at]!) {
      value = value * 10 + byte - BYTE.zero;
    }
    const digits = at - start;
    if (byte !== BYTE.less || digits === 0 || digits > MAX_DIGITS) return UNUSUAL;
    const behind = this.#lexer.take(at, VALUE_END);
    if (behind < 0) return UNUSUAL;
    if (this.#type === 's') {
      const text = this.#workbook.strings.get(value);
      if (text === undefined) return UNUSUAL;
      this.#set('text', text);
      return behind;
    }
    if (this.#type !== 'n' || (bytes[start] === BYTE.zero && digits > 1)) return UNUSUAL;
    const format = this.#workbook.formats[this.#style];
    if (format !== undefined && format.shows !== 'number') return UNUSUAL;
    this.#set('number', SMALL_TEXTS[value] ?? String(value));
    return behind;
  }

  /** Behind `<v`. */
  #storedValue(from: number): number {
    const lexer = this.#lexer;
    if (lexer.bytes[from] !== BYTE.greater) return lexer.stop(from);
    const end = lexer.text(from + 1);
    if (end < 0) return end;
    const text = lexer.findText(from + 1, end);
    if (text === undefined) return UNUSUAL;
    this.#value = this.#cut(text);
    return lexer.take(end, V_END);
  }

  #inlineText(from: number): number {
    const lexer = this.#lexer;
    let at = lexer.take(from, INLINE);
    if (at < 0) return at;
    at = lexer.take(at, lexer.bytes[at] === BYTE.greater ? CLOSED : KEPT);
    if (at < 0) return at;
    const end = lexer.text(at);
    if (end < 0) return end;
    const text = lexer.findText(at, end);
    if (text === undefined) return UNUSUAL;
    this.#value = fromEscapedText(this.#cut(text));
    return lexer.take(end, INLINE_END);
  }

  /** Behind `<f`. What a formula says does not matter, but it must be well-formed. */
  #formula(from: number): number {
    const lexer = this.#lexer;
    if (this.#isFormula) return UNUSUAL;
    this.#isFormula = true;
    const start = lexer.tag(from);
    if (start < 0 || lexer.isSelfClosed) return start;
    const end = lexer.text(start);
    if (end < 0) return end;
    return lexer.findText(start, end) === undefined ? UNUSUAL : lexer.take(end, F_END);
  }

  /** A little behind the limit, for the cell to be reported. */
  #cut(text: string): string {
    const length = this.#workbook.limits.cellLength + 1;
    return text.length > length ? text.slice(0, length) : text;
  }

  #close(value: string): void {
    const shown = toSheetCell(
      {
        column: this.column,
        type: this.#type,
        style: this.#style,
        isFormula: this.#isFormula,
        value,
      },
      this.#workbook,
    );
    if (shown.text !== '' || shown.isFormula) this.cell = shown;
  }

  #set(holds: 'text' | 'number', text: string): void {
    if (text === '') return;
    this.cell = { column: this.column, isFormula: false, hasLostDigits: false, holds, text };
  }
}
