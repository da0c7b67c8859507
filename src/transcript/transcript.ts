import type { AcademicSummary } from './academic-summary.ts';
import type { GradingScheme } from './grading-scheme.ts';
import type { SignedRecord } from './record.ts';

/** One student's record with everything derived from it: what a template prints. */
export interface Transcript {
  readonly record: SignedRecord;
  readonly scheme: GradingScheme;
  readonly summary: AcademicSummary;
}
