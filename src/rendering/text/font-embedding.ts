import { createHash } from 'node:crypto';

import { AppError } from '../../shared/app-error.ts';
import type { EmbeddedFont, EncodedRun, FaceName } from './embedded-font.ts';
import { appendComposites } from './embedding/composite-font.ts';
import type { CompositeFont, CompositeGlyph } from './embedding/composite-font.ts';
import { cidOperand, numberOperand } from './embedding/string-operand.ts';
import { encodeToUnicode } from './embedding/to-unicode.ts';
import { glyphMissingError } from './shaping/glyph-missing.ts';
import { programDigestHex } from './repertoire.ts';
import type { FaceRepertoire, Repertoire } from './repertoire.ts';
import { RunCache } from './run-cache.ts';
import { outlineKey } from './shaping/shaped-text.ts';
import type { GlyphUnit, ShapedText } from './shaping/shaped-text.ts';
import type { TextShaper } from './text-shaper.ts';

/** Encoded runs kept per face and generation. */
const CACHED_RUNS = 20_000;

/**
 * The fonts of a batch: each face cut to the repertoire, marks baked into composite glyphs, with
 * everything that a PDF says of it. Same repertoire, same bytes.
 * @throws AppError `template-invalid` when the repertoire was collected from another font.
 */
export function embedFonts(
  shaper: TextShaper,
  repertoire: Repertoire,
): Readonly<Record<FaceName, EmbeddedFont>> {
  return {
    regular: embedFace(shaper, 'regular', repertoire.regular),
    bold: embedFace(shaper, 'bold', repertoire.bold),
  };
}

function embedFace(
  shaper: TextShaper,
  face: FaceName,
  { programDigestHex: digestHex, units }: FaceRepertoire,
): EmbeddedFont {
  if (digestHex !== programDigestHex(shaper.program(face))) throw otherFontError();
  const { font, glyphByCid } = buildProgram(shaper, face, units);
  const { postScriptName, unitsPerEm, ...metrics } = shaper.metrics(face);
  const toMilliEm = (fontUnits: number) => (fontUnits * 1000) / unitsPerEm;
  const [xMin, yMin, xMax, yMax] = font.bbox;
  const cidByUnit = new Map(units.map(({ key }, index) => [key, index + 1]));
  const cache = new RunCache<EncodedRun>(CACHED_RUNS);

  return {
    face,
    postScriptName: `${subsetTag(font.program)}+${postScriptName}`,
    program: font.program,
    cidToGidMap: encodeCidToGidMap(glyphByCid),
    widths: glyphByCid.map((glyph) => toMilliEm(font.advances[glyph]!)),
    toUnicode: encodeToUnicode(units.map(({ text }) => text)),
    metrics: {
      ...metrics,
      bbox: [
        Math.floor(toMilliEm(xMin)),
        Math.floor(toMilliEm(yMin)),
        Math.ceil(toMilliEm(xMax)),
        Math.ceil(toMilliEm(yMax)),
      ],
    },
    encode: (text) =>
      cache.get(text, () => encodeRun(shaper.shape(face, text), cidByUnit, toMilliEm)),
  };
}

/** The subset with its composites, and the glyph of every CID (CID 0 is .notdef). */
function buildProgram(
  shaper: TextShaper,
  face: FaceName,
  units: readonly GlyphUnit[],
): { font: CompositeFont; glyphByCid: readonly number[] } {
  const composites: CompositeGlyph[] = [];
  const compositeByOutline = new Map<string, number>();
  const glyphs = new Set<number>();
  for (const unit of units) {
    for (const { glyph } of unit.components) glyphs.add(glyph);
    const key = outlineKey(unit);
    if (isPlainGlyph(shaper, face, unit) || compositeByOutline.has(key)) continue;
    compositeByOutline.set(key, composites.length);
    composites.push(unit);
  }
  const font = appendComposites(shaper.subset(face, glyphs), composites);
  const glyphByCid = units.map((unit) => {
    const composite = compositeByOutline.get(outlineKey(unit));
    return composite === undefined ? unit.components[0]!.glyph : font.firstComposite + composite;
  });
  return { font, glyphByCid: [0, ...glyphByCid] };
}

/** Whether the font's own glyph draws the unit as it is: no offset, and its own advance width. */
function isPlainGlyph(shaper: TextShaper, face: FaceName, unit: GlyphUnit): boolean {
  const [only, ...others] = unit.components;
  if (only === undefined || others.length > 0 || only.dx !== 0 || only.dy !== 0) return false;
  return shaper.glyphAdvance(face, only.glyph) === unit.advance;
}

function encodeRun(
  { units, gaps, widthMilliEm }: ShapedText,
  cidByUnit: ReadonlyMap<string, number>,
  toMilliEm: (fontUnits: number) => number,
): EncodedRun {
  let operand = '[';
  let open = false;
  for (let index = 0; index <= units.length; index++) {
    const gap = gaps[index] ?? 0;
    if (gap !== 0) {
      // A positive number in TJ moves to the left (ISO 32000-2:2020 §9.4.3).
      operand += `${open ? ')' : ''}${numberOperand(-toMilliEm(gap))}`;
      open = false;
    }
    const unit = units[index];
    if (unit === undefined) break;
    const cid = cidByUnit.get(unit.key);
    if (cid === undefined) throw glyphMissingError([unit.text.codePointAt(0)!]);
    operand += (open ? '' : '(') + cidOperand(cid);
    open = true;
  }
  return { tjOperand: `${operand}${open ? ')' : ''}]`, widthMilliEm };
}

function encodeCidToGidMap(glyphByCid: readonly number[]): Uint8Array {
  const map = new Uint8Array(2 * glyphByCid.length);
  const view = new DataView(map.buffer);
  for (const [cid, glyph] of glyphByCid.entries()) view.setUint16(2 * cid, glyph);
  return map;
}

/** Six letters that name a subset (ISO 32000-2:2020 §9.9.2), from its bytes, so that equal fonts have equal names. */
function subsetTag(program: Uint8Array): string {
  const digest = createHash('sha256').update(program).digest();
  return String.fromCharCode(...digest.subarray(0, 6).map((byte) => 0x41 + (byte % 26)));
}

function otherFontError(): AppError {
  return new AppError('template-invalid', {
    th: 'ชุดเอกสารนี้เตรียมไว้ด้วยไฟล์แบบอักษรรุ่นอื่น กรุณาติดตั้งแบบอักษรเดิม หรือเตรียมชุดเอกสารใหม่',
    en: 'This batch was prepared with other font files. Install those again, or prepare the batch anew.',
  });
}
