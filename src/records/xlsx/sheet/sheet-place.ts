import type { ColumnName } from '../../columns.ts';
import type { Place } from '../../raw/raw-record.ts';
import { formatCellReference } from '../cells/cell-reference.ts';

/** Names the cells of one sheet as Excel does. */
export class SheetPlaces {
  readonly #file: string;
  readonly #sheet: string;

  constructor(file: string, sheet: string) {
    this.#file = file;
    this.#sheet = sheet;
  }

  /** The sheet as a whole. */
  sheet(): Place {
    return { file: this.#file, line: null, path: null, sheet: this.#sheet };
  }

  /** A cell, counted from 0. */
  cell(row: number, column: number): Place {
    const cell = formatCellReference({ row, column });
    return { file: this.#file, line: row + 1, path: null, sheet: this.#sheet, cell };
  }

  /** A line of a table (from 1) under a header, at one of its columns or at its first. */
  toPlaceOf(
    positions: ReadonlyMap<ColumnName, number>,
  ): (line: number, column?: ColumnName) => Place {
    const first = Math.min(...positions.values());
    return (line, column) =>
      this.cell(line - 1, (column === undefined ? undefined : positions.get(column)) ?? first);
  }
}
