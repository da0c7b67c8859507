import { describe, expect, it } from '@jest/globals';

import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { embedFonts } from '../../../src/rendering/text/font-embedding.ts';
import { wrapText } from '../../../src/rendering/text/line-breaking.ts';
import { collectRepertoire } from '../../../src/rendering/text/repertoire.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';
import { FACE_NAMES } from '../../../src/rendering/text/embedded-font.ts';
import type { FaceName } from '../../../src/rendering/text/embedded-font.ts';
import { clusterLines, HARD_STRINGS, PARAGRAPHS } from './support/corpus.ts';
import { extractors } from './support/extractors.ts';
import { encodeSamplePdf } from './support/sample-pdf.ts';

const shaper = createTextShaper(loadFontFaces());

function samplePdf(face: FaceName, lines: readonly string[], sizePt: number): Uint8Array {
  const repertoire = collectRepertoire(
    shaper,
    lines.map((text) => ({ face, text })),
  );
  const font = embedFonts(shaper, repertoire)[face];
  return encodeSamplePdf(
    font,
    lines.map((text) => ({ text, sizePt })),
  );
}

describe.each(extractors)('$name', (extractor) => {
  const run = extractor.available ? it : it.skip;
  if (!extractor.available) {
    process.stderr.write(
      `\n*** ${extractor.name} is not installed: what it reads was NOT checked ***\n`,
    );
  }
  describe.each([...FACE_NAMES])('%s', (face) => {
    run.each([7, 8.5, 10, 16])('reads every hard string exactly at %s pt', async (sizePt) => {
      const pdf = samplePdf(face, HARD_STRINGS, sizePt);
      expect(await extractor.extractLines(pdf)).toEqual(HARD_STRINGS);
    });

    run.each([7000, 12_000, 25_000])('reads text that was wrapped at %s/1000 em', async (width) => {
      const lines = PARAGRAPHS.flatMap((text) => wrapText(shaper, face, text, width));
      const pdf = samplePdf(face, lines, 10);
      expect(await extractor.extractLines(pdf)).toEqual(lines);
    });

    run.each([8, 14])('reads every letter under every mark exactly at %s pt', async (sizePt) => {
      const lines = clusterLines();
      const pdf = samplePdf(face, lines, sizePt);
      expect(await extractor.extractLines(pdf)).toEqual(lines);
    });
  });
});
