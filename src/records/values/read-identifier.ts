import type { ReadValue } from './read-value.ts';
import { readAs, unreadable } from './read-value.ts';
import { readText } from './read-text.ts';

const MAX_IDENTIFIER_LENGTH = 64;
/** What spreadsheet programs save a long number as (`6.60E+11`): most of its digits are gone. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d{1,2}$/i;
const MAX_EMAIL_LENGTH = 254;
const EMAIL = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;.]+(?:\.[^\s@<>"(),:;.]+)+$/;

/** Reads a student's number or a course's code: as the institution writes it, at most 64 characters. */
export function readIdentifier(text: string): ReadValue {
  if (SCIENTIFIC.test(text)) return unreadable('identifier-cut-short');
  const read = readText(text);
  return (read.value?.length ?? 0) > MAX_IDENTIFIER_LENGTH
    ? unreadable('identifier-invalid', { limit: String(MAX_IDENTIFIER_LENGTH) })
    : read;
}

/** Reads a mail address: enough to catch a name in the wrong column or a second address. */
export function readEmail(text: string): ReadValue {
  const read = readText(text);
  if (read.value === undefined) return read;
  return read.value.length <= MAX_EMAIL_LENGTH && EMAIL.test(read.value)
    ? read
    : unreadable('email-invalid');
}

/**
 * Reads a citizen id. A wrong length or check digit is only worth a warning: registers hold passports and
 * old numbers there, and it is never printed.
 */
export function readCitizenId(text: string): ReadValue {
  const read = readText(text);
  if (read.value === undefined) return read;
  if (!/^\d{13}$/.test(read.value)) return readAs(read.value, [{ code: 'citizen-id-length' }]);
  return hasFittingCheckDigit(read.value)
    ? readAs(read.value)
    : readAs(read.value, [{ code: 'citizen-id-check-digit' }]);
}

/** The thirteenth digit: 11 minus the weighted sum (13 to 2) modulo 11, last digit. */
function hasFittingCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < 12; index++) sum += Number(digits[index]) * (13 - index);
  return (11 - (sum % 11)) % 10 === Number(digits[12]);
}
