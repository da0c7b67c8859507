import { describe, expect, it } from '@jest/globals';

import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';

const shaper = createTextShaper(loadFontFaces());

function unitTexts(text: string): readonly string[] {
  return shaper.shape('regular', text).units.map((unit) => unit.text);
}

describe('shaping Thai', () => {
  it.each([
    ['น้ำ', ['น', '้', 'ำ']],
    ['ทำ', ['ท', 'ำ']],
    ['ปี่', ['ป', 'ี่']],
    ['กำ้', ['ก', 'ำ', '้']],
    ['ฤๅ', ['ฤ', 'ๅ']],
    ['แก้', ['แ', 'ก', '้']],
  ])('gives %s at most a letter, one code for its marks and SARA AM', (text, expected) => {
    expect(unitTexts(text)).toEqual(expected);
  });
});
