import { describe, expect, it } from '@jest/globals';
import { LetterOutlines } from '../../../src/rendering/page/letter-outlines.ts';
import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';

describe('letters drawn as shapes', () => {
  const faces = loadFontFaces();
  const outlines = new LetterOutlines(faces.regular, 1000);

  it('are as wide as the same text in the font', () => {
    const text = '7K3M-9QXT · ';
    const widthMilliEm = createTextShaper(faces).measure('regular', text);
    expect(outlines.draw(text).width / 1000).toBeCloseTo(widthMilliEm / 1000, 1);
  });

  it('are closed, filled shapes in whole numbers', () => {
    const { operators } = outlines.draw('7K9');
    expect(operators.match(/\bf\b/g)).toHaveLength(3);
    for (const line of operators.split('\n')) {
      expect(line).toMatch(/^((-?\d+ -?\d+ )([ml]|(-?\d+ ){4}c)|h|f|1 0 0 1 \d+ 0 cm)$/);
    }
    expect(operators).toMatch(/c$/m);
  });

  it('leave a blank for a blank', () => {
    expect(outlines.draw(' ').operators).toMatch(/^1 0 0 1 \d+ 0 cm$/);
  });
});
