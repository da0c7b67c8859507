import { describe, expect, it } from '@jest/globals';
import { Blob, Face, Font } from 'harfbuzzjs';
import type { SvgPathCommand } from 'harfbuzzjs';

import { FACE_NAMES } from '../../../../src/rendering/text/embedded-font.ts';
import { arrangeUnits } from '../../../../src/rendering/text/embedding/composite-font.ts';
import { encodeSfnt, readSfnt, tableView } from '../../../../src/rendering/text/embedding/sfnt.ts';
import { embedFonts } from '../../../../src/rendering/text/font-embedding.ts';
import { loadFontFaces } from '../../../../src/rendering/text/font-files.ts';
import { collectRepertoire } from '../../../../src/rendering/text/repertoire.ts';
import type { GlyphComponent } from '../../../../src/rendering/text/shaping/shaped-text.ts';
import { createTextShaper } from '../../../../src/rendering/text/text-shaper.ts';
import { allClusters, HARD_STRINGS } from '../support/corpus.ts';

const faces = loadFontFaces();
const shaper = createTextShaper(faces);

function openFont(program: Uint8Array): Font {
  return new Font(new Face(new Blob(program)));
}

/** What a unit should look like: the outlines of the whole font, moved. */
function movedOutlines(font: Font, components: readonly GlyphComponent[]): SvgPathCommand[] {
  return components.flatMap(({ glyph, dx, dy }) =>
    font.glyphToJson(glyph).map(({ type, values }) => ({
      type,
      values: values.map((value, index) => value + (index % 2 === 0 ? dx : dy)),
    })),
  );
}

describe.each([...FACE_NAMES])('the program of the %s face', (face) => {
  const texts = [...HARD_STRINGS, ...allClusters()].map((text) => ({ face, text }));
  const repertoire = collectRepertoire(shaper, texts);
  const { program, widths, metrics } = embedFonts(shaper, repertoire)[face];
  const embedded = openFont(program);

  it('draws every code exactly as the whole font draws its parts', () => {
    const whole = openFont(faces[face]);
    for (const [index, unit] of repertoire[face].units.entries()) {
      const glyph = index + 1;
      expect(embedded.glyphToJson(glyph)).toEqual(movedOutlines(whole, unit.components));
      expect(embedded.glyphHAdvance(glyph)).toBe(widths[glyph]);
    }
  });

  it('keeps an outline for .notdef and encloses all outlines in its box', () => {
    expect(embedded.glyphToJson(0)).not.toEqual([]);
    const head = tableView(readSfnt(program).get('head')!);
    expect([36, 38, 40, 42].map((offset) => head.getInt16(offset))).toEqual(metrics.bbox);
    for (let glyph = 0; glyph < widths.length; glyph++) {
      const extents = embedded.glyphExtents(glyph)!;
      expect(extents.xBearing).toBeGreaterThanOrEqual(metrics.bbox[0]);
      expect(extents.yBearing).toBeLessThanOrEqual(metrics.bbox[3]);
    }
  });

  it('holds nothing but outlines and metrics, with right checksums', () => {
    const tables = readSfnt(program);
    expect([...tables.keys()]).toEqual(['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp']);
    expect(encodeSfnt(tables)).toEqual(program);
    let sum = 0;
    for (let offset = 0; offset < program.length; offset += 4) {
      sum = (sum + tableView(program).getUint32(offset)) >>> 0;
    }
    expect(sum).toBe(0xb1b0afba);
  });
});

describe('arranging units', () => {
  it('refuses more glyphs than a font can hold', () => {
    const subset = shaper.subset('regular', [4]);
    const many = Array.from({ length: 0xffff }, () => ({ components: [], advance: 0 }));
    expect(() => arrangeUnits(subset, many)).toThrow(RangeError);
  });
});
