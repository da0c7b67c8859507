import type { DocumentLanguage } from '../../transcript/record.ts';
import type { Template } from '../template/load-template.ts';

/** Writes a figure or date that was put together with the digits `0` to `9`. */
export type DigitWriter = (text: string) => string;

/** The digits of Thai official writing, from naught to nine. */
export const THAI_DIGITS = '๐๑๒๓๔๕๖๗๘๙';

/**
 * How a template writes dates, credits, averages and page numbers. Thai digits stand in Thai documents only; what is
 * typed or compared elsewhere (ids, codes, addresses) and what the record says in its own words is left as it is.
 */
export function toDigitWriter(
  { data }: Pick<Template, 'data'>,
  language: DocumentLanguage,
): DigitWriter {
  return usesThaiDigits({ data }, language) ? toThaiDigits : (text) => text;
}

/** Whether documents of a template in that language have Thai digits. */
export function usesThaiDigits(
  { data }: Pick<Template, 'data'>,
  language: DocumentLanguage,
): boolean {
  return language === 'th' && data.digits === 'thai';
}

function toThaiDigits(text: string): string {
  return text.replace(/\d/g, (digit) => THAI_DIGITS[Number(digit)]!);
}
