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
const JOINED_WORDS = /[\p{L}\p{M}\d][-–—/](?=[\p{L}])/gu;

/**
 * Where a new line may start, ascending, without 0: after spaces, between Thai words, where Thai meets
 * another script, after a hyphen or slash between words. Never inside a grapheme, before punctuation,
 * ๆ, ฯ or a number that is written to its word, nor inside an abbreviation such as พ.ศ.
 */
export function findBreaks(text: string, mode: WrapMode): readonly number[] {
  const breaks: number[] = [];
  for (const match of text.matchAll(/[^ ]+/g)) {
    const start = match.index;
    const [chunk] = match;
    const first = text.slice(0, start).trim() === '';
    if (!first && mayFollowSpace(chunk)) breaks.push(start);
    if (mode === 'name') continue;
    for (const offset of breaksInside(chunk)) breaks.push(start + offset);
  }
  return breaks;
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

function wordStarts(text: string): readonly number[] {
  return Array.from(words.segment(text), ({ index }) => index).filter((index) => index > 0);
}

function joinedWordStarts(text: string): readonly number[] {
  return Array.from(text.matchAll(JOINED_WORDS), (match) => match.index + match[0].length);
}

function mayFollowSpace(chunk: string): boolean {
  const first = chunk.charAt(0);
  return OPENING.test(first) || !neverStartsLine(first);
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
