import type { Instant } from '../../shared/instant.ts';

/** Bytes that would end a literal string or be changed in it (ISO 32000-2:2020 §7.3.4.2). */
const ESCAPES: Readonly<Record<string, string>> = {
  '(': '\\(',
  ')': '\\)',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
};

/**
 * A text string for a dictionary, one character a byte: plain ASCII as it is, otherwise UTF-16BE with byte order
 * mark (ISO 32000-2:2020 §7.9.2.2), in half the bytes that hex would take.
 */
export function toPdfTextString(text: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(text);
  const bytes = isPlain ? text : `\u00fe\u00ff${toUtf16Bytes(text)}`;
  return `(${bytes.replace(/[()\\\n\r]/g, (byte) => ESCAPES[byte]!)})`;
}

function toUtf16Bytes(text: string): string {
  let bytes = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    bytes += String.fromCharCode(unit >> 8, unit & 0xff);
  }
  return bytes;
}

/** A PDF date in UTC, `D:20261124030000+00'00'` (ISO 32000-2:2020 §7.9.4, in the older, wider read form). */
export function toPdfDate(instant: Instant): string {
  const digits = new Date(instant).toISOString().replace(/\D/g, '').slice(0, 14);
  return `D:${digits}+00'00'`;
}

/** A real number with at most two decimals: a fiftieth of a typographic point is below any printer. */
export function toPdfNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}
