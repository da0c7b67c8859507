import { BUDDHIST_ERA_OFFSET, daysInMonth } from '../../transcript/calendar/civil-date.ts';
import { hasThaiDigits, toHint, withArabicDigits } from './near-miss.ts';
import type { ReadValue } from './read-value.ts';
import { readAs, unreadable } from './read-value.ts';
import { findSerialDate } from './serial-date.ts';

/** Years from here on are Buddhist Era. */
const FIRST_BUDDHIST_YEAR = 2400;
const FIRST_YEAR = 1800;
const LAST_YEAR = 2399;

/** ISO order with an optional time of day and zone: a civil date is never shifted by them. */
const YEAR_FIRST =
  /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const DAY_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const PARTIAL = /^(\d{4})(?:-(\d{2}))?$/;

/** Reads a whole date into `YYYY-MM-DD` (CE); CE or Buddhist Era, `YYYY-MM-DD` or `D/M/YYYY`. */
export function readDate(text: string): ReadValue {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return toDate(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return toDate(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!);
  if (PARTIAL.test(text)) return unreadable('date-incomplete');
  return unreadable('date-invalid', toHint(suggestion(text)));
}

/** Reads a birth date, which may be a year, or a year and a month, alone. */
export function readPartialDate(text: string): ReadValue {
  const partial = PARTIAL.exec(text);
  if (partial === null) return readDate(text);
  const year = toCommonEra(partial[1]!);
  const month = partial[2];
  if (year === undefined) return unreadable('date-invalid', toHint(undefined));
  if (month === undefined) return readAs(String(year));
  return daysInMonth(year, Number(month)) === 0
    ? unreadable('date-does-not-exist')
    : readAs(`${year}-${month}`);
}

/** Reads the year of an academic term into CE. */
export function readAcademicYear(text: string): ReadValue {
  const year = /^\d{4}$/.test(text) ? toCommonEra(text) : undefined;
  if (year !== undefined) return readAs(String(year));
  const arabic = withArabicDigits(text);
  return unreadable('year-invalid', toHint(hasThaiDigits(text) ? arabic : undefined));
}

function toDate(yearText: string, monthText: string, dayText: string): ReadValue {
  const year = toCommonEra(yearText);
  if (year === undefined) return unreadable('date-invalid', toHint(undefined));
  const day = Number(dayText);
  // The day is judged in the Common Era year: 29 February follows its leap years.
  if (day < 1 || day > daysInMonth(year, Number(monthText))) {
    return unreadable('date-does-not-exist');
  }
  return readAs(`${year}-${monthText.padStart(2, '0')}-${dayText.padStart(2, '0')}`);
}

function toCommonEra(yearText: string): number | undefined {
  const written = Number(yearText);
  const year = written >= FIRST_BUDDHIST_YEAR ? written - BUDDHIST_ERA_OFFSET : written;
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : undefined;
}

/**
 * Thai digits, dots or dashes for slashes, and year first with slashes are what people write instead; the
 * number behind a date is what spreadsheet programs leave.
 */
function suggestion(text: string): string | undefined {
  const plain = withArabicDigits(text).replace(/\s/g, '');
  const slashed = plain.replace(/[.-]/g, '/');
  if (DAY_FIRST.test(slashed)) return slashed;
  const dashed = plain.replace(/[./]/g, '-');
  return YEAR_FIRST.test(dashed) ? dashed : findSerialDate(plain);
}
