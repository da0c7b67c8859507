import { findColumn } from '../columns.ts';
import { readCsvRows } from './csv-rows.ts';

const DELIMITERS = [',', ';', '\t'] as const;

/** Where the header has to stand, in UTF-16 units. */
export const HEADER_LENGTH = 64 * 1024;

/** Excel's own line in front of a header, which says what divides the cells. */
const SEPARATOR_LINE = /^\s*"?sep=([,;\t])"?[^\S\r\n]*(?=[\r\n])/i;

/** How long a {@link SEPARATOR_LINE} is at the start of a text; 0 without one. Its line break stays. */
export function separatorLineLength(text: string): number {
  return SEPARATOR_LINE.exec(text)?.[0].length ?? 0;
}

/** The delimiter under which the first row names most of the contract's columns. */
export function detectDelimiter(text: string): string {
  let best: string = DELIMITERS[0];
  let bestScore = -1;
  for (const delimiter of DELIMITERS) {
    const [first] = readCsvRows(text.slice(0, HEADER_LENGTH), delimiter);
    const cells = first?.cells ?? [];
    const known = cells.filter((name) => findColumn(name.toLowerCase()) !== undefined).length;
    // Files whose names are all unknown are split where most cells come out, to name the columns.
    const score = known * 10_000 + Math.min(cells.length, 9999);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
