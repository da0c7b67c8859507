import type { Instant } from '../../shared/instant.ts';
import type { CivilDate, DocumentLanguage, PartialDate } from '../record.ts';
import { MONTH_NAMES } from './month-names.ts';

/** Buddhist Era minus Common Era. */
export const BUDDHIST_ERA_OFFSET = 543;
/** Thailand has kept UTC+7 without summer time since 1920. */
const BANGKOK_OFFSET_MS = 7 * 60 * 60 * 1000;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month in the Gregorian calendar; month 1 to 12, otherwise 0. */
export function daysInMonth(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (DAYS[month - 1] ?? 0);
}

/** The date on a calendar in Bangkok at that instant. */
export function toCivilDate(instant: Instant): CivilDate {
  return toCivilDateTime(instant).slice(0, 10);
}

/** Date and time of day in Bangkok with seconds, without an offset (`2026-11-24T17:00:00`). */
export function toCivilDateTime(instant: Instant): string {
  return new Date(instant + BANGKOK_OFFSET_MS).toISOString().slice(0, 19);
}

/** The year as a document in that language prints it: Buddhist Era in Thai, Common Era in English. */
export function toPrintedYear(year: number, language: DocumentLanguage): number {
  return language === 'th' ? year + BUDDHIST_ERA_OFFSET : year;
}

/**
 * A date as it is printed: `24 พฤศจิกายน 2569`, `24 November 2026`; partial dates as far as they are
 * known (`พฤศจิกายน 2569`, `2569`).
 * @param date validated, Common Era.
 */
export function formatCivilDate(date: PartialDate, language: DocumentLanguage): string {
  const [year, month, day] = date.split('-');
  const parts = [String(toPrintedYear(Number(year), language))];
  if (month !== undefined) parts.unshift(MONTH_NAMES[language][Number(month) - 1]!);
  if (day !== undefined) parts.unshift(String(Number(day)));
  return parts.join(' ');
}
