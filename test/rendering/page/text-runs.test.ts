import { describe, expect, it } from '@jest/globals';
import { TextRuns } from '../../../src/rendering/page/text-runs.ts';
import type { EmbeddedFont, FaceName } from '../../../src/rendering/text/embedded-font.ts';

/** A font that shows each text as it is and counts ten thousandths for a letter. */
function toPlainFont(face: FaceName): EmbeddedFont {
  return {
    face,
    postScriptName: 'AAAAAA+Plain',
    program: new Uint8Array(),
    widths: [],
    toUnicode: new Uint8Array(),
    metrics: { ascent: 0, descent: 0, capHeight: 0, xHeight: 0, stemV: 0, bbox: [0, 0, 0, 0] },
    encode: (text) => ({ tjOperand: `[(${text})]`, widthMilliEm: 10 * text.length }),
  };
}

const fonts = { regular: toPlainFont('regular'), bold: toPlainFont('bold') };

describe('text runs', () => {
  it.each([
    ['th', 'ทักษะ ICT และความรู้', ['ICT'], 'en'],
    ['th', 'Sommut University', ['Sommut University'], 'en'],
    ['th', 'GE101', [], 'en'],
    ['th', '7K3M-9QXT-2WBD-4HNH', [], 'en'],
    ['th', 'ตรวจที่ https://verify.sommut.example/v/7K3M', [], 'en'],
    ['th', 'ภาษาอังกฤษ 1', [], 'en'],
    ['en', 'Thesis (วิทยานิพนธ์ต่อเนื่อง)', ['วิทยานิพนธ์ต่อเนื่อง'], 'th'],
    ['en', 'Natural Language Processing', [], 'th'],
  ] as const)(
    'in a document in %s, %j changes language at %j',
    (language, text, stretches, other) => {
      const { operators, widthMilliEm } = new TextRuns(fonts, language).get('regular', text);
      const marked = [...operators.matchAll(/\/Span<<\/Lang\((\w+)\)>>BDC\n\((.*)\)Tj\nEMC/g)];
      expect(marked.map((match) => match[2])).toEqual(stretches);
      expect(marked.every((match) => match[1] === other)).toBe(true);
      const shown = [...operators.matchAll(/\((.*)\)\]?T[jJ]/g)].map((match) => match[1]).join('');
      expect(shown).toBe(text);
      expect(widthMilliEm).toBe(10 * text.length);
    },
  );
});
