import { latin1Text, parseUtf8 } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import { derTags, type DerElement } from './der-element.ts';
import { expectTag } from './der-reader.ts';

/**
 * INTEGER or ENUMERATED of any size (X.690 §8.3), also under an implicit tag.
 * @throws FormatError `der/integer` when empty or not in its shortest form.
 */
export function parseInteger(element: DerElement): bigint {
  const bytes = parseIntegerBytes(element);
  let value = BigInt(bytes[0]! & 0x80 ? bytes[0]! - 256 : bytes[0]!);
  for (const byte of bytes.subarray(1)) value = value * 256n + BigInt(byte);
  return value;
}

/** The two's complement octets of an INTEGER: what serial numbers are compared by. */
export function parseIntegerBytes({ content }: DerElement): Uint8Array {
  const [first, second] = content;
  const isPadded =
    second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  // No honest integer of ours is longer than an RSA-16384 modulus.
  if (first === undefined || isPadded || content.length > 2049) {
    throw new FormatError('der/integer', 'an INTEGER that is not in its shortest form');
  }
  return content;
}

/**
 * A count or version: an INTEGER from 0 to 2³¹ − 1.
 * @throws FormatError `der/integer-range`
 */
export function parseSmallInteger(element: DerElement): number {
  const value = parseInteger(element);
  if (value < 0n || value > 0x7fffffffn) {
    throw new FormatError('der/integer-range', 'an INTEGER outside its range');
  }
  return Number(value);
}

/**
 * BOOLEAN (X.690 §11.1: TRUE is 0xff).
 * @throws FormatError `der/boolean`
 */
export function parseBoolean({ content }: DerElement): boolean {
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) {
    throw new FormatError('der/boolean', 'not a BOOLEAN');
  }
  return content[0] === 0xff;
}

const MAX_SHORT_ARC = 0x7fffffff;

/**
 * OBJECT IDENTIFIER as dotted decimals (`1.2.840.113549.1.7.2`), also under an implicit tag.
 * @throws FormatError `der/oid`
 */
export function parseOid({ content }: DerElement): string {
  if (content.length === 0 || content.length > 256 || content.at(-1)! & 0x80) {
    throw new FormatError('der/oid', 'not an OBJECT IDENTIFIER');
  }
  const short = findShortOid(content);
  if (short !== undefined) return short;
  const arcs: bigint[] = [];
  let arc = 0n;
  let isStart = true;
  for (const byte of content) {
    if (isStart && byte === 0x80) throw new FormatError('der/oid', 'an arc with padding');
    arc = arc * 128n + BigInt(byte & 0x7f);
    isStart = (byte & 0x80) === 0;
    if (isStart) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const first = arcs[0]!;
  const root = first >= 80n ? 2n : first / 40n;
  return [root, first - root * 40n, ...arcs.slice(1)].join('.');
}

/** Nearly all have small arcs, for which numbers do; `undefined` for all others, also wrong ones. */
function findShortOid(content: Uint8Array): string | undefined {
  let text = '';
  let arc = 0;
  let isStart = true;
  for (const byte of content) {
    if (isStart && byte === 0x80) return undefined;
    arc = arc * 128 + (byte & 0x7f);
    if (arc > MAX_SHORT_ARC) return undefined;
    isStart = byte < 0x80;
    if (!isStart) continue;
    if (text === '') {
      const root = arc >= 80 ? 2 : Math.floor(arc / 40);
      text = `${root}.${arc - root * 40}`;
    } else text += `.${arc}`;
    arc = 0;
  }
  return text;
}

/**
 * BIT STRING whose length is a multiple of eight, as keys and signatures are.
 * @throws FormatError `der/bit-string`
 */
export function parseBitStringBytes(element: DerElement): Uint8Array {
  const { bytes, unusedBits } = parseBitString(element);
  if (unusedBits !== 0) throw new FormatError('der/bit-string', 'a BIT STRING with left-over bits');
  return bytes;
}

/**
 * Any BIT STRING, also under an implicit tag (X.690 §8.6, §11.2: unused bits are zero).
 * @throws FormatError `der/bit-string`
 */
function parseBitString({ content }: DerElement): { bytes: Uint8Array; unusedBits: number } {
  const unusedBits = content[0];
  const bytes = content.subarray(1);
  const mask = (1 << (unusedBits ?? 0)) - 1;
  if (
    unusedBits === undefined ||
    unusedBits > 7 ||
    (unusedBits > 0 && bytes.length === 0) ||
    ((bytes.at(-1) ?? 0) & mask) !== 0
  ) {
    throw new FormatError('der/bit-string', 'not a BIT STRING');
  }
  return { bytes, unusedBits };
}

/**
 * The set bits of a named bit list (KeyUsage, ReasonFlags): bit 0 is the first octet's highest.
 * Trailing zero bits, which X.690 §11.2.2 forbids but old certificates have, mean nothing and pass.
 */
export function parseNamedBits(element: DerElement): ReadonlySet<number> {
  const { bytes } = parseBitString(element);
  const bits = new Set<number>();
  for (let index = 0; index < Math.min(bytes.length * 8, 64); index++) {
    if (bytes[index >> 3]! & (0x80 >> (index & 7))) bits.add(index);
  }
  return bits;
}

/** @throws FormatError `der/unexpected-tag` */
export function parseOctetString(element: DerElement): Uint8Array {
  return expectTag(element, derTags.octetString).content;
}

/** @throws FormatError `der/null` */
export function parseNull(element: DerElement): void {
  if (expectTag(element, derTags.null).content.length > 0) {
    throw new FormatError('der/null', 'a NULL with content');
  }
}

const textParsers: Readonly<Record<number, (bytes: Uint8Array) => string>> = {
  [derTags.utf8String]: parseUtf8,
  [derTags.numericString]: parseAscii,
  [derTags.printableString]: parseAscii,
  // T.61 in name, Latin-1 in every certificate that ever used it.
  [derTags.teletexString]: latin1Text,
  [derTags.ia5String]: parseAscii,
  [derTags.visibleString]: parseAscii,
  [derTags.bmpString]: (bytes) => parseWideText(bytes, 2),
  [derTags.universalString]: (bytes) => parseWideText(bytes, 4),
};

/** Whether the element is one of the character string types. */
export function isText(element: DerElement): boolean {
  return element.tag in textParsers;
}

/**
 * A character string of any of the types that names use.
 * @throws FormatError `der/text`, `utf8/invalid`
 */
export function parseText(element: DerElement): string {
  const parse = textParsers[element.tag];
  if (!parse) throw new FormatError('der/text', 'not a character string');
  return parse(element.content);
}

/** The characters of an IA5String under an implicit tag (addresses in certificates). */
export function parseAscii(bytes: Uint8Array): string {
  if (bytes.some((byte) => byte > 0x7f)) throw new FormatError('der/text', 'not ASCII');
  return latin1Text(bytes);
}

function parseWideText(bytes: Uint8Array, width: 2 | 4): string {
  if (bytes.length % width !== 0) throw new FormatError('der/text', 'half a character');
  let text = '';
  for (let index = 0; index < bytes.length; index += width) {
    let code = 0;
    for (let step = 0; step < width; step++) code = code * 256 + bytes[index + step]!;
    if (code > 0x10ffff) throw new FormatError('der/text', 'no such character');
    text += width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code);
  }
  return text;
}
