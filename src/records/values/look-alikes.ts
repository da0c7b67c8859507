/**
 * Letters that look like others but are not: a reader sees the same name, a search does not find it. Found
 * where the letters round them say what was meant, never repaired.
 */

/** A letter of another alphabet, or of another width, and the one that it looks like. */
export interface LookAlike {
  readonly found: string;
  readonly meant: string;
  /** The whole text as it was most likely meant. */
  readonly text: string;
}

const PAIRS: readonly (readonly [foreign: string, latin: string])[] = [
  // Cyrillic.
  ['АВЕКМНОРСТХІЈЅУасеорхуіјѕ', 'ABEKMHOPCTXIJSYaceopxyijs'],
  // Greek.
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι', 'ABEZHIKMNOPTYXovi'],
];
const LATIN_FOR: ReadonlyMap<string, string> = new Map(
  PAIRS.flatMap(([foreign, latin]) =>
    Array.from(foreign, (letter, index) => [letter, latin[index]!] as const),
  ),
);

const MAY_HOLD_ONE = /[\u0370-\u03FF\u0400-\u04FF\u0E45\u0E80-\u0EFF\uFF01-\uFF5E]/;
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
/** Runs of Greek, Cyrillic and Latin letters in which Latin ones are. */
const MIXED_WORD = /[\p{L}\p{M}]*\p{Script=Latin}[\p{L}\p{M}]*/gu;
/** LAKKHANGYAO belongs behind two letters; anywhere else SARA AA was meant. */
const STRAY_LAKKHANGYAO = /(?<![ฤฦ])\u0E45/g;
/** Lao letters beside Thai ones: the two blocks run in parallel. */
const LAO_IN_THAI = /(?<=[\u0E01-\u0E5B])[\u0E81-\u0ECD]|[\u0E81-\u0ECD](?=[\u0E01-\u0E5B])/g;
const LAO_OFFSET = 0x80;

/** Latin letters for Greek and Cyrillic ones that look the same, to be compared by. */
export function withLatinLetters(text: string): string {
  return Array.from(text, (letter) => LATIN_FOR.get(letter) ?? letter).join('');
}

/** The first letter of a text that is not what it looks like. */
export function findLookAlike(text: string): LookAlike | undefined {
  if (!MAY_HOLD_ONE.test(text)) return undefined;
  const meant = text
    .replace(FULL_WIDTH, (letter) => shifted(letter, FULL_WIDTH_OFFSET))
    .replace(MIXED_WORD, withLatinLetters)
    .replace(STRAY_LAKKHANGYAO, '\u0E32')
    .replace(LAO_IN_THAI, (letter) => shifted(letter, LAO_OFFSET));
  // Each stands for one other, of as many units.
  for (let index = 0; index < text.length; index++) {
    if (text[index] === meant[index]) continue;
    return { found: text[index]!, meant: meant[index]!, text: meant };
  }
  return undefined;
}

function shifted(letter: string, offset: number): string {
  return String.fromCharCode(letter.charCodeAt(0) - offset);
}
