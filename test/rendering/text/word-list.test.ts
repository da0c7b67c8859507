import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { FACE_NAMES } from '../../../src/rendering/text/embedded-font.ts';
import { embedFonts } from '../../../src/rendering/text/font-embedding.ts';
import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { collectRepertoire } from '../../../src/rendering/text/repertoire.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';
import { allClusters } from './support/corpus.ts';
import { extractors } from './support/extractors.ts';
import { encodeSamplePdf } from './support/sample-pdf.ts';

const WORDS = new URL('../../../fixtures/thai-words/words.txt', import.meta.url);
/** Ten thousand strings: words of the language, and every letter with every mark. */
const ALL = [...readFileSync(WORDS, 'utf8').trim().split('\n'), ...allClusters()];
/** CI asks for all of them; otherwise a part that is spread evenly. */
const isWhole = process.env['PARINYA_WHOLE_WORD_LIST'] === '1';
const STEP = isWhole ? 1 : 23;
const STRINGS = ALL.filter((_, index) => index % STEP === 0);
const WHOLE_LIST_MS = 600_000;

describe('the list of words', () => {
  it('holds ten thousand different strings', () => {
    expect(new Set(ALL).size).toBe(10_000);
  });
});

describe.each(extractors)('$name', (extractor) => {
  const run = extractor.available ? it : it.skip;
  run.each([...FACE_NAMES])(
    'reads every string of the list exactly in the %s face',
    async (face) => {
      const shaper = createTextShaper(loadFontFaces());
      const texts = STRINGS.map((text) => ({ face, text }));
      const font = embedFonts(shaper, collectRepertoire(shaper, texts))[face];
      const pdf = encodeSamplePdf(
        font,
        STRINGS.map((text) => ({ text, sizePt: 10 })),
      );
      const lines = await extractor.extractLines(pdf);
      const wrong = STRINGS.filter((text, index) => lines[index] !== text);
      expect({ wrong: wrong.slice(0, 20), lines: lines.length }).toEqual({
        wrong: [],
        lines: STRINGS.length,
      });
    },
    WHOLE_LIST_MS,
  );
});
