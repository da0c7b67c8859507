import { latin1Bytes, latin1Text } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import { instantOf, type Instant } from '../../shared/instant.ts';
import { derTags, type DerElement } from './der-element.ts';
import { encodeElement } from './der-writer.ts';

const FORMS: Readonly<Record<number, RegExp>> = {
  [derTags.utcTime]: /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})()Z$/,
  [derTags.generalizedTime]: /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{0,8}[1-9])?Z$/,
};

/**
 * UTCTime or GeneralizedTime in the one form that DER leaves (X.690 §11.7, §11.8; two-digit years as
 * RFC 5280 §4.1.2.5.1 reads them). Fractions, which only time-stamps may have, are cut to milliseconds.
 * @throws FormatError `der/time` for other forms and for dates that do not exist.
 */
export function parseTime(element: DerElement): Instant {
  const match = FORMS[element.tag]?.exec(latin1Text(element.content));
  if (!match) throw new FormatError('der/time', 'not a time of the required form');
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fullYear = element.tag !== derTags.utcTime ? year : year < 50 ? 2000 + year : 1900 + year;
  const fractionMs = Math.floor(Number(`0${match[7] ?? ''}`) * 1000);
  const date = new Date(0);
  date.setUTCFullYear(fullYear, month - 1, day);
  date.setUTCHours(hour, minute, second, fractionMs);
  const exists =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  if (!exists || minute > 59 || second > 59) {
    throw new FormatError('der/time', 'a time that does not exist');
  }
  return instantOf(date.getTime());
}

/** UTCTime up to 2049, GeneralizedTime after, whole seconds (RFC 5280 §4.1.2.5). */
export function encodeTime(instant: Instant): Uint8Array<ArrayBuffer> {
  const year = new Date(instant).getUTCFullYear();
  return year >= 1950 && year < 2050 ? encodeUtcTime(instant) : encodeGeneralizedTime(instant);
}

/** Whole seconds; the year must be from 1950 to 2049. */
function encodeUtcTime(instant: Instant): Uint8Array<ArrayBuffer> {
  return encodeElement(derTags.utcTime, latin1Bytes(digitsOf(instant).slice(2)));
}

/** Whole seconds. */
export function encodeGeneralizedTime(instant: Instant): Uint8Array<ArrayBuffer> {
  return encodeElement(derTags.generalizedTime, latin1Bytes(digitsOf(instant)));
}

function digitsOf(instant: Instant): string {
  return new Date(instant)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
}
