import { findHundredths, formatCredits, formatGpa } from '../../transcript/figures/decimal.ts';
import { hasThaiDigits, toHint, withArabicDigits } from './near-miss.ts';
import type { ReadValue } from './read-value.ts';
import { readAs, unreadable } from './read-value.ts';

/** Reads credits into their shortest form (`3.50` is `3.5`); at most two decimals. */
export function readCredits(text: string): ReadValue {
  const hundredths = findHundredths(text);
  return hundredths === undefined
    ? unreadable('number-invalid', toHint(suggestion(text)))
    : readAs(formatCredits(hundredths));
}

/** Reads a grade point average into two decimals (`3` is `3.00`); a third decimal is an error, even zero. */
export function readGpa(text: string): ReadValue {
  const hundredths = /\.\d{3}/.test(text) ? undefined : findHundredths(text);
  return hundredths === undefined
    ? unreadable('gpa-invalid', toHint(suggestion(text)))
    : readAs(formatGpa(hundredths));
}

function suggestion(text: string): string | undefined {
  const plain = withArabicDigits(text).replace(/\s/g, '').replace(',', '.');
  const isLikely = hasThaiDigits(text) || /^\d+,\d{1,2}$/.test(text);
  return isLikely && findHundredths(plain) !== undefined ? plain : undefined;
}
