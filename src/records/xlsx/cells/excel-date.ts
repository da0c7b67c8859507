/** From which day a workbook counts: 1900 (Windows) or 1904 (old Macintosh). */
export type DateEpoch = 1900 | 1904;

const DAY_MS = 24 * 60 * 60 * 1000;
const DAY_ZERO: Readonly<Record<DateEpoch, number>> = {
  // 31 December 1899 is day 0.
  1900: Date.UTC(1899, 11, 31),
  1904: Date.UTC(1904, 0, 1),
};
/** Day 60 of the 1900 count is a 29 February 1900 that never was, kept for Lotus 1-2-3's sake. */
const LEAP_DAY_1900 = 60;
const LAST_YEAR = 9999;

/**
 * The date that Excel shows for a number, as `YYYY-MM-DD` in the year as shown (it may be Buddhist Era);
 * the time of day is left out. None for numbers that Excel cannot show as a date.
 */
export function findExcelDate(serial: number, epoch: DateEpoch): string | undefined {
  const day = Math.floor(serial);
  if (!(day >= (epoch === 1900 ? 1 : 0))) return undefined;
  if (epoch === 1900 && day === LEAP_DAY_1900) return '1900-02-29';
  const shifted = epoch === 1900 && day > LEAP_DAY_1900 ? day - 1 : day;
  const date = new Date(DAY_ZERO[epoch] + shifted * DAY_MS);
  // Not a number for days beyond what a date can hold.
  if (!(date.getUTCFullYear() <= LAST_YEAR)) return undefined;
  return date.toISOString().slice(0, 10);
}
