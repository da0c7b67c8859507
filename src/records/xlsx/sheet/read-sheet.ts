import { FormatError } from '../../../shared/format-error.ts';
import type { ZipEntry } from '../../zip/zip-archive.ts';
import { findCellPosition, MAX_COLUMNS, MAX_ROWS } from '../cells/cell-reference.ts';
import type { StoredCell } from '../cells/to-sheet-cell.ts';
import { toSheetCell } from '../cells/to-sheet-cell.ts';
import type { Workbook } from '../workbook/workbook.ts';
import { RichText } from '../workbook/shared-strings.ts';
import type { XmlAttributes } from '../xml-part.ts';
import { readXmlPart } from '../xml-part.ts';
import type { SheetCell, SheetRow } from './sheet-cell.ts';

/**
 * Reads the rows of a sheet (ECMA-376-1 §18.3.1) from top to bottom; blank rows and cells are left out.
 * The declared dimension is not looked at: it is often false.
 * @throws FormatError `xlsx/structure` for rows or cells out of order, and what reading XML throws.
 */
export function* readSheet(entry: ZipEntry, workbook: Workbook): Generator<SheetRow, void> {
  const builder = new RowBuilder(workbook);
  const steps = readXmlPart(
    entry,
    {
      open: (name, attributes) => builder.open(name, attributes),
      close: (name) => builder.close(name),
      text: (text) => builder.addText(text),
    },
    workbook.limits.tokenLength,
  );
  while (steps.next().done !== true) yield* builder.takeRows();
}

interface OpenCell extends StoredCell {
  readonly column: number;
  isFormula: boolean;
  value: string;
}

class RowBuilder {
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

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
    this.#richText = new RichText(workbook.limits.cellLength);
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
      if (this.#cells.length > 0) this.#rows.push({ row: this.#row, cells: this.#cells });
      this.#cells = [];
    } else if (name === 'sheetData') {
      this.#isInData = false;
    }
  }

  addText(text: string): void {
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
