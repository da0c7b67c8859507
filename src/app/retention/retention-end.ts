import { instantOf } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';

const MONTHS_A_YEAR = 12;
const DAY_MS = 24 * 3600 * 1000;

/** The moment that lay so many calendar years before; a 29 February counts back to 28 February. */
export function yearsBefore(now: Instant, years: number): Instant {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - MONTHS_A_YEAR * years);
  // A day that the month does not have runs over into the next one.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return instantOf(date.getTime());
}

/** The moment that lay so many days before. */
export function daysBefore(now: Instant, days: number): Instant {
  return instantOf(now - days * DAY_MS);
}
