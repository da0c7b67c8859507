import { parseUtf8, utf8Bytes } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import type { DocumentLanguage } from '../../transcript/record.ts';
import { FACE_NAMES } from './embedded-font.ts';
import type { FaceName } from './embedded-font.ts';
import type { FaceRepertoire, Repertoire } from './repertoire.ts';
import { toUnit } from './shaping/shaped-text.ts';
import type { GlyphComponent, GlyphUnit } from './shaping/shaped-text.ts';

/** CIDs have two bytes and CID 0 is .notdef. */
const MOST_UNITS = 0xfffe;
/** Never empty, private, unassigned or a replacement: what PDF/A lets a code say (PDF/A-3 §6.2.11.7). */
const SAYABLE = /^[^\p{C}\uFFFD]+$/u;

/**
 * The repertoires of a batch: one for the documents of each language, because an English document has no use for
 * most of the letters of a Thai one. Only languages that the batch has documents in.
 */
type Repertoires = Readonly<Partial<Record<DocumentLanguage, Repertoire>>>;

const LANGUAGES: readonly DocumentLanguage[] = ['en', 'th'];

/**
 * Repertoires as JSON, to be stored with their batch and shared among workers. Equal repertoires give equal
 * bytes. A unit is `[text, advance, glyph, dx, dy, ...]`, all numbers in font units.
 */
export function encodeRepertoires(repertoires: Repertoires): Uint8Array {
  const languages = LANGUAGES.flatMap((language) => {
    const repertoire = repertoires[language];
    return repertoire === undefined ? [] : [[language, toFaces(repertoire)] as const];
  });
  return utf8Bytes(JSON.stringify({ version: 2, ...Object.fromEntries(languages) }));
}

/**
 * The inverse of {@link encodeRepertoires}. Batches of before have one repertoire for both languages.
 * @throws FormatError `utf8/invalid`, `repertoire/syntax` or `repertoire/unit`
 */
export function parseRepertoires(bytes: Uint8Array): Repertoires {
  const value = parseJson(parseUtf8(bytes));
  if (!isObject(value)) throw syntaxError();
  if (value['version'] === 1) {
    const both = parseFaces(value);
    return { en: both, th: both };
  }
  if (value['version'] !== 2) throw syntaxError();
  const languages = LANGUAGES.flatMap((language) => {
    const faces = value[language];
    if (faces === undefined) return [];
    if (!isObject(faces)) throw syntaxError();
    return [[language, parseFaces(faces)] as const];
  });
  return Object.fromEntries(languages);
}

/** @throws FormatError `repertoire/syntax` when the batch has no documents in that language. */
export function getRepertoire(repertoires: Repertoires, language: DocumentLanguage): Repertoire {
  const repertoire = repertoires[language];
  if (repertoire === undefined) throw syntaxError();
  return repertoire;
}

function toFaces(repertoire: Repertoire): object {
  const faces = FACE_NAMES.map((face) => {
    const { programDigestHex, units } = repertoire[face];
    return [face, { programDigestHex, units: units.map(toRow) }] as const;
  });
  return Object.fromEntries(faces);
}

function parseFaces(faces: Readonly<Record<string, unknown>>): Repertoire {
  return { regular: parseFace(faces, 'regular'), bold: parseFace(faces, 'bold') };
}

function toRow({ text, advance, components }: GlyphUnit): readonly (string | number)[] {
  return [text, advance, ...components.flatMap(({ glyph, dx, dy }) => [glyph, dx, dy])];
}

function parseFace(repertoire: Readonly<Record<string, unknown>>, name: FaceName): FaceRepertoire {
  const face = repertoire[name];
  if (!isObject(face)) throw syntaxError();
  const { programDigestHex, units: rows } = face;
  if (typeof programDigestHex !== 'string' || !/^[0-9a-f]{64}$/.test(programDigestHex)) {
    throw syntaxError();
  }
  if (!Array.isArray(rows) || rows.length > MOST_UNITS) throw syntaxError();
  const units = rows.map(parseRow);
  if (new Set(units.map(({ key }) => key)).size !== units.length) throw unitError('repeated');
  return { programDigestHex, units };
}

function parseRow(row: unknown): GlyphUnit {
  if (!Array.isArray(row)) throw unitError('no list');
  const [text, advance, ...numbers] = row as unknown[];
  if (typeof text !== 'string' || !SAYABLE.test(text)) throw unitError('without text');
  if (!isInteger(advance, 0, 0xffff)) throw unitError('with an impossible advance');
  if (numbers.length === 0 || numbers.length % 3 !== 0) throw unitError('with half an outline');
  const components: GlyphComponent[] = [];
  for (let index = 0; index < numbers.length; index += 3) {
    const [glyph, dx, dy] = numbers.slice(index, index + 3);
    if (!isInteger(glyph, 1, 0xffff) || !isOffset(dx) || !isOffset(dy)) {
      throw unitError('with an impossible outline');
    }
    components.push({ glyph, dx, dy });
  }
  return toUnit(components, advance, text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw syntaxError();
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOffset(value: unknown): value is number {
  return isInteger(value, -0x8000, 0x7fff);
}

function isInteger(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function syntaxError(): FormatError {
  return new FormatError('repertoire/syntax', 'not a repertoire of this version');
}

function unitError(what: string): FormatError {
  return new FormatError('repertoire/unit', `a unit ${what}`);
}
