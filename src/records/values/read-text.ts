import { trimBlanks } from '../raw/trim-blanks.ts';
import type { Finding, ReadValue } from './read-value.ts';
import { readAs, unreadable } from './read-value.ts';
import { findLookAlike } from './look-alikes.ts';
import { findMarkProblems } from './thai-marks.ts';

const PLAIN_ASCII = /^[\x20-\x7E]*$/;
/** Line breaks and tabs count as blanks; every other control character is damage. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/; // eslint-disable-line no-control-regex -- control characters are what it looks for
/**
 * Replacement character, noncharacters, halves of surrogate pairs, and the private characters in which
 * old Thai fonts kept shifted marks.
 */
const BROKEN = /[\uFFFD\uFFFE\uFFFF\uE000-\uF8FF\p{Cs}]|[\p{Noncharacter_Code_Point}]/u;
/** Soft hyphen, fillers, zero-width and bidirectional controls, variation selectors, joiners. */
const INVISIBLE =
  /[\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|\u034F|[\uFE00-\uFE0F]/;
/** Blanks of another kind than the one that keyboards type: no-break, thin, wide. */
const UNUSUAL_BLANK = /[\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/;
/**
 * Thai in UTF-8 that something has read as Windows-874: each letter has become `เธ` or `เน` and one more sign,
 * which no Thai word has three times in a row.
 */
const DECODED_WRONGLY = /(?:เ[ธน][\u0080-\u00A0\u20AC\u2013\u2014\u2018-\u2022\u2026ก-ฟ]){3}/;
const CONTROLS = /\p{Cc}/gu;
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'g');

/**
 * Reads text for people: NFC (never NFKC, which would split SARA AM), every run of blanks one blank.
 * Spelling that cannot be is found, never repaired; invisible characters are left out and reported.
 */
export function readText(text: string): ReadValue {
  if (PLAIN_ASCII.test(text))
    return readAs(/^ | {2}| $/.test(text) ? withSingleBlanks(text) : text);
  const wrong = DECODED_WRONGLY.exec(text);
  if (wrong !== null) {
    return unreadable('text-decoded-wrongly', { cluster: wrong[0].replace(CONTROLS, '') });
  }
  const control = CONTROL.exec(text);
  if (control !== null) return damaged('control-character', control[0]);
  const broken = BROKEN.exec(text);
  if (broken !== null) return damaged('character-broken', broken[0]);
  const findings: Finding[] = [];
  const invisible = INVISIBLE.exec(text);
  if (invisible !== null) {
    findings.push({ code: 'character-invisible', details: { character: codePoint(invisible[0]) } });
  }
  const blank = UNUSUAL_BLANK.exec(trimBlanks(text));
  if (blank !== null) {
    findings.push({ code: 'blank-unusual', details: { character: codePoint(blank[0]) } });
  }
  const visible = invisible === null ? text : text.replace(ALL_INVISIBLE, '');
  const alike = findLookAlike(visible);
  if (alike !== undefined) {
    const { found, meant, text: suggestion } = alike;
    const [character, meantCharacter] = [codePoint(found), codePoint(meant)];
    const details = { found, character, meant, meantCharacter, suggestion };
    findings.push({ code: 'character-look-alike', details });
  }
  findings.push(...findMarkProblems(visible));
  return readAs(withSingleBlanks(visible.normalize('NFC')), findings);
}

/** A text without the characters that nobody sees, to be compared by. */
export function withoutInvisible(text: string): string {
  return PLAIN_ASCII.test(text) ? text : text.replace(ALL_INVISIBLE, '');
}

/** The same for values that are not sentences: only damage is looked for. */
export function findDamage(text: string): ReadValue | undefined {
  if (PLAIN_ASCII.test(text)) return undefined;
  const control = CONTROL.exec(text);
  if (control !== null) return damaged('control-character', control[0]);
  const broken = BROKEN.exec(text);
  return broken === null ? undefined : damaged('character-broken', broken[0]);
}

function damaged(code: 'control-character' | 'character-broken', character: string): ReadValue {
  return { value: undefined, findings: [{ code, details: { character: codePoint(character) } }] };
}

function withSingleBlanks(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The first control character of a text, as its code point, if it holds one. */
export function findControlCharacter(text: string): string | undefined {
  const control = CONTROL.exec(text);
  return control === null ? undefined : codePoint(control[0]);
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
