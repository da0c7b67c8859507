import { derTags } from '../../formats/der/der-element.ts';
import { DerReader } from '../../formats/der/der-reader.ts';
import { encodeElement, encodeSequence } from '../../formats/der/der-writer.ts';

/**
 * Rewrites an ECDSA signature from `r || s`, as tokens and some services give it, to the form of certificates
 * and CMS: DER `ECDSA-Sig-Value` (RFC 3279 §2.2.3).
 * @param raw both numbers of the same length, big-endian.
 */
export function toDerEcdsaSignature(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const half = raw.length / 2;
  return encodeSequence(toInteger(raw.subarray(0, half)), toInteger(raw.subarray(half)));
}

/** Whether bytes are a signature in DER: a whole SEQUENCE of two INTEGERs. */
export function isEcdsaSigValue(bytes: Uint8Array): boolean {
  try {
    const fields = DerReader.ofBytes(bytes, derTags.sequence);
    fields.take(derTags.integer);
    fields.take(derTags.integer);
    fields.end();
    return true;
  } catch {
    return false;
  }
}

/** The shortest positive INTEGER: no zeros before it, but one where the number would read as negative. */
function toInteger(magnitude: Uint8Array): Uint8Array<ArrayBuffer> {
  const first = magnitude.findIndex((octet) => octet !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : magnitude.subarray(first);
  const positive = digits[0]! >= 0x80 ? Uint8Array.of(0, ...digits) : digits;
  return encodeElement(derTags.integer, positive);
}
