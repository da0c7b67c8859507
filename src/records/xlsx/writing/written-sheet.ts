/** How a cell looks and what Excel takes what is typed there for. */
export type CellStyle = 'plain' | 'text' | 'figure' | 'header' | 'required' | 'title' | 'prose';

export interface WrittenCell {
  /** Text is always text: it is never run as a formula. */
  readonly value: string | number;
  readonly style: CellStyle;
}

/** A list from which the cells of a column are chosen. */
export interface ColumnChoice {
  /** Counted from 0. */
  readonly column: number;
  /** Together at most 255 characters; none with a comma. */
  readonly values: readonly string[];
  /** Whether other values are refused, or only asked about. */
  readonly isStrict: boolean;
}

interface WrittenColumn {
  /** In characters. */
  readonly width: number;
  /** Of cells that are still blank. */
  readonly style: CellStyle;
}

export interface WrittenSheet {
  readonly name: string;
  readonly columns: readonly WrittenColumn[];
  /** From the first row; `undefined` for a blank cell. */
  readonly rows: readonly (readonly (WrittenCell | undefined)[])[];
  /** Rows and columns that stay in sight. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly choices: readonly ColumnChoice[];
}
