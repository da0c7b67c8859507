import { describe, expect, it } from '@jest/globals';
import { LetterOutlines } from '../../../src/rendering/page/letter-outlines.ts';
import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';

describe('letters drawn as shapes', () => {
  const faces = loadFontFaces();
  const outlines = new LetterOutlines(faces.regular);

  it('are as wide as the same text in the font', () => {
    const text = '7K3M-9QXT · ';
    const widthMilliEm = createTextShaper(faces).measure('regular', text);
    expect(outlines.draw(text).width / 100).toBeCloseTo(widthMilliEm / 1000, 0);
  });

  it('consist of closed, filled polygons in small whole numbers', () => {
    const { operators } = outlines.draw('7K');
    expect(operators.match(/\bf\b/g)).toHaveLength(2);
    for (const line of operators.split('\n')) {
      expect(line).toMatch(/^(-?\d+ -?\d+ [ml]|h|f|1 0 0 1 \d+ 0 cm)$/);
    }
  });

  it('keep their curves where they are drawn large', () => {
    const large = new LetterOutlines(faces.regular, { unitsPerEm: 1000, isStraight: false });
    expect(large.draw('9').operators).toMatch(/^(-?\d+ ){6}c$/m);
  });

  it('leave a blank for a blank', () => {
    expect(outlines.draw(' ').operators).toMatch(/^1 0 0 1 \d+ 0 cm$/);
  });
});
