import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parsePng } from '../../src/rendering/crest/png/parse-png.ts';
import { encodePng } from '../../test/rendering/support/encode-png.ts';

/** A picture of a page, row by row: 0 is black, 255 paper. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** A pixel a point: enough to see letters, and where they stand. */
const DOTS_PER_INCH = 72;
/** Bits of a pixel in a kept picture; between its four shades there are 85 of 255. */
const KEPT_BITS = 2;
export const SHADE_STEP = 85;

/** Whether pages can be drawn here. */
export function canDraw(): boolean {
  return spawnSync('pdftoppm', ['-v']).error === undefined;
}

/**
 * The pages of a PDF as poppler draws them.
 * @param folder for files that are needed meanwhile; it is removed.
 */
export function drawGolden(pdf: Uint8Array, folder: string): readonly GreyImage[] {
  mkdirSync(folder, { recursive: true });
  try {
    const path = join(folder, 'document.pdf');
    writeFileSync(path, pdf);
    const { status } = spawnSync(
      'pdftoppm',
      ['-gray', '-png', '-r', String(DOTS_PER_INCH), path, join(folder, 'page')],
      { stdio: 'ignore' },
    );
    if (status !== 0) throw new Error('pdftoppm could not draw the document');
    return readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .sort()
      .map((name) => parseGrey(readFileSync(join(folder, name))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads a grey PNG. */
export function parseGrey(png: Uint8Array): GreyImage {
  const { width, height, rgb } = parsePng(png);
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++) grey[at] = rgb[3 * at]!;
  return { width, height, grey };
}

/** A PNG to keep: brought down to four shades, which is plenty to compare and a quarter of the bytes. */
export function encodeGrey({ width, height, grey }: GreyImage): Uint8Array {
  return encodePng({
    width,
    height,
    colourType: 0,
    bitDepth: KEPT_BITS,
    pixel: (x, y) => [Math.round(grey[y * width + x]! / SHADE_STEP)],
  });
}
