import { withLatinLetters } from './look-alikes.ts';
import { withoutInvisible } from './read-text.ts';

const THAI_ZERO = 0x0e50;
const MAX_COMPARED_LENGTH = 24;
const NO_HINT: Readonly<Record<string, string>> = {};

/** Thai digits as the digits that figures are written with. */
export function withArabicDigits(text: string): string {
  return text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - THAI_ZERO));
}

/**
 * The allowed value that a person most likely meant: same letters but for case, blanks, width and digits,
 * else one letter off.
 */
export function findNearMiss(text: string, allowed: Iterable<string>): string | undefined {
  if (text.length > MAX_COMPARED_LENGTH) return undefined;
  const plain = toPlain(text);
  let close: string | undefined;
  for (const candidate of allowed) {
    const plainCandidate = toPlain(candidate);
    if (plainCandidate === plain) return candidate;
    if (close === undefined && candidate.length > 3 && isOneEditAway(plain, plainCandidate)) {
      close = candidate;
    }
  }
  return close;
}

/** A suggestion, and how the sentences of a rule end with it; empty when there is none. */
export function toHint(suggestion: string | undefined): Readonly<Record<string, string>> {
  return suggestion === undefined
    ? NO_HINT
    : {
        suggestion,
        hintTh: `หมายถึง "${suggestion}" หรือไม่`,
        hintEn: `Did you mean "${suggestion}"?`,
      };
}

function toPlain(text: string): string {
  return withLatinLetters(withArabicDigits(withoutInvisible(text).normalize('NFKC')))
    .replace(/[\s._-]/g, '')
    .toLowerCase();
}

function isOneEditAway(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd--;
    rightEnd--;
  }
  return leftEnd - start <= 1 && rightEnd - start <= 1;
}
