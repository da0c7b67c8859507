/** A cell of a sheet, counted from 0. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** Excel's own limits (`XFD1048576`). */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

const LETTERS = 26;
const CODE_OF_A = 65;

/** The letters that Excel shows above a column (0 is `A`). */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS)) {
    letters = String.fromCharCode(CODE_OF_A + ((rest - 1) % LETTERS)) + letters;
  }
  return letters;
}

/** A cell as Excel names it (`F214`). */
export function formatCellReference({ row, column }: CellPosition): string {
  return `${columnLetters(column)}${row + 1}`;
}

/** The cell that a reference names; none for what is no cell of a sheet. */
export function findCellPosition(reference: string): CellPosition | undefined {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference);
  if (match === null) return undefined;
  let column = 0;
  for (const letter of match[1]!) column = column * LETTERS + letter.charCodeAt(0) - CODE_OF_A + 1;
  const row = Number(match[2]);
  return column <= MAX_COLUMNS && row <= MAX_ROWS
    ? { row: row - 1, column: column - 1 }
    : undefined;
}
