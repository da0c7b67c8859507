import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

import { FACE_NAMES } from '../../src/rendering/text/embedded-font.ts';
import type { EmbeddedFont, FaceName } from '../../src/rendering/text/embedded-font.ts';
import { embedFonts } from '../../src/rendering/text/font-embedding.ts';
import { loadFontFaces } from '../../src/rendering/text/font-files.ts';
import { collectRepertoire } from '../../src/rendering/text/repertoire.ts';
import { createTextShaper } from '../../src/rendering/text/text-shaper.ts';
import { clusterLines, HARD_STRINGS } from '../rendering/text/support/corpus.ts';
import { encodeSamplePdf } from '../rendering/text/support/sample-pdf.ts';
import { EXECUTABLE, FLAGS, hasChromium } from './chromium.ts';
import { inkMismatch } from './ink-mismatch.ts';
import type { InkImage } from './ink-mismatch.ts';

const isPossible = hasChromium && spawnSync('pdftoppm', ['-v']).error === undefined;
if (!isPossible) {
  process.stderr.write('SKIPPED: shaping beside Chromium, because it or pdftoppm is missing\n');
}
const describeIfPossible = isPossible ? describe : describe.skip;

/** Sizes of the sample PDF (16 pt on A4, 32 pt a line) at 144 dots an inch. */
const SIZE_PT = 16;
const DPI = 144;
const PIXELS_PER_POINT = DPI / 72;
const LINE = { width: 1190, height: 64, left: 80, baseline: 44 };
const PAGE_TOP_PT = 40;
/** Anti-aliasing apart no pixel in a thousand differs; two marks in another place are twenty of them. */
const MOST_MISMATCH = 0.002;

const WORDS = readFileSync(new URL('../../fixtures/thai-words/words.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
/** Two hundred lines: hard strings, words four by four, letters under every mark. */
const LINES = [
  ...HARD_STRINGS,
  ...Array.from({ length: 100 }, (_, line) =>
    [0, 1, 2, 3].map((word) => WORDS[line * 62 + word * 13]!).join(' '),
  ),
  ...clusterLines().filter((_, index) => index % 5 === 0),
].slice(0, 200);

const faces = loadFontFaces();
const shaper = createTextShaper(faces);

function embedFor(face: FaceName, texts: readonly string[]): EmbeddedFont {
  const faced = texts.map((text) => ({ face, text }));
  return embedFonts(shaper, collectRepertoire(shaper, faced))[face];
}

/** What poppler draws of each line of a sample PDF. */
function drawWithPoppler(font: EmbeddedFont, lines: readonly string[]): readonly InkImage[] {
  const folder = mkdtempSync(join(tmpdir(), 'parinya-ink-'));
  try {
    const path = join(folder, 'lines.pdf');
    writeFileSync(
      path,
      encodeSamplePdf(
        font,
        lines.map((text) => ({ text, sizePt: SIZE_PT })),
      ),
    );
    spawnSync('pdftoppm', ['-gray', '-r', String(DPI), path, join(folder, 'page')]);
    const pages = readdirSync(folder)
      .filter((name) => name.endsWith('.pgm'))
      .sort()
      .map((name) => readFileSync(join(folder, name)));
    const perPage = Math.floor((842 - 2 * PAGE_TOP_PT) / (2 * SIZE_PT));
    return lines.map((_, index) => {
      const page = pages[Math.floor(index / perPage)]!;
      const baseline = (PAGE_TOP_PT + ((index % perPage) + 1) * 2 * SIZE_PT) * PIXELS_PER_POINT;
      return cropPgm(page, baseline - LINE.baseline);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Some rows of a binary grey map (`P5`), dark as high. */
function cropPgm(pgm: Buffer, top: number): InkImage {
  const [head, width] = /^P5\s+(\d+)\s+\d+\s+255\s/.exec(pgm.toString('latin1', 0, 64))!;
  const start = head.length + top * Number(width);
  const ink = pgm.subarray(start, start + LINE.height * Number(width)).map((grey) => 255 - grey);
  return { ink, width: Number(width) };
}

describeIfPossible('shaping beside Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  }, 60_000);
  afterAll(() => browser.close());

  /** What Chromium draws of each line with the same font file. */
  async function drawWithChromium(
    face: FaceName,
    lines: readonly string[],
  ): Promise<readonly InkImage[]> {
    const page = await browser.newPage();
    const program = Buffer.from(faces[face]).toString('base64');
    const encoded = await page.evaluate(
      async ({ font, texts, line, sizePx }) => {
        const file = new FontFace('Sample', `url(data:font/ttf;base64,${font})`);
        document.fonts.add(await file.load());
        document.documentElement.lang = 'th';
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [line.width, line.height];
        const context = canvas.getContext('2d', { willReadFrequently: true })!;
        return texts.map((text) => {
          context.fillStyle = 'white';
          context.fillRect(0, 0, line.width, line.height);
          context.fillStyle = 'black';
          context.font = `${sizePx}px Sample`;
          context.textRendering = 'geometricPrecision';
          context.fillText(text, line.left, line.baseline);
          const { data } = context.getImageData(0, 0, line.width, line.height);
          let ink = '';
          for (let at = 0; at < data.length; at += 4) ink += String.fromCharCode(255 - data[at]!);
          return btoa(ink);
        });
      },
      { font: program, texts: lines, line: LINE, sizePx: SIZE_PT * PIXELS_PER_POINT },
    );
    await page.close();
    return encoded.map((base64) => ({ ink: Buffer.from(base64, 'base64'), width: LINE.width }));
  }

  it.each([...FACE_NAMES])(
    'puts every letter and mark of two hundred lines where Chromium does, in the %s face',
    async (face) => {
      expect(LINES).toHaveLength(200);
      const ours = drawWithPoppler(embedFor(face, LINES), LINES);
      const theirs = await drawWithChromium(face, LINES);
      const different = LINES.map((text, index) => ({
        text,
        mismatch: inkMismatch(ours[index]!, theirs[index]!),
      })).filter(({ mismatch }) => !(mismatch <= MOST_MISMATCH));
      expect(different).toEqual([]);
    },
    120_000,
  );

  it('notices marks that are not shaped', async () => {
    const lines = ['ปี่พาทย์', 'น้ำใจ', 'ที่นี่', 'ฐานันดร ฏูฐุ'];
    const letters = lines.flatMap((text) => Array.from(text));
    const shaped = embedFor('regular', [...lines, ...letters]);
    // Each character set by itself: marks have no letter to stand on.
    const unshaped: EmbeddedFont = {
      ...shaped,
      encode: (text) => {
        const parts = Array.from(text, (character) => shaped.encode(character));
        const operand = parts.map(({ tjOperand }) => tjOperand.slice(1, -1)).join('');
        return { tjOperand: `[${operand}]`, widthMilliEm: 0 };
      },
    };
    const theirs = await drawWithChromium('regular', lines);
    const mismatches = drawWithPoppler(unshaped, lines).map((image, index) =>
      inkMismatch(image, theirs[index]!),
    );
    for (const mismatch of mismatches) expect(mismatch).toBeGreaterThan(5 * MOST_MISMATCH);
  }, 60_000);
});
