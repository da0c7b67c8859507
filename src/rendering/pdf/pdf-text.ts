import type { Instant } from '../../shared/instant.ts';

const ESCAPES: Readonly<Record<string, string>> = { '(': '\\(', ')': '\\)', '\\': '\\\\' };

/**
 * A text string for a dictionary: a literal for plain ASCII, otherwise UTF-16BE with byte order mark in
 * hex (ISO 32000-2:2020 §7.9.2.2).
 */
export function toPdfTextString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[()\\]/g, (c) => ESCAPES[c]!)})`;
  let hex = 'FEFF';
  for (let index = 0; index < text.length; index++) {
    hex += text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  }
  return `<${hex}>`;
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
