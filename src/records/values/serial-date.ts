import { BUDDHIST_ERA_OFFSET } from '../../transcript/calendar/civil-date.ts';
import type { DateEpoch } from '../xlsx/cells/excel-date.ts';
import { findExcelDate } from '../xlsx/cells/excel-date.ts';

/** Years of living students: a number that means another one is no date of theirs. */
const FIRST_YEAR = 1930;
const LAST_YEAR = 2059;

/**
 * The date that a spreadsheet program would show for a number (`36526` is `2000-01-01`), where it can be no
 * other number: cells that lost their format, and tables saved with the numbers behind their dates. In the
 * year as shown, which may be Buddhist Era.
 */
export function findSerialDate(text: string, epoch: DateEpoch = 1900): string | undefined {
  if (!/^\d{5,6}(?:\.\d+)?$/.test(text)) return undefined;
  const date = findExcelDate(Number(text), epoch);
  const year = Number(date?.slice(0, 4));
  return isLikely(year) || isLikely(year - BUDDHIST_ERA_OFFSET) ? date : undefined;
}

function isLikely(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}
