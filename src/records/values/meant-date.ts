import { MONTH_NAMES } from '../../transcript/calendar/month-names.ts';
import { withArabicDigits } from './near-miss.ts';
import { withoutInvisible } from './read-text.ts';
import { findSerialDate } from './serial-date.ts';

/** Short names as calendars and systems write them, in the order of the months. */
const SHORT_THAI = 'มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค'.split(' ');
const SHORT_ENGLISH = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const MONTHS: ReadonlyMap<string, number> = new Map(
  [MONTH_NAMES.th, MONTH_NAMES.en.map((name) => name.toLowerCase()), SHORT_THAI, SHORT_ENGLISH]
    .flatMap((names) => names.map((name, index) => [name, index + 1] as const))
    .concat([['sept', 9]]),
);

const TIME_OF_DAY =
  /^(\d{1,4}[-/]\d{1,2}[-/]\d{1,4}) +\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?$/;
const ERA = /(?:พ\.? ?ศ\.?|ค\.? ?ศ\.?|\bb\.?e\.?|\bc\.?e\.?|\ba\.?d\.?)/g;
const NOT_LETTERS = /[\s\d.,/-]+/g;

/**
 * Dates that a person most likely meant by a text, the likeliest first, in one of the forms that are read;
 * whoever asks takes the first that is a date. Thai digits, names of months, eras, times of day, dots or dashes
 * for slashes, missing zeros, the month before the day, and the numbers behind the dates of spreadsheets.
 */
export function* meantDates(written: string): Generator<string, void> {
  const text = withArabicDigits(withoutInvisible(written))
    .toLowerCase()
    .replace(ERA, '')
    .replace(/\s+/g, ' ')
    .trim();
  const bare = TIME_OF_DAY.exec(text)?.[1] ?? text;
  yield bare;
  const numbers = bare.match(/\d+/g) ?? [];
  const month = MONTHS.get(bare.replace(NOT_LETTERS, ''));
  if (month !== undefined) yield* withNamedMonth(numbers, month, /^\D/.test(bare));
  else if (/^[\d./-]+$/.test(bare.replaceAll(' ', ''))) yield* inFigures(numbers);
  const serial = findSerialDate(bare);
  if (serial !== undefined) yield serial;
}

/** A month and a year, or a year alone, that a birth date was most likely meant to be. */
export function* meantPartialDates(written: string): Generator<string, void> {
  for (const text of meantDates(written)) {
    yield text;
    const parts = text.split(/[/-]/);
    // Systems put zeros for what is not known.
    const [year, month, day] = parts[0]!.length === 4 ? parts : parts.toReversed();
    if (year?.length !== 4 || parts.length > 3) continue;
    if (isZero(month)) yield year;
    else if (month !== undefined && (isZero(day) || day === undefined)) {
      yield `${year}-${month.padStart(2, '0')}`;
    }
  }
}

function isZero(figure: string | undefined): boolean {
  return figure !== undefined && Number(figure) === 0;
}

function* withNamedMonth(
  numbers: readonly string[],
  month: number,
  isMonthFirst: boolean,
): Generator<string, void> {
  const [first = '', second = ''] = numbers;
  if (numbers.length === 1 && first.length === 4)
    yield `${first}-${String(month).padStart(2, '0')}`;
  if (numbers.length !== 2) return;
  if (first.length === 4 && !isMonthFirst) yield `${second}/${month}/${first}`;
  else yield `${first}/${month}/${second}`;
}

function* inFigures(numbers: readonly string[]): Generator<string, void> {
  if (numbers.length === 3) {
    const [first = '', second = '', third = ''] = numbers;
    if (first.length === 4) yield `${first}-${second.padStart(2, '0')}-${third.padStart(2, '0')}`;
    yield `${first}/${second}/${third}`;
    // The American order, where it can be no other.
    if (Number(first) <= 12 && Number(second) > 12) yield `${second}/${first}/${third}`;
  }
  if (numbers.length === 2) yield numbers.join('/');
  const [whole = ''] = numbers;
  if (numbers.length !== 1 || whole.length !== 8) return;
  const yearFirst = `${whole.slice(0, 4)}-${whole.slice(4, 6)}-${whole.slice(6)}`;
  const dayFirst = `${whole.slice(0, 2)}/${whole.slice(2, 4)}/${whole.slice(4)}`;
  // `20012566` could be either.
  if (!/^(?:19|20|2[45])\d\d/.test(whole)) yield dayFirst;
  else if (!/^(?:19|20|2[45])\d\d$/.test(whole.slice(4))) yield yearFirst;
}
