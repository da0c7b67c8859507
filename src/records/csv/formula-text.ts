const FORMULA_LIKE = /^'*[=+\-@]/;
const MARKED = /^'+[=+\-@]/;

/**
 * Text as a cell of a CSV file of ours: what a spreadsheet program would run as a formula (`=`, `+`, `-`,
 * `@` at the start) gets an apostrophe before it, the spreadsheets' own mark of text.
 */
export function toInertText(text: string): string {
  return FORMULA_LIKE.test(text) ? `'${text}` : text;
}

/** The inverse of {@link toInertText}: the text that a marked cell means. */
export function fromInertText(cell: string): string {
  return MARKED.test(cell) ? cell.slice(1) : cell;
}
