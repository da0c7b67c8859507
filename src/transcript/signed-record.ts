import { encodeJcs } from '../formats/jcs/jcs.ts';
import type { SignedRecord, TranscriptRecord } from './record.ts';

/** The record without the citizen id and the mail address: they never leave the registrar's office. */
export function toSignedRecord(record: TranscriptRecord): SignedRecord {
  // Records of reserved documents have neither; a copy with members deleted costs whoever reads it.
  if (!('citizenId' in record) && !('email' in record)) return record;
  const copy: { -readonly [Name in keyof TranscriptRecord]: TranscriptRecord[Name] } = {
    ...record,
  };
  delete copy.citizenId;
  delete copy.email;
  return copy;
}

/**
 * The bytes that stand for the record wherever it is embedded, signed or digested (RFC 8785, UTF-8).
 * Takes a signed record only: pass a full record through {@link toSignedRecord} first.
 */
export function encodeCanonicalRecord(
  record: SignedRecord & { readonly citizenId?: never; readonly email?: never },
): Uint8Array<ArrayBuffer> {
  return encodeJcs(record);
}
