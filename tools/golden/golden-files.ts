import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parsePdf } from '../../src/formats/pdf/pdf-file.ts';
import { encodeDifference, worstDifference } from './compare-pages.ts';
import { drawGolden, encodeGrey, parseGrey, type GreyImage } from './draw-golden.ts';
import { dumpDocument } from './dump-document.ts';
import { listPages } from './read-entries.ts';
import type { GoldenSample } from './golden-samples.ts';

/** Where the kept files are, and where what differs is put, seen from the root of the project. */
export const GOLDEN_FOLDER = 'fixtures/golden';
const DIFFERENCES_FOLDER = '.cache/golden';

/**
 * The most that the worst square of a page may differ, see `worstDifference`. The same pages drawn by Cairo instead
 * of Splash differ by 3.4 at most, releases of poppler among themselves by less; one block that moves by two
 * points makes 8.4 at least, all below the heading 22.
 */
const MOST_DIFFERENCE = 5;

/** A kept file that the documents of today do not agree with. */
export interface Mismatch {
  /** The kept file. */
  readonly path: string;
  /** In words: the first line that differs, or by how much a picture does. */
  readonly reason: string;
  /** Where one can look at it: a picture, or the dump of today. */
  readonly seeAlso?: string;
}

/** Compares what the documents say and how they are built with the kept dumps. */
export async function compareDumps(
  samples: readonly GoldenSample[],
  folder = DIFFERENCES_FOLDER,
): Promise<readonly Mismatch[]> {
  const mismatches: Mismatch[] = [];
  for (const { name, pdf } of samples) {
    const path = join(GOLDEN_FOLDER, `${name}.txt`);
    const [kept, made] = [findFile(path)?.toString('utf8'), await dumpDocument(pdf)];
    if (kept === made) continue;
    const seeAlso = writeDifference(folder, `${name}.txt`, made);
    mismatches.push({ path, reason: firstDifference(kept ?? '', made), seeAlso });
  }
  return mismatches;
}

/** Compares how the pages look with the kept pictures. */
export function comparePictures(
  samples: readonly GoldenSample[],
  folder = DIFFERENCES_FOLDER,
): readonly Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (const { name, pdf } of samples) {
    for (const [index, drawn] of draw(name, pdf).entries()) {
      const file = `${name}-${index + 1}.png`;
      const path = join(GOLDEN_FOLDER, file);
      const png = findFile(path);
      if (png === undefined) {
        mismatches.push({ path, reason: 'the page is new' });
        continue;
      }
      const kept = parseGrey(png);
      const difference = worstDifference(kept, drawn);
      if (difference <= MOST_DIFFERENCE) continue;
      mismatches.push({
        path,
        reason: `differs by ${difference.toFixed(1)}, more than ${MOST_DIFFERENCE}`,
        seeAlso: writeDifference(
          folder,
          `${name}-${index + 1}.difference.png`,
          encodeDifference(kept, drawn),
        ),
      });
    }
  }
  return mismatches;
}

/** Kept files of documents and pages that there are no more. */
export function findLeftOver(samples: readonly GoldenSample[]): readonly Mismatch[] {
  const expected = new Set(
    samples.flatMap(({ name, pdf }) => {
      const pages = parsePdf(pdf).newest;
      return [`${name}.txt`, ...listPages(pages).map((_, index) => `${name}-${index + 1}.png`)];
    }),
  );
  return readdirSync(GOLDEN_FOLDER)
    .filter((file) => !expected.has(file))
    .map((file) => ({ path: join(GOLDEN_FOLDER, file), reason: 'no document has this any more' }));
}

/** Keeps the documents of today: to be judged by a person, in the difference that git shows. */
export async function writeGolden(samples: readonly GoldenSample[]): Promise<void> {
  rmSync(GOLDEN_FOLDER, { recursive: true, force: true });
  mkdirSync(GOLDEN_FOLDER, { recursive: true });
  for (const { name, pdf } of samples) {
    writeFileSync(join(GOLDEN_FOLDER, `${name}.txt`), await dumpDocument(pdf));
    for (const [index, page] of draw(name, pdf).entries()) {
      writeFileSync(join(GOLDEN_FOLDER, `${name}-${index + 1}.png`), encodeGrey(page));
    }
  }
}

function draw(name: string, pdf: Uint8Array): readonly GreyImage[] {
  return drawGolden(pdf, join(DIFFERENCES_FOLDER, 'pages', `${name}-${process.pid}`));
}

function findFile(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function firstDifference(kept: string, made: string): string {
  const [before, after] = [kept.split('\n'), made.split('\n')];
  const line = after.findIndex((text, index) => text !== before[index]);
  const at = line === -1 ? after.length : line;
  return `line ${at + 1} was "${before[at] ?? ''}" and is "${after[at] ?? ''}"`;
}

function writeDifference(folder: string, file: string, content: Uint8Array | string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, file);
  writeFileSync(path, content);
  return path;
}
