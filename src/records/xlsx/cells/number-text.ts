import type { NumberFormat } from './number-format.ts';

/** Excel computes with more, but keeps and shows no more digits than this. */
const EXCEL_DIGITS = 15;
/** Most numbers are credits, years and averages, which stand as they are shown. */
const SHORT = /^(?:0|[1-9]\d{0,8})(?:\.\d{0,4}[1-9])?$/;

/**
 * A stored number as Excel shows it in a wide enough cell: `3.9100000000000001` is `3.91`,
 * `1.2E+3` is `1200`. Texts that are no number stay as they are.
 */
export function toNumberText(stored: string, format: NumberFormat): string {
  if (format.shows !== 'padded' && SHORT.test(stored)) return stored;
  const number = Number(stored);
  if (stored === '' || !Number.isFinite(number)) return stored;
  const text = String(Number(number.toPrecision(EXCEL_DIGITS)));
  const isWhole = /^\d+$/.test(text);
  return format.shows === 'padded' && isWhole ? text.padStart(format.digits, '0') : text;
}

/** Whether a whole number is so long that Excel has put zeros for its last digits. */
export function hasLostDigits(stored: string): boolean {
  if (SHORT.test(stored)) return false;
  return Number.isInteger(Number(stored)) && Math.abs(Number(stored)) >= 10 ** EXCEL_DIGITS;
}
