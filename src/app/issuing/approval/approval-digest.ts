import { AppError } from '../../../shared/app-error.ts';

/** Digits that tell one summary from another beyond doubt: 64 bits. */
const SHORTEST = 16;

/** Of a digest, what people read to each other: `3f2a-91bc-77de-0a11`. */
export function toShortDigest(digestHex: string): string {
  return digestHex.slice(0, SHORTEST).replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * A digest as a person or a client names it: whole, or at least its first 16 digits; hyphens and blanks
 * between them and capitals do not matter.
 * @returns lower-case hex, 16 to 64 digits.
 * @throws AppError `usage` for what is no digest.
 */
export function readNamedDigest(text: string): string {
  const digits = text.replace(/[-\s]/g, '').toLowerCase();
  if (/^[0-9a-f]{16,64}$/.test(digits)) return digits;
  throw new AppError('usage', {
    th: 'รหัสสรุปเป็นเลขฐานสิบหก 16 ถึง 64 หลัก เช่น 3f2a-91bc-77de-0a11',
    en: 'The digest of a summary has 16 to 64 hexadecimal digits, such as 3f2a-91bc-77de-0a11.',
  });
}
