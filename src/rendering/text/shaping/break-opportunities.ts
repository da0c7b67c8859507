import { splitScriptRuns } from './script-runs.ts';

/** `text` breaks between words; `name` only at spaces, because a person's name is one word. */
export type WrapMode = 'text' | 'name';

/** Both follow the ICU that Node ships: a template's fingerprint names its version. */
const words = new Intl.Segmenter('th', { granularity: 'word' });
const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' });

/** ๆ and ฯ belong to the word before them, even across the space that some write before ๆ. */
const REPETITION_OR_ABBREVIATION = /[ๆฯ]/u;
/** Opening brackets and quotes, and signs that belong to what follows. */
const OPENING = /[\p{Ps}\p{Pi}"'&#@*\\]/u;
const PUNCTUATION = /[\p{P}%]/u;
const DIGIT = /\p{Nd}/u;
/** Vowels written before the consonant after which they are spoken. */
const LEADING_VOWEL = /[เแโใไ]/u;
/** Vowels and signs that finish a syllable. */
const FOLLOWING_VOWEL = /[ะาๅ]/u;
const THAI = /\p{Script=Thai}/u;
/** What numbers the parts of a course: 2, ๒, IV. */
const SERIAL_NUMBER = /^(?:\p{Nd}{1,2}|[IVX]{1,4})$/u;
const JOINED_WORDS = /[\p{L}\p{M}\d][-–—/](?=[\p{L}])/gu;

/** Where a new line may start; positions ascending, without 0. */
export interface WordBreaks {
  /** Where a careful typesetter would break. */
  readonly good: readonly number[];
  /** These and the spaces that had better stay closed: พ.ศ. 2569, CALCULUS I. */
  readonly all: readonly number[];
}

/**
 * After spaces, between Thai words, where Thai meets another script, after a hyphen or slash between
 * words. Never inside a grapheme, before punctuation, ๆ, ฯ or a number that is written to its word,
 * nor inside an abbreviation such as พ.ศ.
 */
export function findBreaks(text: string, mode: WrapMode): WordBreaks {
  const good: number[] = [];
  const all: number[] = [];
  let before: string | undefined;
  for (const { index: start, 0: chunk } of text.matchAll(/[^ ]+/g)) {
    if (before !== undefined && mayFollowSpace(chunk)) {
      all.push(start);
      const isLast = text.trimEnd().length === start + chunk.length;
      if (!isBound(before, chunk, isLast)) good.push(start);
    }
    before = chunk;
    if (mode === 'name') continue;
    const inside = breaksInside(chunk).map((offset) => start + offset);
    good.push(...inside);
    all.push(...inside);
  }
  return { good, all };
}

/** Where a word that is longer than a line may be cut; positions ascending, without 0. */
export interface LetterBreaks {
  /** Between graphemes, but a vowel stays with its consonant and punctuation with its word. */
  readonly good: readonly number[];
  /** Between any two graphemes. */
  readonly all: readonly number[];
}

/** Spaces stay at the end of what precedes them, or before what follows at the start of the text. */
export function findLetterBreaks(text: string): LetterBreaks {
  const firstLetter = text.length - text.trimStart().length;
  const all = graphemeStarts(text).filter(
    (offset) => offset > firstLetter && text.charAt(offset) !== ' ',
  );
  const good = all.filter((offset) => {
    const after = text.charAt(offset);
    if (LEADING_VOWEL.test(text.charAt(offset - 1)) || FOLLOWING_VOWEL.test(after)) return false;
    return !neverStartsLine(after);
  });
  return { good, all };
}

/** All grapheme boundaries, ascending, without 0. */
export function graphemeStarts(text: string): readonly number[] {
  return Array.from(graphemes.segment(text), ({ index }) => index).filter((index) => index > 0);
}

function breaksInside(chunk: string): readonly number[] {
  const candidates = new Set<number>();
  let start = 0;
  for (const { script, text } of splitScriptRuns(chunk)) {
    if (start > 0) candidates.add(start);
    const inside = script === 'Thai' ? wordStarts(text) : joinedWordStarts(text);
    for (const offset of inside) candidates.add(start + offset);
    start += text.length;
  }
  const between = new Set(graphemeStarts(chunk));
  return [...candidates]
    .filter((offset) => between.has(offset) && mayBreakAt(chunk, offset))
    .sort((left, right) => left - right);
}

/**
 * Word boundaries by dictionary. A word that it does not know comes in pieces, one of them often a lone
 * letter (ดี|ส|ครีต): no break on either side of such.
 */
function wordStarts(text: string): readonly number[] {
  const pieces = Array.from(words.segment(text));
  return pieces
    .filter((piece, index) => index > 0 && ![piece, pieces[index - 1]!].some(isLoneLetter))
    .map(({ index }) => index);
}

function isLoneLetter({ segment }: Intl.SegmentData): boolean {
  return segment.length === 1 && THAI.test(segment);
}

function joinedWordStarts(text: string): readonly number[] {
  return Array.from(text.matchAll(JOINED_WORDS), (match) => match.index + match[0].length);
}

function mayFollowSpace(chunk: string): boolean {
  const first = chunk.charAt(0);
  return OPENING.test(first) || !neverStartsLine(first);
}

/** A number after an abbreviation belongs to it, and a number that ends a title to the title. */
function isBound(before: string, chunk: string, isLast: boolean): boolean {
  if (before.endsWith('.') && DIGIT.test(chunk.charAt(0))) return true;
  return isLast && SERIAL_NUMBER.test(chunk);
}

function mayBreakAt(text: string, offset: number): boolean {
  const before = text.charAt(offset - 1);
  const after = text.charAt(offset);
  if (neverStartsLine(after) && !/[\p{Ps}\p{Pi}]/u.test(after)) return false;
  if (DIGIT.test(after) || LEADING_VOWEL.test(before)) return false;
  if (/[\p{Ps}\p{Pi}]/u.test(after)) return THAI.test(before);
  return !OPENING.test(before) && before !== '.';
}

function neverStartsLine(character: string): boolean {
  return REPETITION_OR_ABBREVIATION.test(character) || PUNCTUATION.test(character);
}
