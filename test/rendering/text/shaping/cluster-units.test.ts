import { describe, expect, it } from '@jest/globals';
import { Blob, Buffer, Direction, Face, Feature, Font, shape } from 'harfbuzzjs';

import { FACE_NAMES } from '../../../../src/rendering/text/embedded-font.ts';
import { loadFontFaces } from '../../../../src/rendering/text/font-files.ts';
import { splitScriptRuns } from '../../../../src/rendering/text/shaping/script-runs.ts';
import type { ShapedText } from '../../../../src/rendering/text/shaping/shaped-text.ts';
import { createTextShaper } from '../../../../src/rendering/text/text-shaper.ts';
import { allClusters, HARD_STRINGS } from '../support/corpus.ts';

const faces = loadFontFaces();
const shaper = createTextShaper(faces);
const clusters = allClusters();

interface Outline {
  readonly glyph: number;
  readonly x: number;
  readonly y: number;
}

/** Where HarfBuzz itself puts every outline of a text. */
function outlinesByHarfBuzz(font: Font, text: string): readonly Outline[] {
  let pen = 0;
  return splitScriptRuns(text).flatMap((run) => {
    const buffer = new Buffer();
    buffer.addText(run.text);
    buffer.setDirection(Direction.LTR);
    buffer.setScript(run.script);
    buffer.setLanguage(run.script === 'Thai' ? 'th' : 'en');
    shape(font, buffer, [new Feature('liga', 0)]);
    const positions = buffer.getGlyphPositions();
    return buffer.getGlyphInfos().map(({ codepoint: glyph }, index) => {
      const { xAdvance, xOffset, yOffset } = positions[index]!;
      const outline = { glyph, x: pen + xOffset, y: yOffset };
      pen += xAdvance;
      return outline;
    });
  });
}

/** Where a PDF reader puts them: gaps, then units with their advances. */
function outlinesByUnits({ units, gaps }: ShapedText): readonly Outline[] {
  let pen = 0;
  return units.flatMap(({ components, advance }, index) => {
    const start = pen + gaps[index]!;
    pen = start + advance;
    return components.map(({ glyph, dx, dy }) => ({ glyph, x: start + dx, y: dy }));
  });
}

describe.each([...FACE_NAMES])('the units of the %s face', (face) => {
  const font = new Font(new Face(new Blob(faces[face])));
  const words = ['การทำงานในพื้นที่', 'AVATAR To Wave, Type; V. P.', 'Tée', 'ป้ ฝื่อ ฟ้ำฟำ'];
  const texts = [...HARD_STRINGS, ...clusters, ...words];

  it('draw every outline where HarfBuzz puts it', () => {
    for (const text of texts) {
      expect(outlinesByUnits(shaper.shape(face, text))).toEqual(outlinesByHarfBuzz(font, text));
    }
  });

  it('say the text, in order, with at most three codes for a letter and what belongs to it', () => {
    for (const text of texts) {
      const { units } = shaper.shape(face, text);
      expect(units.map((unit) => unit.text).join('')).toBe(text);
    }
    const counts = clusters.map((cluster) => shaper.shape(face, cluster).units.length);
    expect(Math.max(...counts)).toBe(3);
  });

  it('never mix a mark into the text of what advances', () => {
    for (const cluster of clusters) {
      for (const { advance, text } of shaper.shape(face, cluster).units) {
        expect(/^\p{M}+$/u.test(text)).toBe(advance === 0);
      }
    }
  });
});
