import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { isAppError } from '../../../src/shared/app-error.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { FACE_NAMES } from '../../../src/rendering/text/embedded-font.ts';
import { fontLicencePath, loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { createTextShaper, findMissingGlyphs } from '../../../src/rendering/text/text-shaper.ts';

const faces = loadFontFaces();
const shaper = createTextShaper(faces);

function unitTexts(text: string): readonly string[] {
  return shaper.shape('regular', text).units.map((unit) => unit.text);
}

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
  return undefined;
}

describe('the typeface', () => {
  it('is installed with its licence', () => {
    expect(readFileSync(fontLicencePath(), 'utf8')).toContain('SIL OPEN FONT LICENSE Version 1.1');
  });

  it('knows its name and measures', () => {
    expect(shaper.metrics('regular')).toMatchObject({
      postScriptName: 'Sarabun-Regular',
      ascent: 1068,
      descent: -232,
      capHeight: 700,
      xHeight: 500,
    });
    expect(shaper.metrics('bold').postScriptName).toBe('Sarabun-Bold');
    expect(shaper.metrics('bold').stemV).toBeGreaterThan(shaper.metrics('regular').stemV);
  });

  it('has to be TrueType that may be embedded', () => {
    const create = (regular: Uint8Array) => createTextShaper({ ...faces, regular });
    expect(codeOf(() => create(utf8Bytes('not a font')))).toBe('template-invalid');
    expect(codeOf(() => create(new Uint8Array(0)))).toBe('template-invalid');
    for (const bits of [0x0002, 0x0100, 0x0200, 0x0108]) {
      expect(codeOf(() => create(withLicenceBits(faces.regular, bits)))).toBe('template-invalid');
    }
    for (const bits of [0x0004, 0x0008]) {
      expect(codeOf(() => create(withLicenceBits(faces.regular, bits)))).toBeUndefined();
    }
    expect(codeOf(() => create(faces.regular))).toBeUndefined();
  });
});

/** The font with other licence bits (OS/2 fsType). */
function withLicenceBits(program: Uint8Array, bits: number): Uint8Array {
  const copy = program.slice();
  const view = new DataView(copy.buffer);
  for (let record = 12; ; record += 16) {
    if (view.getUint32(record) !== 0x4f532f32) continue;
    view.setUint16(view.getUint32(record + 8) + 8, bits);
    return copy;
  }
}

describe('shaping', () => {
  it.each([
    ['น้ำ', ['น', '้', 'ำ']],
    ['ทำ', ['ท', 'ำ']],
    ['กุำ', ['ก', 'ุ', 'ำ']],
    ['ปี่', ['ป', 'ี่']],
    ['ท่ี', ['ท', '่ี']],
    ['กำ้', ['ก', 'ำ', '้']],
    ['กํา', ['ก', 'ํ', 'า']],
    ['ฤๅ', ['ฤ', 'ๅ']],
    ['แก้', ['แ', 'ก', '้']],
    ['fi', ['f', 'i']],
    ['re\u0301', ['r', 'e\u0301']],
    ['x\u0301', ['x', '\u0301']],
    ['่ก', ['่', 'ก']],
    ['', []],
  ])('gives %s a code per letter, one for its marks and one for SARA AM', (text, expected) => {
    expect(unitTexts(text)).toEqual(expected);
  });

  it('shapes each script by itself, so that what precedes a word does not change it', () => {
    const word = shaper.shape('regular', 'วันที่').units;
    expect(shaper.shape('regular', 'A วันที่').units.slice(2)).toEqual(word);
    expect(shaper.shape('regular', '(1) วันที่').units.slice(4)).toEqual(word);
  });

  it('keeps a letter the same unit where it is kerned', () => {
    const alone = shaper.shape('regular', 'é').units;
    expect(shaper.shape('regular', 'Té').units.slice(1)).toEqual(alone);
  });

  it('measures in thousandths of an em', () => {
    expect(shaper.measure('regular', 'น้ำ')).toBe(637 + 485);
    expect(shaper.measure('regular', 'AV')).toBeLessThan(
      shaper.measure('regular', 'A') + shaper.measure('regular', 'V'),
    );
  });
});

describe.each([...FACE_NAMES])('missing glyphs of the %s face', (face) => {
  it('are none in Thai and Latin text', () => {
    expect(findMissingGlyphs(shaper, face, 'น้ำ ฤๅษี Łódź “ก” 3.50 – ฿')).toEqual([]);
  });

  it.each([
    ['ก漢字漢', [0x6f22, 0x5b57]],
    ['a😀', [0x1f600]],
    ['a\u200Bb\u00ADc', [0x200b, 0xad]],
    ['a\nb\tc', [0x0a, 0x09]],
    ['\uFEFFa', [0xfeff]],
    ['\uFFFD', [0xfffd]],
    // The font does have an outline for this private character; PDF/A does not accept it.
    ['\uF8FF', [0xf8ff]],
    ['a\uD800', [0xd800]],
    ['漢\u200B', [0x200b, 0x6f22]],
  ])('are named once each for %j', (text, expected) => {
    expect(findMissingGlyphs(shaper, face, text)).toEqual(expected);
    expect(codeOf(() => shaper.shape(face, text))).toBe('glyph-missing');
  });

  it('are named without the text around them', () => {
    try {
      shaper.measure(face, 'สมชาย 漢');
      expect('no error').toBe('an error');
    } catch (error) {
      expect(isAppError(error) && `${error.text.th} ${error.text.en}`).toMatch(/U\+6F22/);
      expect(isAppError(error) && `${error.text.th} ${error.text.en}`).not.toMatch(/สมชาย/);
    }
  });
});
