/**
 * Decimals as integers in hundredths: credits and grade point averages are money to a student, so no
 * binary fraction ever touches them.
 */

/** Largest accepted whole part: sums of credits times points stay far inside exact integers. */
const MAX_WHOLE_DIGITS = 4;
const GPA = /^\d\.\d\d$/;
const DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/**
 * Reads `3`, `3.5` or `3.25` into hundredths. `undefined` for anything else: signs, exponents, blanks,
 * Thai digits, more than four digits before the point, a third decimal that is not zero.
 */
export function findHundredths(text: string): number | undefined {
  // Nearly all credits are one digit.
  if (text.length === 1 && text >= '0' && text <= '9') return Number(text) * 100;
  // And nearly all averages have two decimals.
  if (text.length === 4 && GPA.test(text)) return Number(text[0]! + text.slice(2));
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const whole = match[1]!.replace(/^0+(?=\d)/, '');
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (whole.length > MAX_WHOLE_DIGITS || decimals.length > 2) return undefined;
  return Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/**
 * The same for text that has been validated.
 * @throws RangeError for text that {@link findHundredths} does not read: a bug of ours.
 */
export function toHundredths(text: string): number {
  const hundredths = findHundredths(text);
  if (hundredths === undefined) throw new RangeError('a validated decimal was expected');
  return hundredths;
}

/** Credits as a registrar writes them: no trailing zeros (`300` is `3`, `350` is `3.5`). */
export function formatCredits(hundredths: number): string {
  // Nearly all sums of credits are whole.
  if (hundredths % 100 === 0) return String(hundredths / 100);
  return fixed(hundredths, 2).replace(/0+$/, '');
}

/** A grade point average, always with two decimals (`325` is `3.25`). */
export function formatGpa(hundredths: number): string {
  return fixed(hundredths, 2);
}

/** Credits times points, which has four decimals, without trailing zeros (`105000` is `10.5`). */
export function formatPoints(tenThousandths: number): string {
  if (tenThousandths % 10_000 === 0) return String(tenThousandths / 10_000);
  return fixed(tenThousandths, 4).replace(/0+$/, '');
}

function fixed(scaled: number, places: number): string {
  const digits = String(scaled).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
