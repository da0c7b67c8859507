import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { mergeRepertoires } from '../../../src/rendering/text/merge-repertoires.ts';
import { encodeRepertoires } from '../../../src/rendering/text/repertoire-format.ts';
import { collectRepertoire } from '../../../src/rendering/text/repertoire.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';

const shaper = createTextShaper(loadFontFaces());
const collect = (texts: readonly string[]) =>
  collectRepertoire(
    shaper,
    texts.map((text) => ({ face: 'regular', text })),
  );
const WORDS = ['ปี่พาทย์', 'น้ำใจ', 'ตำรวจ', 'ฎีกา', 'ญาติ', 'œuvre', 'Ångström', 'ฤๅษี', '½', 'ที่'];

describe('merging the repertoires of the parts of a batch', () => {
  it('gives the bytes of the whole batch collected at once, however it was cut', () => {
    const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 });
    const parts = fc.array(words, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(parts, (texts) => {
        const merged = mergeRepertoires(
          texts.map((part) => encodeRepertoires({ th: collect(part) })),
        );
        const whole = encodeRepertoires({ th: collect(texts.flat()) });
        expect(Buffer.from(merged).equals(whole)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the languages apart, whichever part brings one', () => {
    const th = collect(['น้ำใจ']);
    const en = collect(['œuvre']);
    const merged = mergeRepertoires([
      encodeRepertoires({ th }),
      encodeRepertoires({ en }),
      encodeRepertoires({ th, en }),
    ]);
    expect(Buffer.from(merged).equals(encodeRepertoires({ en, th }))).toBe(true);
  });

  it('refuses parts that were collected with different fonts', () => {
    const part = encodeRepertoires({ th: collect(WORDS) });
    const { th } = JSON.parse(new TextDecoder().decode(part)) as {
      th: { regular: object; bold: object };
    };
    const other = utf8Bytes(
      JSON.stringify({
        version: 2,
        th: { ...th, bold: { ...th.bold, programDigestHex: '0'.repeat(64) } },
      }),
    );
    expect(() => mergeRepertoires([part, other])).toThrow(
      expect.objectContaining({ code: 'repertoire/fonts' }),
    );
  });
});
