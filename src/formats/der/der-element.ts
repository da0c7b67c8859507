import { FormatError } from '../../shared/format-error.ts';

/**
 * One value of the binary notation that certificates and signatures are written in: its identifier octet,
 * its content and its whole encoding (X.690 §8.1). The arrays are views into the input, never copies:
 * signatures are checked over exactly the bytes that were sent.
 */
export interface DerElement {
  /** The identifier octet: class, constructed bit and tag number in one (`0x30` is SEQUENCE, `0xa0` is `[0]`). */
  readonly tag: number;
  readonly content: Uint8Array;
  /** Identifier, length and content. */
  readonly encoded: Uint8Array;
}

/** Identifier octets of the universal types that we read and write (X.680 §8.6). */
export const derTags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Identifier octet of a context-specific tag: `[number]`. */
export function contextTag(number: number, form: 'primitive' | 'constructed'): number {
  return (form === 'constructed' ? 0xa0 : 0x80) | number;
}

/**
 * Reads bytes that are exactly one element.
 * @throws FormatError `der/…`; `der/trailing-bytes` when something follows the element.
 */
export function parseDer(bytes: Uint8Array): DerElement {
  const element = parseDerAt(bytes, 0);
  if (element.encoded.length !== bytes.length) {
    throw new FormatError(
      'der/trailing-bytes',
      'bytes follow the DER value',
      element.encoded.length,
    );
  }
  return element;
}

/**
 * Reads the element that starts at `offset`; what follows is not looked at. Strictly the distinguished
 * rules (X.690 §10.1): definite lengths in their shortest form. Tag numbers above 30 occur in none of our
 * formats and are refused.
 * @throws FormatError `der/truncated`, `der/tag`, `der/length`.
 */
export function parseDerAt(bytes: Uint8Array, offset: number): DerElement {
  const tag = byteAt(bytes, offset);
  if (tag === 0 || (tag & 0x1f) === 0x1f) {
    throw new FormatError('der/tag', 'not a tag of a format that we read', offset);
  }
  const { length, start } = parseLength(bytes, offset + 1);
  if (length > bytes.length - start) {
    throw new FormatError('der/truncated', 'a DER value ends before its length', offset);
  }
  return {
    tag,
    content: bytes.subarray(start, start + length),
    encoded: bytes.subarray(offset, start + length),
  };
}

function parseLength(bytes: Uint8Array, offset: number): { length: number; start: number } {
  const first = byteAt(bytes, offset);
  if (first < 0x80) return { length: first, start: offset + 1 };
  const octets = first & 0x7f;
  // Four octets say four gigabytes; X.690 §10.1 forbids the indefinite form (no octets).
  if (octets === 0 || octets > 4) {
    throw new FormatError('der/length', 'a DER length of an unsupported form', offset);
  }
  let length = 0;
  for (let index = 1; index <= octets; index++)
    length = length * 256 + byteAt(bytes, offset + index);
  if (length < 0x80 || length < 256 ** (octets - 1)) {
    throw new FormatError('der/length', 'a DER length that is not in its shortest form', offset);
  }
  return { length, start: offset + 1 + octets };
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new FormatError('der/truncated', 'a DER value is cut off', offset);
  return byte;
}
