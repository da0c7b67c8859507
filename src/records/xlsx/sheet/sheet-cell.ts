/** A cell with something in it, as Excel shows it. */
export interface SheetCell {
  /** Counted from 0. */
  readonly column: number;
  readonly holds: 'text' | 'number' | 'date' | 'error';
  /** Dates as `YYYY-MM-DD` in the year as shown; of a formula the result that was stored, maybe none. */
  readonly text: string;
  readonly isFormula: boolean;
  /** Whether it is a number of more digits than Excel keeps. */
  readonly hasLostDigits: boolean;
}

/** A row with something in it. */
export interface SheetRow {
  /** Counted from 0. */
  readonly row: number;
  /** From left to right. */
  readonly cells: readonly SheetCell[];
}
