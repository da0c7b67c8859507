import { FormatError } from './format-error.ts';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. */
export function utf8Bytes(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/**
 * Text of UTF-8 bytes; a byte order mark stays in it.
 * @throws FormatError `utf8/invalid`: we never guess what broken bytes were meant to say.
 */
export function parseUtf8(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    throw new FormatError('utf8/invalid', 'not UTF-8');
  }
}

/** Each byte as the character with that code: for byte-oriented syntax such as PDF. */
export function latin1Text(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}

/** The inverse of {@link latin1Text}; characters above U+00FF keep their low byte only. */
export function latin1Bytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte]!;
  return text;
}

/** @throws FormatError `hex/syntax` for an odd length or a character that is no hex digit. */
export function parseHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0 || /[^0-9a-fA-F]/.test(text)) {
    throw new FormatError('hex/syntax', 'not pairs of hex digits');
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(text.slice(2 * index, 2 * index + 2), 16);
  }
  return bytes;
}

/** Base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  return btoa(latin1Text(bytes));
}

/** @throws FormatError `base64/syntax` for anything but canonical padded base64 (RFC 4648 §3.5). */
export function parseBase64(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw new FormatError('base64/syntax', 'not base64');
  }
  const bytes = latin1Bytes(atob(text));
  if (toBase64(bytes) !== text) throw new FormatError('base64/syntax', 'not canonical base64');
  return bytes;
}

/** Base64url without padding (RFC 4648 §5, RFC 7515 §2). */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @throws FormatError `base64/syntax` for padding, other alphabets or left-over bits. */
export function parseBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new FormatError('base64/syntax', 'not base64url');
  const padded = text.replaceAll('-', '+').replaceAll('_', '/');
  return parseBase64(padded + '='.repeat((4 - (padded.length % 4)) % 4));
}

/** One array from several. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Bytes that may stand in several places, one part behind the other: nobody need copy them together. */
export type Bytes = Uint8Array | readonly Uint8Array[];

/** The parts of bytes that may be in several. */
export function partsOf(bytes: Bytes): readonly Uint8Array[] {
  return bytes instanceof Uint8Array ? [bytes] : bytes;
}

/** All parts in one; a single part is given back as it is. */
export function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? parts[0]! : concatBytes(...parts);
}

/** Whether two arrays hold the same bytes. Not constant in time: for public values only. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) {
    if (left[index] !== right[index]) return false;
  }
  return true;
}
