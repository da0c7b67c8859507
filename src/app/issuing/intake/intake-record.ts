import { createHash } from 'node:crypto';
import type { AcceptedRecord } from '../../../records/check-records.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../../../transcript/signed-record.ts';

/** A record that the rules of intake accept, with the form in which it is stored and signed. */
export interface IntakeRecord {
  /** Counts accepted records from 0. */
  readonly ordinal: number;
  readonly accepted: AcceptedRecord;
  readonly canonicalRecord: Uint8Array;
  /** SHA-256 of it, lower-case hex: what makes two records of a student the same. */
  readonly recordDigestHex: string;
}

/** Citizen id and mail address end here: what is stored has neither. */
export function toIntakeRecord(accepted: AcceptedRecord, ordinal: number): IntakeRecord {
  const canonicalRecord = encodeCanonicalRecord(toSignedRecord(accepted.record));
  const recordDigestHex = createHash('sha256').update(canonicalRecord).digest('hex');
  return { ordinal, accepted, canonicalRecord, recordDigestHex };
}
