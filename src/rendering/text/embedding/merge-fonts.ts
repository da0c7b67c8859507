import { Blob, Face, Font } from 'harfbuzzjs';
import { readMetrics, writeMetrics, writeOutlines } from './composite-font.ts';
import { mayBeEmbedded } from './embedding-permission.ts';
import { glyphBox, readGlyphs, unionBox } from './glyph-outlines.ts';
import { encodeSfnt, readSfnt, tableView } from './sfnt.ts';
import { encodeSimpleGlyph } from './simple-glyph.ts';

/** Letters and signs of the basic plane and the next two, where writing is. */
const LAST_CODE_POINT = 0x2ffff;
const MOST_GLYPHS = 0xffff;
/** Marks need a letter's anchors, which another font's letters do not have; the rest says nothing. */
const NEVER_BORROWED = /[\p{M}\p{C}\p{Z}]/u;

/**
 * A TrueType program with the letters that it lacks taken from others, the first that has one: outlines
 * scaled to its em. Shaping, subsetting and embedding then know one font only. Borrowed letters have
 * neither kerning nor marks.
 * @param fallbacks TrueType programs.
 * @returns `undefined` when one of them has other outlines than TrueType's or must not be embedded.
 */
export function mergeFonts(
  program: Uint8Array,
  fallbacks: readonly Uint8Array[],
): Uint8Array | undefined {
  if (fallbacks.length === 0) return program;
  const main = openFont(program);
  const glyphOf = new Map<number, number>();
  for (let codePoint = 0x20; codePoint <= LAST_CODE_POINT; codePoint++) {
    const glyph = main.font.nominalGlyph(codePoint);
    if (glyph) glyphOf.set(codePoint, glyph);
  }

  const tables = readSfnt(program);
  const glyphs = readGlyphs(tables);
  const metrics = readMetrics(tables, glyphs.length);
  const limits = tableView(tables.get('maxp')!);
  for (const fallback of fallbacks) {
    const { font, unitsPerEm, isUsable } = openFont(fallback);
    if (!isUsable) return undefined;
    const scale = main.unitsPerEm / unitsPerEm;
    const borrowed = new Map<number, number>();
    for (let codePoint = 0x20; codePoint <= LAST_CODE_POINT; codePoint++) {
      if (glyphOf.has(codePoint)) continue;
      const glyph = font.nominalGlyph(codePoint);
      if (!glyph || NEVER_BORROWED.test(String.fromCodePoint(codePoint))) continue;
      let own = borrowed.get(glyph);
      if (own === undefined) {
        const outline = encodeSimpleGlyph(font.glyphToPath(glyph), scale);
        if (outline === undefined) return undefined;
        if (glyphs.length >= MOST_GLYPHS) break;
        own = glyphs.length;
        borrowed.set(glyph, own);
        glyphs.push(outline.record);
        const advance = Math.round(font.glyphHAdvance(glyph) * scale);
        metrics.push({ advance, leftSideBearing: glyphBox(outline.record)?.[0] ?? 0 });
        limits.setUint16(6, Math.max(limits.getUint16(6), outline.points));
        limits.setUint16(8, Math.max(limits.getUint16(8), outline.contours));
      }
      glyphOf.set(codePoint, own);
    }
  }
  limits.setUint16(4, glyphs.length);
  const bbox = unionBox(glyphs.map(glyphBox).filter((box) => box !== undefined)) ?? [0, 0, 0, 0];
  writeOutlines(tables, glyphs, bbox);
  writeMetrics(tables, glyphs, metrics);
  tables.set('cmap', encodeCmap(glyphOf));
  return encodeSfnt(tables);
}

function openFont(program: Uint8Array): {
  readonly font: Font;
  readonly unitsPerEm: number;
  readonly isUsable: boolean;
} {
  const face = new Face(new Blob(program));
  const isUsable = face.referenceTable('glyf') !== undefined && mayBeEmbedded(face);
  return { font: new Font(face), unitsPerEm: face.upem, isUsable };
}

const GROUP_BYTES = 12;
const CMAP_HEADER_BYTES = 12;
const SUBTABLE_HEADER_BYTES = 16;

/** A character map of one subtable, format 12: runs of code points whose glyphs follow each other. */
function encodeCmap(glyphOf: ReadonlyMap<number, number>): Uint8Array {
  const groups: { start: number; end: number; glyph: number }[] = [];
  for (const [codePoint, glyph] of [...glyphOf].sort(([left], [right]) => left - right)) {
    const last = groups.at(-1);
    const follows = last?.end === codePoint - 1 && last.glyph + codePoint - last.start === glyph;
    if (last !== undefined && follows) last.end = codePoint;
    else groups.push({ start: codePoint, end: codePoint, glyph });
  }
  const length = SUBTABLE_HEADER_BYTES + GROUP_BYTES * groups.length;
  const table = new Uint8Array(CMAP_HEADER_BYTES + length);
  const view = tableView(table);
  const WINDOWS = 3;
  const FULL_UNICODE = 10;
  view.setUint16(2, 1);
  view.setUint16(4, WINDOWS);
  view.setUint16(6, FULL_UNICODE);
  view.setUint32(8, CMAP_HEADER_BYTES);
  view.setUint16(CMAP_HEADER_BYTES, 12);
  view.setUint32(CMAP_HEADER_BYTES + 4, length);
  view.setUint32(CMAP_HEADER_BYTES + 12, groups.length);
  groups.forEach(({ start, end, glyph }, index) => {
    const at = CMAP_HEADER_BYTES + SUBTABLE_HEADER_BYTES + GROUP_BYTES * index;
    view.setUint32(at, start);
    view.setUint32(at + 4, end);
    view.setUint32(at + 8, glyph);
  });
  return table;
}
