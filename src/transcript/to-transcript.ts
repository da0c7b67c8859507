import { toAcademicSummary } from './figures/to-academic-summary.ts';
import type { GradingScheme } from './grading-scheme.ts';
import type { TranscriptRecord } from './record.ts';
import { toSignedRecord } from './signed-record.ts';
import type { Transcript } from './transcript.ts';

/**
 * What a template prints, from a validated record and the grading scheme it was validated against.
 * @throws RangeError for a record that was never validated against this scheme.
 */
export function toTranscript(record: TranscriptRecord, scheme: GradingScheme): Transcript {
  const signedRecord = toSignedRecord(record);
  return { record: signedRecord, scheme, summary: toAcademicSummary(signedRecord, scheme) };
}
