import { derTags } from '../../formats/der/der-element.ts';
import { DerReader } from '../../formats/der/der-reader.ts';
import { parseIntegerBytes } from '../../formats/der/der-values.ts';
import { signingFailed } from '../own-signature.ts';

/**
 * Rewrites an ECDSA signature from the form of certificates and CMS (DER `SEQUENCE { r, s }`, RFC 3279
 * §2.2.3) to JOSE's (RFC 7518 §3.4): `r || s`, each of the curve's length, big-endian.
 * @throws AppError `signing-failed` when the key store gave something else.
 */
export function toRawEcdsaSignature(
  der: Uint8Array,
  coordinateBytes: number,
): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(2 * coordinateBytes);
  try {
    const fields = DerReader.ofBytes(der, derTags.sequence);
    placeInteger(parseIntegerBytes(fields.take(derTags.integer)), raw.subarray(0, coordinateBytes));
    placeInteger(parseIntegerBytes(fields.take(derTags.integer)), raw.subarray(coordinateBytes));
    fields.end();
  } catch (error) {
    throw signingFailed('the key store gave no ECDSA signature in DER', error);
  }
  return raw;
}

function placeInteger(integer: Uint8Array, field: Uint8Array): void {
  const magnitude = integer[0] === 0 ? integer.subarray(1) : integer;
  if (magnitude.length > field.length || integer[0]! >= 0x80) {
    throw new RangeError('not a coordinate of this curve');
  }
  field.set(magnitude, field.length - magnitude.length);
}
