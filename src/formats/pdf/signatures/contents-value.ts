/** A /Contents value taken apart: the DER object and whether only zeros follow it. */
export interface ContentsValue {
  readonly der: Uint8Array | null;
  readonly zeroPadded: boolean;
}

/**
 * Cuts the zeros off that fill a signature's placeholder, by the DER length of the object in front
 * (ISO 32000-2 §12.8.3.3, X.690 §8.1.3). Indefinite lengths are not DER.
 */
export function splitContents(bytes: Uint8Array): ContentsValue {
  const length = derLength(bytes);
  if (length === undefined || length > bytes.length) return { der: null, zeroPadded: false };
  return {
    der: bytes.subarray(0, length),
    zeroPadded: bytes.subarray(length).every((byte) => byte === 0),
  };
}

/** Length of the SEQUENCE at the front with its header. */
function derLength(bytes: Uint8Array): number | undefined {
  const first = bytes[1];
  if (bytes[0] !== 0x30 || first === undefined || first === 0x80) return undefined;
  if (first < 0x80) return 2 + first;
  const octets = first & 0x7f;
  if (octets > 4 || bytes.length < 2 + octets) return undefined;
  let length = 0;
  for (let index = 0; index < octets; index++) length = length * 256 + bytes[2 + index]!;
  return 2 + octets + length;
}
