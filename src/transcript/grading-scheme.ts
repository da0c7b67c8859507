/** One grade of a scheme. A grade without points (W, S, T ...) never counts in a GPA. */
export interface Grade {
  readonly code: string;
  /** Grade points times 100 (B+ is 350); absent for grades without points. */
  readonly pointsHundredths?: number;
  /** Whether its credits are the divisor of a GPA ("calculated" credits). */
  readonly countsInGpa: boolean;
  /** Whether its credits are earned. */
  readonly earnsCredit: boolean;
  /** Whether its credits were taken over from elsewhere (T). */
  readonly isTransfer?: boolean;
  readonly meaningTh: string;
  readonly meaningEn: string;
}

/** A grading scheme as data: which grades exist and what each does. Printed as legend, therefore signed. */
export interface GradingScheme {
  readonly id: string;
  readonly validFrom: string;
  readonly validUntil?: string;
  /** In the order of the printed legend. */
  readonly grades: readonly Grade[];
}

/** How an institution cuts a GPA to two decimals. */
export type GpaRounding = 'half-up' | 'truncate';
