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
import type { GlyphComponent, GlyphUnit } from '../../src/rendering/text/shaping/shaped-text.ts';
import { createTextShaper } from '../../src/rendering/text/text-shaper.ts';
import { clusterLines, HARD_STRINGS } from '../rendering/text/support/corpus.ts';
import { encodeSamplePdf } from '../rendering/text/support/sample-pdf.ts';
import { EXECUTABLE, FLAGS, hasChromium } from './chromium.ts';
import { inkDistance } from './ink-distance.ts';
import type { InkImage } from './ink-distance.ts';

const isPossible = hasChromium && spawnSync('pdftoppm', ['-v']).error === undefined;
if (!isPossible) {
  process.stderr.write('SKIPPED: shaping beside Chromium, because it or pdftoppm is missing\n');
}
const describeIfPossible = isPossible ? describe : describe.skip;

/** Sizes of the sample PDF (16 pt on A4, 32 pt a line) at 576 dots an inch: an em is 128 pixels. */
const SIZE_PT = 16;
const DPI = 576;
const PIXELS_PER_POINT = DPI / 72;
const LINE = { height: 256, left: 320, baseline: 176 };
const PAGE_TOP_PT = 40;
/** Pixels, a sixtieth of an em: how differently two rasterisers round and smooth the same outlines. */
const MOST_DISTANCE = 2;
/** By so much a mark is moved to see that it is noticed: four pixels, less than half of its stroke. */
const MOVED_MILLI_EM = 30;
/** Lines that Chromium draws at a time: pictures of some hundred kB each. */
const LINES_AT_A_TIME = 20;

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

/** @param change what is done to the outlines before they are embedded: how a fault is planted. */
function embedFor(
  face: FaceName,
  texts: readonly string[],
  change: (units: readonly GlyphUnit[]) => readonly GlyphUnit[] = (units) => units,
): EmbeddedFont {
  const faced = texts.map((text) => ({ face, text }));
  const repertoire = collectRepertoire(shaper, faced);
  const changed = { ...repertoire[face], units: change(repertoire[face].units) };
  return embedFonts(shaper, { ...repertoire, [face]: changed })[face];
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

interface LinesToDraw {
  readonly texts: readonly string[];
  readonly line: typeof LINE;
  readonly sizePx: number;
}

/** Runs in the page. @returns how dark each pixel is, a byte each. */
function drawOnCanvas({ texts, line, sizePx }: LinesToDraw): { base64: string; width: number }[] {
  const canvas = document.createElement('canvas');
  return texts.map((text) => {
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    const write = (): void => {
      context.font = `${sizePx}px Sample`;
      context.textRendering = 'geometricPrecision';
      context.fillText(text, line.left, line.baseline);
    };
    write();
    const width = Math.ceil(context.measureText(text).width) + 2 * line.left;
    [canvas.width, canvas.height] = [width, line.height];
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, line.height);
    context.fillStyle = 'black';
    write();
    const { data } = context.getImageData(0, 0, width, line.height);
    let ink = '';
    for (let at = 0; at < data.length; at += 4) ink += String.fromCharCode(255 - data[at]!);
    return { base64: btoa(ink), width };
  });
}

describeIfPossible('shaping beside Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  }, 120_000);
  afterAll(() => browser.close());

  /** What Chromium draws of each line with the same font file. */
  async function drawWithChromium(
    face: FaceName,
    lines: readonly string[],
  ): Promise<readonly InkImage[]> {
    const page = await browser.newPage();
    const font = Buffer.from(faces[face]).toString('base64');
    await page.evaluate(async (program) => {
      const file = new FontFace('Sample', `url(data:font/ttf;base64,${program})`);
      document.fonts.add(await file.load());
      document.documentElement.lang = 'th';
    }, font);
    const images: InkImage[] = [];
    // We set no ligatures; a canvas has no other way to ask for that.
    const texts = lines.map((text) => text.replace(/f(?=[fil])/g, 'f\u200c'));
    for (let from = 0; from < texts.length; from += LINES_AT_A_TIME) {
      const encoded = await page.evaluate(drawOnCanvas, {
        texts: texts.slice(from, from + LINES_AT_A_TIME),
        line: LINE,
        sizePx: SIZE_PT * PIXELS_PER_POINT,
      });
      for (const { base64, width } of encoded) {
        images.push({ ink: Buffer.from(base64, 'base64'), width });
      }
    }
    await page.close();
    return images;
  }

  it.each([...FACE_NAMES])(
    'puts every letter and mark of two hundred lines where Chromium does, in the %s face',
    async (face) => {
      expect(LINES).toHaveLength(200);
      const ours = drawWithPoppler(embedFor(face, LINES), LINES);
      const theirs = await drawWithChromium(face, LINES);
      const different = LINES.map((text, index) => ({
        text,
        distance: inkDistance(ours[index]!, theirs[index]!),
      })).filter(({ distance }) => distance > MOST_DISTANCE);
      expect(different).toEqual([]);
    },
    300_000,
  );

  const marked = ['ปี่พาทย์', 'น้ำใจ', 'ที่นี่', 'ฐานันดร ฏูฐุ'];

  it('notices marks that are not shaped', async () => {
    const letters = marked.flatMap((text) => Array.from(text));
    const shaped = embedFor('regular', [...marked, ...letters]);
    // Each character set by itself: marks have no letter to stand on.
    const unshaped: EmbeddedFont = {
      ...shaped,
      encode: (text) => {
        const parts = Array.from(text, (character) => shaped.encode(character));
        const operand = parts.map(({ tjOperand }) => tjOperand.slice(1, -1)).join('');
        return { tjOperand: `[${operand}]`, widthMilliEm: 0 };
      },
    };
    const theirs = await drawWithChromium('regular', marked);
    drawWithPoppler(unshaped, marked).forEach((image, index) => {
      expect(inkDistance(image, theirs[index]!)).toBeGreaterThan(2 * MOST_DISTANCE);
    });
  }, 120_000);

  it.each<[string, number, number]>([
    ['to the left', -MOVED_MILLI_EM, 0],
    ['to the right', MOVED_MILLI_EM, 0],
    ['up', 0, MOVED_MILLI_EM],
    ['down', 0, -MOVED_MILLI_EM],
  ])(
    'notices in each line that its upper marks stand three hundredths of an em %s',
    async (_, x, y) => {
      const moved = embedFor('regular', marked, (units) =>
        units.map((unit) => {
          const last = unit.components.length - 1;
          if (!/^\p{M}+$/u.test(unit.text)) return unit;
          const move = (part: GlyphComponent, at: number): GlyphComponent =>
            at === last ? { ...part, dx: part.dx + x, dy: part.dy + y } : part;
          return { ...unit, components: unit.components.map(move) };
        }),
      );
      const theirs = await drawWithChromium('regular', marked);
      const unmoved = drawWithPoppler(embedFor('regular', marked), marked);
      drawWithPoppler(moved, marked).forEach((image, index) => {
        expect(inkDistance(unmoved[index]!, theirs[index]!)).toBeLessThanOrEqual(MOST_DISTANCE);
        expect(inkDistance(image, theirs[index]!)).toBeGreaterThan(MOST_DISTANCE);
      });
    },
    120_000,
  );
});
