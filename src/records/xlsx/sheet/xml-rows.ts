import { FormatError } from '../../../shared/format-error.ts';
import { findCellPosition, MAX_COLUMNS, MAX_ROWS } from '../cells/cell-reference.ts';
import type { StoredCell } from '../cells/to-sheet-cell.ts';
import { toSheetCell } from '../cells/to-sheet-cell.ts';
import { RichText } from '../workbook/shared-strings.ts';
import type { Workbook } from '../workbook/workbook.ts';
import type { XmlAttributes, XmlPartHandlers } from '../xml-part.ts';
import type { SheetCell, SheetRow } from './sheet-cell.ts';

interface OpenCell extends StoredCell {
  readonly column: number;
  isFormula: boolean;
  value: string;
}

/**
 * Gathers rows from what an XML parser says of a sheet, in whatever form they are written.
 * @throws FormatError `xlsx/structure` for rows or cells out of order.
 */
export class XmlRows implements XmlPartHandlers {
  readonly #workbook: Workbook;
  readonly #richText: RichText;
  #rows: SheetRow[] = [];
  #isInData = false;
  #row = -1;
  #column = -1;
  #cells: SheetCell[] = [];
  #cell: OpenCell | undefined;
  /** The element whose text is being read. */
  #reading: 'v' | 'is' | undefined;
  #closedRows = 0;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
    this.#richText = new RichText(workbook.limits.cellLength);
  }

  /** Whether `sheetData` is open. */
  get isInData(): boolean {
    return this.#isInData;
  }

  /** Counts the rows that have been closed. */
  get closedRows(): number {
    return this.#closedRows;
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

  takeRows(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (!this.#isInData) {
      this.#isInData = name === 'sheetData';
      return;
    }
    if (this.#reading === 'is') {
      this.#richText.open(name);
      return;
    }
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'v') this.#reading = 'v';
    else if (name === 'f' && this.#cell !== undefined) this.#cell.isFormula = true;
    else if (name === 'is') {
      this.#reading = 'is';
      this.#richText.start();
    }
  }

  close(name: string): void {
    if (!this.#isInData) return;
    if (this.#reading === 'is') {
      if (name !== 'is') {
        this.#richText.close(name);
        return;
      }
      if (this.#cell !== undefined) this.#cell.value = this.#richText.end();
      this.#reading = undefined;
    } else if (name === 'v') {
      this.#reading = undefined;
    } else if (name === 'c') {
      this.#closeCell();
    } else if (name === 'row') {
      this.#closedRows++;
      if (this.#cells.length > 0) this.#rows.push({ row: this.#row, cells: this.#cells });
      this.#cells = [];
    } else if (name === 'sheetData') {
      this.#isInData = false;
    }
  }

  text(text: string): void {
    if (this.#reading === 'is') this.#richText.add(text);
    else if (this.#reading === 'v' && this.#cell !== undefined) {
      // Cut a little behind the limit, for the cell to be reported.
      const room = this.#workbook.limits.cellLength + 1 - this.#cell.value.length;
      this.#cell.value += text.slice(0, Math.max(room, 0));
    }
  }

  #openRow({ r }: XmlAttributes): void {
    const row = r === undefined ? this.#row + 1 : Number(r) - 1;
    if (!(Number.isInteger(row) && row > this.#row && row < MAX_ROWS)) {
      throw new FormatError(
        'xlsx/structure',
        `a row after row ${this.#row + 1} has no sound number`,
      );
    }
    this.#row = row;
    this.#column = -1;
  }

  #openCell({ r, t, s }: XmlAttributes): void {
    const position =
      r === undefined ? { row: this.#row, column: this.#column + 1 } : findCellPosition(r);
    const isSound =
      position !== undefined &&
      position.row === this.#row &&
      position.column > this.#column &&
      position.column < MAX_COLUMNS;
    if (!isSound) {
      throw new FormatError('xlsx/structure', `a cell of row ${this.#row + 1} has no sound place`);
    }
    this.#column = position.column;
    this.#cell = {
      column: position.column,
      type: t ?? 'n',
      style: Number(s ?? 0),
      isFormula: false,
      value: '',
    };
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    if (cell === undefined) return;
    const shown = toSheetCell(cell, this.#workbook);
    if (shown.text !== '' || shown.isFormula) this.#cells.push(shown);
  }
}
