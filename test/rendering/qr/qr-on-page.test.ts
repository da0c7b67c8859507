import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import jsqr from 'jsqr';
import { parsePng } from '../../../src/rendering/crest/png/parse-png.ts';
import { renderAlone, TEMPLATES } from '../support/render-samples.ts';
import { sampleRecords, toSampleDocument } from '../support/sample-documents.ts';

const hasPoppler = spawnSync('pdftoppm', ['-v']).status === 0;
/** As coarse as a scanner of an office sees a page. */
const DOTS_PER_INCH = 150;
const POINTS_PER_INCH = 72;
const PAGE = { width: 595, height: 842 };
/** Pictures are read up to a size: the right part of the page is enough. */
const RIGHT_PT = 420;

/** Explicitly skipped where poppler is not installed: nothing else here draws a page. */
(hasPoppler ? describe : describe.skip)('the QR code on a page', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-qr-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** The lower right part of a page, drawn. */
  function drawEnd(pdf: Uint8Array, page: number) {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    const dots = (points: number): string =>
      String(Math.round((points * DOTS_PER_INCH) / POINTS_PER_INCH));
    const half = PAGE.height / 2;
    const right = ['-x', dots(PAGE.width - RIGHT_PT), '-W', dots(RIGHT_PT)];
    const area = [...right, '-y', dots(half), '-H', dots(half)];
    const pages = ['-f', String(page), '-l', String(page), '-singlefile'];
    spawnSync('pdftoppm', [
      ...['-png', '-r', String(DOTS_PER_INCH), ...pages, ...area],
      ...[join(folder, 'a.pdf'), join(folder, 'a')],
    ]);
    return parsePng(readFileSync(join(folder, 'a.png')));
  }

  it.each(TEMPLATES)('is read by a scanner from the last page of %s', (template) => {
    const document = toSampleDocument(sampleRecords()[1]!, 'en');
    const pdf = renderAlone(document, template);
    const { width, height, rgb } = drawEnd(pdf, template === 'classic' ? 1 : 2);
    const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let pixel = 0; pixel < width * height; pixel++) {
      pixels.set(rgb.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
    }
    const decode = jsqr as unknown as (
      data: Uint8ClampedArray,
      width: number,
      height: number,
    ) => {
      readonly data: string;
      readonly location: Readonly<
        Record<'topLeftCorner' | 'bottomRightCorner', { readonly x: number; readonly y: number }>
      >;
    } | null;
    const found = decode(pixels, width, height);
    expect(found?.data).toBe(document.verificationUrl);

    // Four modules of white on every side (ISO/IEC 18004 §6.3.8).
    const { topLeftCorner: from, bottomRightCorner: to } = found!.location;
    const MODULES = 33;
    const quiet = Math.floor((4 * (to.x - from.x)) / MODULES) - 1;
    const dark: string[] = [];
    for (let y = Math.round(from.y) - quiet; y < to.y + quiet; y++) {
      for (let x = Math.round(from.x) - quiet; x < to.x + quiet && x < width; x++) {
        const inside = x >= from.x - 2 && x <= to.x + 2 && y >= from.y - 2 && y <= to.y + 2;
        if (!inside && pixels[4 * (y * width + x)]! < 200) dark.push(`${x},${y}`);
      }
    }
    expect(dark).toEqual([]);
  });
});
