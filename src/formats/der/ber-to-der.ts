import { FormatError } from '../../shared/format-error.ts';
import { derTags } from './der-element.ts';
import { encodeElement } from './der-writer.ts';

const MAX_DEPTH = 60;
const CONSTRUCTED = 0x20;

/**
 * Rewrites the looser basic encoding, which some signing programs use for CMS (RFC 5652 §3 permits it),
 * in definite lengths of the shortest form, with strings in one piece. What is DER already comes out
 * byte for byte as it went in; nothing else is normalised, so signed parts keep their bytes.
 * @returns the element at the start, and how many bytes of the input it took.
 * @throws FormatError `ber/…`
 */
export function toDerFromBer(bytes: Uint8Array): {
  readonly der: Uint8Array<ArrayBuffer>;
  readonly byteLength: number;
} {
  const { der, end } = readElement(bytes, 0, 0);
  return { der, byteLength: end };
}

/**
 * How many bytes the element at the start takes, whether its length is definite or not; nothing is rewritten.
 * @throws FormatError `ber/…`
 */
export function berElementLength(bytes: Uint8Array): number {
  return skipElement(bytes, 0, 0);
}

function skipElement(bytes: Uint8Array, offset: number, depth: number): number {
  if (depth > MAX_DEPTH) throw new FormatError('ber/depth', 'nested too deeply', offset);
  const tag = tagAt(bytes, offset);
  const { length, start } = parseBerLength(bytes, offset + 1);
  if (length !== undefined) return start + length;
  if ((tag & CONSTRUCTED) === 0) throw new FormatError('ber/length', 'primitive without length');
  let position = start;
  while (!isEndOfContents(bytes, position)) position = skipElement(bytes, position, depth + 1);
  return position + 2;
}

/**
 * Whether the element at the start has definite lengths of the shortest form and strings in one piece, all the
 * way down: whether it can be read as DER as it stands.
 * @throws FormatError `ber/…`
 */
export function hasDerLengths(bytes: Uint8Array): boolean {
  return areDerLengths(bytes, 0, bytes.length, 0, true);
}

function areDerLengths(
  bytes: Uint8Array,
  begin: number,
  end: number,
  depth: number,
  onlyFirst: boolean,
): boolean {
  if (depth > MAX_DEPTH) throw new FormatError('ber/depth', 'nested too deeply', begin);
  let position = begin;
  do {
    const tag = tagAt(bytes, position);
    const { length, start } = parseBerLength(bytes, position + 1);
    if (length === undefined || start - position - 1 !== lengthOctets(length)) return false;
    if (start + length > end) throw new FormatError('ber/length', 'an element is too long', start);
    if (tag === (derTags.octetString | CONSTRUCTED)) return false;
    const isConstructed = (tag & CONSTRUCTED) !== 0;
    if (isConstructed && length > 0) {
      if (!areDerLengths(bytes, start, start + length, depth + 1, false)) return false;
    }
    position = start + length;
  } while (position < end && !onlyFirst);
  return true;
}

/** Of the shortest form (X.690 §10.1). */
function lengthOctets(length: number): number {
  if (length < 0x80) return 1;
  return 1 + Math.ceil((32 - Math.clz32(length)) / 8);
}

interface Rewritten {
  readonly tag: number;
  readonly der: Uint8Array<ArrayBuffer>;
  /** Content in DER, without identifier and length. */
  readonly content: Uint8Array;
  readonly end: number;
}

function readElement(bytes: Uint8Array, offset: number, depth: number): Rewritten {
  if (depth > MAX_DEPTH) throw new FormatError('ber/depth', 'nested too deeply', offset);
  const tag = tagAt(bytes, offset);
  const { length, start } = parseBerLength(bytes, offset + 1);
  const isConstructed = (tag & CONSTRUCTED) !== 0;
  if (!isConstructed) {
    if (length === undefined) throw new FormatError('ber/length', 'primitive without length');
    return rewrite(tag, [bytes.subarray(start, start + length)], start + length);
  }
  const { children, end } = readChildren(bytes, start, length, depth);
  const primitiveTag = tag & ~CONSTRUCTED;
  // A constructed string (X.690 §8.7.3): its pieces, joined, are the string.
  if (primitiveTag === derTags.octetString) {
    if (children.some((child) => child.tag !== derTags.octetString)) {
      throw new FormatError('ber/string', 'a piece of a string that is no string', start);
    }
    return rewrite(
      primitiveTag,
      children.map((child) => child.content),
      end,
    );
  }
  return rewrite(
    tag,
    children.map((child) => child.der),
    end,
  );
}

function readChildren(
  bytes: Uint8Array,
  start: number,
  length: number | undefined,
  depth: number,
): { children: Rewritten[]; end: number } {
  const children: Rewritten[] = [];
  let position = start;
  const isEnd = () =>
    length === undefined ? isEndOfContents(bytes, position) : position >= start + length;
  while (!isEnd()) {
    const child = readElement(bytes, position, depth + 1);
    children.push(child);
    position = child.end;
  }
  if (length !== undefined && position !== start + length) {
    throw new FormatError('ber/length', 'an element crosses the end of its parent', start);
  }
  return { children, end: length === undefined ? position + 2 : position };
}

function rewrite(tag: number, content: readonly Uint8Array[], end: number): Rewritten {
  const der = encodeElement(tag, ...content);
  const size = content.reduce((sum, part) => sum + part.length, 0);
  return { tag, der, content: der.subarray(der.length - size), end };
}

function isEndOfContents(bytes: Uint8Array, position: number): boolean {
  return bytes[position] === 0 && bytes[position + 1] === 0;
}

function tagAt(bytes: Uint8Array, offset: number): number {
  const tag = bytes[offset];
  if (tag === undefined || (tag & 0x1f) === 0x1f || tag === 0) {
    throw new FormatError('ber/tag', 'not a tag of a format that we read', offset);
  }
  return tag;
}

function parseBerLength(
  bytes: Uint8Array,
  offset: number,
): { length: number | undefined; start: number } {
  const first = bytes[offset];
  if (first === undefined) throw new FormatError('ber/truncated', 'cut off', offset);
  if (first === 0x80) return { length: undefined, start: offset + 1 };
  if (first < 0x80) return inside(bytes, first, offset + 1);
  const octets = first & 0x7f;
  if (octets > 4) throw new FormatError('ber/length', 'a length that no file has', offset);
  let length = 0;
  for (let index = 1; index <= octets; index++)
    length = length * 256 + (bytes[offset + index] ?? 0);
  return inside(bytes, length, offset + 1 + octets);
}

function inside(bytes: Uint8Array, length: number, start: number) {
  if (length > bytes.length - start) throw new FormatError('ber/truncated', 'cut off', start);
  return { length, start };
}
