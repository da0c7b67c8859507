import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Blob, Buffer, Face, Feature, Font, shape } from 'harfbuzzjs';

import { FACE_NAMES } from '../../../../src/rendering/text/embedded-font.ts';
import { loadFontFaces } from '../../../../src/rendering/text/font-files.ts';
import { FaceShaper } from '../../../../src/rendering/text/shaping/face-shaper.ts';
import { splitScriptRuns } from '../../../../src/rendering/text/shaping/script-runs.ts';

const WORDS = ['น้ำ', 'ปี่', 'AVATAR', 'To', 'II', 'พ.ศ.', '2569', '(กษ)', 'ฤๅษี', '·', '/', '3.25'];

describe.each(FACE_NAMES)('face shaper, %s', (face) => {
  const program = loadFontFaces()[face];
  const shaper = FaceShaper.open(program)!;

  /** Advances of whole runs, as HarfBuzz gives them in one call. */
  function wholeWidth(text: string): number {
    const font = new Font(new Face(new Blob(program)));
    let width = 0;
    for (const { script, text: run } of splitScriptRuns(text)) {
      const buffer = new Buffer();
      buffer.addText(run);
      buffer.guessSegmentProperties();
      buffer.setScript(script);
      shape(font, buffer, [new Feature('liga', 0)]);
      for (const { xAdvance } of buffer.getGlyphPositions()) width += xAdvance;
    }
    return (width * 1000) / shaper.metrics.unitsPerEm;
  }

  it('sets a text as wide as HarfBuzz does in one piece, though it remembers words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom('', ' ', '  ')), {
          minLength: 1,
          maxLength: 8,
        }),
        (pieces) => {
          const text = pieces.flat().join('');
          expect(shaper.shape(text).widthMilliEm).toBeCloseTo(wholeWidth(text), 6);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says exactly the text, whatever stands beside its spaces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...WORDS, ' ', '  ', 'ำ', '่'), { maxLength: 9 }),
        (pieces) => {
          const text = pieces.join('');
          expect(
            shaper
              .shape(text)
              .units.map((unit) => unit.text)
              .join(''),
          ).toBe(text);
        },
      ),
      { numRuns: 300 },
    );
  });
});
