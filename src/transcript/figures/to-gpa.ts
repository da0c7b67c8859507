import type { GpaRounding } from '../grading-scheme.ts';

/**
 * A grade point average in hundredths from exact sums.
 * @param pointsTenThousandths sum of credits (hundredths) times points (hundredths).
 * @param creditsHundredths sum of the credits that count; zero has no average.
 * @param rounding `half-up` (2.345 is 2.35) or `truncate` (2.349 is 2.34).
 */
export function toGpaHundredths(
  pointsTenThousandths: number,
  creditsHundredths: number,
  rounding: GpaRounding,
): number | undefined {
  if (creditsHundredths === 0) return undefined;
  const remainder = pointsTenThousandths % creditsHundredths;
  const truncated = (pointsTenThousandths - remainder) / creditsHundredths;
  const roundsUp = rounding === 'half-up' && 2 * remainder >= creditsHundredths;
  return roundsUp ? truncated + 1 : truncated;
}
