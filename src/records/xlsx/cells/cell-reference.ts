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
const CODE_OF_0 = 48;

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
  // Read letter by letter: a sheet has millions of them.
  let index = 0;
  let column = 0;
  for (; index < reference.length; index++) {
    const letter = reference.charCodeAt(index) - CODE_OF_A;
    if (letter < 0 || letter >= LETTERS) break;
    column = column * LETTERS + letter + 1;
    if (column > MAX_COLUMNS) return undefined;
  }
  const firstDigit = index;
  let row = 0;
  for (; index < reference.length; index++) {
    const digit = reference.charCodeAt(index) - CODE_OF_0;
    if (digit < 0 || digit > 9) return undefined;
    row = row * 10 + digit;
    if (row > MAX_ROWS) return undefined;
  }
  const isSound = column > 0 && row > 0 && reference.charCodeAt(firstDigit) !== CODE_OF_0;
  return isSound ? { row: row - 1, column: column - 1 } : undefined;
}
