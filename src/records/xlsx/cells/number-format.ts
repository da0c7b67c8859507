/** How numbers of a style are shown, as far as it changes what a cell means. */
export type NumberFormat =
  | { readonly shows: 'number' }
  /** Hundredths, with a percent sign. */
  | { readonly shows: 'percent' }
  /** Dates, times and both: the number counts days. */
  | { readonly shows: 'date' }
  /** Padded with zeros to so many digits (`00000000`): student numbers are kept so. */
  | { readonly shows: 'padded'; readonly digits: number };

const NUMBER: NumberFormat = { shows: 'number' };
const PERCENT: NumberFormat = { shows: 'percent' };
const DATE: NumberFormat = { shows: 'date' };

/** Formats that workbooks name by number alone (ECMA-376-1 §18.8.30), first and last; 71 to 81 are Thai. */
const BUILT_IN_DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
];

const BUILT_IN_PERCENTS: readonly number[] = [9, 10];

/** The format with a built-in number. */
export function builtInFormat(id: number): NumberFormat {
  if (BUILT_IN_PERCENTS.includes(id)) return PERCENT;
  return BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last) ? DATE : NUMBER;
}

/**
 * A format by its code (`d/m/bbbb`, `[$-D07041E]d mmm yyyy`, `0000000000`). Only the section for positive
 * numbers is looked at; quoted text, colours, conditions and locales say nothing about dates.
 */
export function toNumberFormat(code: string): NumberFormat {
  const letters = code
    .slice(0, MAX_CODE_LENGTH)
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .split(';')[0]!
    // Elapsed time (`[h]`) counts days too, every other bracket is decoration.
    .replace(/\[(?!(?:h+|m+|s+|ช+|น+|ท+)\])[^\]]*\]/gi, '');
  if (/^0{2,}$/.test(letters)) return { shows: 'padded', digits: letters.length };
  if (letters.includes('%')) return PERCENT;
  const withoutWords = letters.replace(/General|E[+-]/gi, '');
  return /[dmyhsbวดปชนท]/i.test(withoutWords) ? DATE : NUMBER;
}

const MAX_CODE_LENGTH = 255;
