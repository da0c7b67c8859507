import { toAcademicSummary } from './figures/to-academic-summary.ts';
import type { GradingScheme } from './grading-scheme.ts';
import type { TranscriptRecord } from './record.ts';
import type { RepeatedCourses } from './repeated-courses.ts';
import { COUNT_EVERY_ATTEMPT } from './repeated-courses.ts';
import { toSignedRecord } from './signed-record.ts';
import type { Transcript } from './transcript.ts';

/**
 * What a template prints, from a validated record and the institution's rules it was validated against: its
 * grading scheme, and how it counts courses that were taken more than once.
 * @throws RangeError for a record that was never validated against this scheme.
 */
export function toTranscript(
  record: TranscriptRecord,
  scheme: GradingScheme,
  repeated: RepeatedCourses = COUNT_EVERY_ATTEMPT,
): Transcript {
  const signedRecord = toSignedRecord(record);
  return {
    record: signedRecord,
    scheme,
    summary: toAcademicSummary(signedRecord, scheme, repeated),
  };
}
