import { parseUtf8, utf8Bytes } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
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
 * A repertoire as JSON, to be stored with its batch and shared among workers. Equal repertoires give
 * equal bytes. A unit is `[text, advance, glyph, dx, dy, ...]`, all numbers in font units.
 */
export function encodeRepertoire(repertoire: Repertoire): Uint8Array {
  const faces = FACE_NAMES.map((face) => {
    const { programDigestHex, units } = repertoire[face];
    return [face, { programDigestHex, units: units.map(toRow) }] as const;
  });
  return utf8Bytes(JSON.stringify({ version: 1, ...Object.fromEntries(faces) }));
}

/**
 * The inverse of {@link encodeRepertoire}.
 * @throws FormatError `utf8/invalid`, `repertoire/syntax` or `repertoire/unit`
 */
export function parseRepertoire(bytes: Uint8Array): Repertoire {
  const value = parseJson(parseUtf8(bytes));
  if (!isObject(value) || value['version'] !== 1) throw syntaxError();
  return { regular: parseFace(value, 'regular'), bold: parseFace(value, 'bold') };
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
