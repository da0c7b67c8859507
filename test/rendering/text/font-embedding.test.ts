import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isAppError } from '../../../src/shared/app-error.ts';
import { latin1Text } from '../../../src/shared/bytes.ts';
import { FACE_NAMES } from '../../../src/rendering/text/embedded-font.ts';
import { readSfnt, tableView } from '../../../src/rendering/text/embedding/sfnt.ts';
import { embedFonts } from '../../../src/rendering/text/font-embedding.ts';
import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { collectRepertoire } from '../../../src/rendering/text/repertoire.ts';
import type { FacedText } from '../../../src/rendering/text/repertoire.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';
import { decodeRun, readToUnicode } from './support/decode-run.ts';

const shaper = createTextShaper(loadFontFaces());

const SYLLABLES = [
  'น้ำ',
  'ปี่',
  'ผู้',
  'ทำ',
  'กำ้',
  'ท่ี',
  'ฤๅ',
  'ญู',
  'เ',
  'ศ.',
  'AV',
  'To',
  '(x)',
  '\\',
  ' ',
];
/** Every printable character of it. */
const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
const BATCH: readonly FacedText[] = FACE_NAMES.flatMap((face) =>
  SYLLABLES.map((text) => ({ face, text })),
);
const fonts = embedFonts(shaper, collectRepertoire(shaper, BATCH));
const bare = embedFonts(shaper, collectRepertoire(shaper, []));

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
  return undefined;
}

describe.each([...FACE_NAMES])('an embedded %s face', (face) => {
  const font = fonts[face];

  it('names its subset after its bytes', () => {
    expect(font.postScriptName).toMatch(/^[A-Z]{6}\+Sarabun-(Regular|Bold)$/);
    expect(font.postScriptName).not.toBe(bare[face].postScriptName);
  });

  it('says of every code the width that the program says of its glyph', () => {
    const tables = readSfnt(font.program);
    const hmtx = tableView(tables.get('hmtx')!);
    expect(tableView(tables.get('hhea')!).getUint16(34)).toBe(hmtx.byteLength / 4);
    expect(tableView(tables.get('maxp')!).getUint16(4)).toBe(hmtx.byteLength / 4);
    for (const [cid, width] of font.widths.entries()) {
      expect(hmtx.getUint16(4 * cid)).toBe(width);
    }
  });

  it('gives every code but .notdef a text that PDF/A accepts', () => {
    const texts = readToUnicode(font);
    expect([...texts.keys()]).toEqual(font.widths.slice(1).map((_, index) => index + 1));
    for (const text of texts.values()) expect(text).toMatch(/^[^\p{C}\uFFFD]+$/u);
  });

  it('lists at most a hundred codes or ranges per block', () => {
    const blocks = latin1Text(font.toUnicode).matchAll(
      /^(\d+) begin(bfchar|bfrange)\n([^]*?)end\2$/gm,
    );
    const sizes = Array.from(blocks, ([, size, , body]) => {
      expect(body!.split('\n').length - 1).toBe(Number(size));
      return Number(size);
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  });

  it('gives marks no width and letters theirs', () => {
    const { cids } = decodeRun(font, font.encode('น้ำ'));
    const [letter, mark, saraAm] = cids.map((cid) => font.widths[cid]!);
    expect(cids).toHaveLength(3);
    expect(mark).toBe(0);
    expect(letter).toBeGreaterThan(300);
    expect(saraAm).toBeGreaterThan(300);
  });

  it('kerns by adjustments alone', () => {
    expect(font.encode('AV').tjOperand).toMatch(/^\[\((?:\\?[^]){2}\)\d+\((?:\\?[^]){2}\)\]$/);
    expect(font.encode('AV').widthMilliEm).toBeLessThan(
      font.encode('A').widthMilliEm + font.encode('V').widthMilliEm,
    );
  });

  it('reads back as it was written, and as wide as it was measured', () => {
    const texts = fc.array(fc.constantFrom(...SYLLABLES), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        let run;
        try {
          run = font.encode(text);
        } catch (error) {
          // A syllable may join its neighbour to a cluster that the batch does not have.
          expect(isAppError(error) && error.code).toBe('glyph-missing');
          return;
        }
        const decoded = decodeRun(font, run);
        expect(decoded.text).toBe(text);
        expect(decoded.widthMilliEm).toBeCloseTo(run.widthMilliEm, 6);
        expect(run.widthMilliEm).toBe(shaper.measure(face, text));
      }),
    );
  });

  it('escapes the bytes that would end or change a string', () => {
    const all = embedFonts(shaper, collectRepertoire(shaper, [{ face, text: ASCII }]))[face];
    const { cids, text } = decodeRun(all, all.encode(ASCII));
    expect(text).toBe(ASCII);
    expect(cids).toEqual(expect.arrayContaining([0x0a, 0x0d, 0x28, 0x29, 0x5c]));
  });

  it('can write numbers, and in text identifiers and addresses, whatever the batch says', () => {
    const always = ['1/2', '24', '2569'];
    const inText = [
      '7K3M-9QXT-2WBD-4HN8',
      'https://transcripts.example.ac.th:8443/uni_1/v/7K3M9QXT2WBD4HN8',
    ];
    for (const text of face === 'regular' ? [...always, ...inText] : always) {
      expect(decodeRun(bare[face], bare[face].encode(text)).text).toBe(text);
    }
  });

  it('refuses what its batch or its typeface does not have', () => {
    expect(codeOf(() => bare[face].encode('ญู'))).toBe('glyph-missing');
    expect(codeOf(() => font.encode('漢'))).toBe('glyph-missing');
    expect(codeOf(() => font.encode('a\u200Bb'))).toBe('glyph-missing');
  });
});

describe('embedding fonts', () => {
  it('gives the same bytes for the same repertoire, in another process too', () => {
    const again = createTextShaper(loadFontFaces());
    // Whatever was shaped before leaves no trace.
    again.measure('regular', 'ฝั่งโขง');
    const others = embedFonts(again, collectRepertoire(again, BATCH));
    for (const face of FACE_NAMES) {
      expect(others[face].program).toEqual(fonts[face].program);
      expect(others[face].toUnicode).toEqual(fonts[face].toUnicode);
      expect(others[face].widths).toEqual(fonts[face].widths);
      expect(others[face].encode('น้ำ')).toEqual(fonts[face].encode('น้ำ'));
    }
  });

  it('refuses a repertoire that was collected from another font', () => {
    const { regular, bold } = loadFontFaces();
    const swapped = createTextShaper({ regular: bold, bold: regular });
    expect(codeOf(() => embedFonts(swapped, collectRepertoire(shaper, BATCH)))).toBe(
      'template-invalid',
    );
  });
});
