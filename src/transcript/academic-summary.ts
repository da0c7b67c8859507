/**
 * Credits and averages of a record. All credits and points are integers in hundredths (3.5 credits are
 * 350), all GPAs integers in hundredths (3.25 is 325): sums stay exact.
 */
export interface CreditSums {
  readonly registeredHundredths: number;
  readonly earnedHundredths: number;
  /** Credits that a GPA divides by. */
  readonly calculatedHundredths: number;
  /** Credits times grade points over the courses that count, in ten-thousandths. */
  readonly pointsTenThousandths: number;
}

export interface TermSummary extends CreditSums {
  /** Sums from the first term to the end of this one, repeated courses by the institution's rule. */
  readonly cumulative: CreditSums;
  /** As printed (the registrar's figure, or ours where it was missing); absent when nothing counts. */
  readonly gpaHundredths?: number;
  readonly gpaxHundredths?: number;
}

export interface AcademicSummary {
  /** One for each term of the record, same order. */
  readonly terms: readonly TermSummary[];
  readonly total: CreditSums;
  readonly transferredHundredths: number;
  readonly gpaxHundredths?: number;
}
