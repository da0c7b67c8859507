import { findHundredths, formatCredits, formatGpa } from '../../transcript/figures/decimal.ts';
import { toHint, withArabicDigits } from './near-miss.ts';
import { withoutInvisible } from './read-text.ts';
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
    ? unreadable('gpa-invalid', toHint(suggestedGpa(text)))
    : readAs(formatGpa(hundredths));
}

/** Thai digits, a decimal comma, a missing zero, a sign, a unit, or the hours behind the credits (`3(3-0-6)`). */
function suggestion(text: string): string | undefined {
  const plain = withArabicDigits(withoutInvisible(text)).replace(/\s/g, '');
  const bare = plain
    .replace(/^(\d+(?:\.\d+)?)\(\d+(?:\.\d+)?-\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?\)$/, '$1')
    .replace(/(?:หน่วยกิต|หน่วย|นก\.?|credits?|cr\.?)$/i, '')
    .replace(/^\+/, '')
    .replace(/^(\d+),(\d{1,2})$/, '$1.$2')
    .replace(/^\./, '0.')
    .replace(/\.$/, '');
  return findHundredths(bare) === undefined ? undefined : bare;
}

/** The same, and figures with more decimals where it does not matter how they are cut. */
function suggestedGpa(text: string): string | undefined {
  const likely = suggestion(text);
  const long = /^(\d\.\d\d)[0-4]\d*$/.exec(likely ?? text);
  return long === null ? likely : long[1];
}
