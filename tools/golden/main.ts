/**
 * Compares documents rendered now with those kept in `fixtures/golden/`: `npm run golden`; exit code 1 when they
 * differ. `npm run golden -- --update` keeps those of now.
 */
import { canDraw } from './draw-golden.ts';
import {
  compareDumps,
  comparePictures,
  findLeftOver,
  GOLDEN_FOLDER,
  writeGolden,
} from './golden-files.ts';
import { renderGoldenSamples } from './golden-samples.ts';

const samples = renderGoldenSamples();
if (process.argv.includes('--update')) {
  if (!canDraw()) throw new Error('pictures cannot be kept without pdftoppm (poppler-utils)');
  await writeGolden(samples);
  console.log(`${samples.length} documents kept in ${GOLDEN_FOLDER}: judge them with git diff`);
} else {
  if (!canDraw()) console.log('SKIPPED: the pictures, because pdftoppm is missing');
  const mismatches = [
    ...findLeftOver(samples),
    ...(await compareDumps(samples)),
    ...(canDraw() ? comparePictures(samples) : []),
  ];
  for (const { path, reason, seeAlso } of mismatches) {
    console.log(`${path}: ${reason}${seeAlso === undefined ? '' : `; see ${seeAlso}`}`);
  }
  console.log(`${samples.length} documents, ${mismatches.length} differences`);
  if (mismatches.length > 0) process.exitCode = 1;
}
