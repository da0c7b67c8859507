import { BUDDHIST_ERA_OFFSET, daysInMonth } from '../../transcript/calendar/civil-date.ts';
import { meantDates, meantPartialDates } from './meant-date.ts';
import { toHint, withArabicDigits } from './near-miss.ts';
import type { ReadValue } from './read-value.ts';
import { readAs, unreadable } from './read-value.ts';

/** Years from here on are Buddhist Era. */
const FIRST_BUDDHIST_YEAR = 2400;
const FIRST_YEAR = 1800;
const LAST_YEAR = 2399;

/** ISO order with an optional time of day and zone: a civil date is never shifted by them. */
const YEAR_FIRST =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(?:[01]\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const DAY_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const PARTIAL = /^(\d{4})(?:-(\d{2}))?$/;

/** Reads a whole date into `YYYY-MM-DD` (CE); CE or Buddhist Era, `YYYY-MM-DD` or `D/M/YYYY`. */
export function readDate(text: string): ReadValue {
  const date = findDate(text);
  if (typeof date === 'object') return readAs(date.value);
  if (PARTIAL.test(text)) return unreadable('date-incomplete');
  return unreadable(date, toHint(findMeant(meantDates(text), findDate)));
}

/** Reads a birth date, which may be a year, or a year and a month, alone. */
export function readPartialDate(text: string): ReadValue {
  const date = findPartialDate(text);
  return typeof date === 'object'
    ? readAs(date.value)
    : unreadable(date, toHint(findMeant(meantPartialDates(text), findPartialDate)));
}

/** A date in its canonical form, or why there is none. */
type FoundDate = { readonly value: string } | 'date-invalid' | 'date-does-not-exist';

function findDate(text: string): FoundDate {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return toDate(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!);
  const dayFirst = DAY_FIRST.exec(text);
  return dayFirst === null ? 'date-invalid' : toDate(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!);
}

function findPartialDate(text: string): FoundDate {
  const partial = PARTIAL.exec(text);
  if (partial === null) return findDate(text);
  const year = toCommonEra(partial[1]!);
  const month = partial[2];
  if (year === undefined) return 'date-invalid';
  if (month === undefined) return { value: String(year) };
  const exists = daysInMonth(year, Number(month)) > 0;
  return exists ? { value: `${year}-${month}` } : 'date-does-not-exist';
}

/** The first text that is a date. */
function findMeant(texts: Iterable<string>, find: (text: string) => FoundDate): string | undefined {
  for (const text of texts) if (typeof find(text) === 'object') return text;
  return undefined;
}

/** Reads the year of an academic term into CE. */
export function readAcademicYear(text: string): ReadValue {
  const year = /^\d{4}$/.test(text) ? toCommonEra(text) : undefined;
  if (year !== undefined) return readAs(String(year));
  return unreadable('year-invalid', toHint(findMeantYear(text)));
}

function toDate(yearText: string, monthText: string, dayText: string): FoundDate {
  const year = toCommonEra(yearText);
  if (year === undefined) return 'date-invalid';
  const day = Number(dayText);
  // The day is judged in the Common Era year: 29 February follows its leap years.
  if (day < 1 || day > daysInMonth(year, Number(monthText))) {
    return 'date-does-not-exist';
  }
  return { value: `${year}-${monthText.padStart(2, '0')}-${dayText.padStart(2, '0')}` };
}

function toCommonEra(yearText: string): number | undefined {
  const written = Number(yearText);
  const year = written >= FIRST_BUDDHIST_YEAR ? written - BUDDHIST_ERA_OFFSET : written;
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : undefined;
}

/** A year with its era, decimals, its term or the next year beside it: what systems write instead. */
function findMeantYear(text: string): string | undefined {
  const plain = withArabicDigits(text).replace(/\s/g, '');
  const match =
    /^(?:พ\.?ศ\.?|ค\.?ศ\.?|ปี|ปีการศึกษา)?(\d{4})(?:\.0+)?$/.exec(plain) ??
    /^[123s]\/(\d{4})$/i.exec(plain) ??
    /^(\d{4})\/[123s]$/i.exec(plain);
  if (match !== null) return toCommonEra(match[1]!) === undefined ? undefined : match[1];
  const years = /^(\d{4})[/-](?:\d\d)?(\d\d)$/.exec(plain);
  const isNext = years !== null && (Number(years[1]) + 1) % 100 === Number(years[2]);
  return isNext ? years[1] : undefined;
}
