import { concatBytes, utf8Bytes, latin1Bytes } from '../../shared/bytes.ts';
import { contextTag, derTags } from './der-element.ts';

type Encoded = Uint8Array<ArrayBuffer>;

/** One element from its identifier octet and its content (X.690 §8.1, lengths in their shortest form). */
export function encodeElement(tag: number, ...content: readonly Uint8Array[]): Encoded {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return concatBytes(Uint8Array.of(tag), encodeLength(length), ...content);
}

function encodeLength(length: number): Encoded {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

/** SEQUENCE or SEQUENCE OF, fields in the order given. */
export function encodeSequence(...fields: readonly Uint8Array[]): Encoded {
  return encodeElement(derTags.sequence, ...fields);
}

/** SET OF: the values are put in ascending order of their encodings (X.690 §11.6). */
export function encodeSetOf(...values: readonly Uint8Array[]): Encoded {
  return encodeElement(derTags.set, ...[...values].sort(compareEncodings));
}

/** The order of SET OF: byte by byte, a value that begins another comes first. */
export function compareEncodings(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    if (left[index] !== right[index]) return left[index]! - right[index]!;
  }
  return left.length - right.length;
}

/** INTEGER of any size and sign. */
export function encodeInteger(value: bigint | number): Encoded {
  const octets: number[] = [];
  let rest = BigInt(value);
  do {
    octets.unshift(Number(BigInt.asUintN(8, rest)));
    rest >>= 8n;
  } while (rest !== 0n && rest !== -1n);
  const isNegative = BigInt(value) < 0n;
  if (isNegative !== octets[0]! >= 0x80) octets.unshift(isNegative ? 0xff : 0);
  return encodeElement(derTags.integer, Uint8Array.from(octets));
}

/** INTEGER from the octets of an unsigned number, most significant first. */
export function encodeUnsignedInteger(octets: Uint8Array): Encoded {
  const start = octets.findIndex((octet) => octet !== 0);
  const digits = start < 0 ? Uint8Array.of(0) : octets.subarray(start);
  const sign = digits[0]! >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0);
  return encodeElement(derTags.integer, sign, digits);
}

/** OBJECT IDENTIFIER from dotted decimals. */
export function encodeOid(dotted: string): Encoded {
  const arcs = dotted.split('.').map(BigInt);
  const [root, second, ...rest] = arcs;
  if (root === undefined || second === undefined || root > 2n || (root < 2n && second > 39n)) {
    throw new RangeError('not an object identifier');
  }
  return encodeElement(
    derTags.oid,
    Uint8Array.from([root * 40n + second, ...rest].flatMap(encodeArc)),
  );
}

function encodeArc(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return octets;
}

export function encodeBoolean(value: boolean): Encoded {
  return encodeElement(derTags.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function encodeNull(): Encoded {
  return encodeElement(derTags.null);
}

export function encodeOctetString(bytes: Uint8Array): Encoded {
  return encodeElement(derTags.octetString, bytes);
}

/** BIT STRING of whole octets, as keys and signatures are. */
export function encodeBitString(bytes: Uint8Array): Encoded {
  return encodeElement(derTags.bitString, Uint8Array.of(0), bytes);
}

/** Named bit list (KeyUsage): bit 0 is the first octet's highest; trailing zero bits are left out (X.690 §11.2.2). */
export function encodeNamedBits(bits: Iterable<number>): Encoded {
  const set = [...bits];
  if (set.length === 0) return encodeElement(derTags.bitString, Uint8Array.of(0));
  const highest = Math.max(...set);
  const bytes = new Uint8Array((highest >> 3) + 1);
  for (const bit of set) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
  return encodeElement(derTags.bitString, Uint8Array.of(7 - (highest & 7)), bytes);
}

export function encodeUtf8String(text: string): Encoded {
  return encodeElement(derTags.utf8String, utf8Bytes(text));
}

/** @throws RangeError for characters outside PrintableString (X.680 §41.4). */
export function encodePrintableString(text: string): Encoded {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new RangeError('not a PrintableString');
  return encodeElement(derTags.printableString, latin1Bytes(text));
}

/** @throws RangeError for characters outside ASCII. */
export function encodeIa5String(text: string): Encoded {
  if (utf8Bytes(text).length !== text.length) throw new RangeError('not ASCII');
  return encodeElement(derTags.ia5String, latin1Bytes(text));
}

/** `[number] EXPLICIT`: the element in a constructed context tag of its own. */
export function encodeExplicit(number: number, element: Uint8Array): Encoded {
  return encodeElement(contextTag(number, 'constructed'), element);
}

/** `[number] IMPLICIT`: the element with its identifier octet replaced; the constructed bit stays. */
export function encodeImplicit(number: number, element: Uint8Array): Encoded {
  const bytes = new Uint8Array(element);
  bytes[0] = 0x80 | (element[0]! & 0x20) | number;
  return bytes;
}
