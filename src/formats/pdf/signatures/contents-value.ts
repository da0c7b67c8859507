import { unlessMalformed } from '../../../shared/format-error.ts';
import { berElementLength } from '../../der/ber-to-der.ts';

/** A /Contents value taken apart: the object and whether only zeros follow it. */
export interface ContentsValue {
  /** As it is written: DER, or the BER that old signing programs write. */
  readonly value: Uint8Array | null;
  readonly zeroPadded: boolean;
}

/** Text tools that made the value may leave the end of a line behind it. */
const LINE_ENDS: readonly (readonly number[])[] = [[0x0d, 0x0a], [0x0a], []];

/**
 * Cuts the zeros off that fill a signature's placeholder, by the length of the object in front (ISO 32000-2
 * §12.8.3.3, X.690 §8.1.3): a SEQUENCE, or the OCTET STRING of adbe.x509.rsa_sha1 (§12.8.3.2).
 */
export function splitContents(bytes: Uint8Array): ContentsValue {
  const length = bytes[0] === 0x30 || bytes[0] === 0x04 ? findLength(bytes) : undefined;
  if (length === undefined || length > bytes.length) return { value: null, zeroPadded: false };
  const rest = bytes.subarray(length);
  const end = LINE_ENDS.find((line) => line.every((byte, index) => rest[index] === byte))!;
  return {
    value: bytes.subarray(0, length),
    zeroPadded: isZero(rest, end.length),
  };
}

/** A room of many megabytes is looked through byte by byte. */
function isZero(bytes: Uint8Array, start: number): boolean {
  for (let offset = start; offset < bytes.length; offset++) if (bytes[offset] !== 0) return false;
  return true;
}

function findLength(bytes: Uint8Array): number | undefined {
  return unlessMalformed(() => berElementLength(bytes));
}
