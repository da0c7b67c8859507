import { existsSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import type { Template } from '../../src/rendering/template/load-template.ts';
import { canDraw } from '../../tools/golden/draw-golden.ts';
import {
  compareDumps,
  comparePictures,
  findLeftOver,
  type Mismatch,
} from '../../tools/golden/golden-files.ts';
import { renderGoldenSamples } from '../../tools/golden/golden-samples.ts';

const isDrawable = canDraw();
if (!isDrawable) {
  process.stderr.write('SKIPPED: pictures of documents, because pdftoppm is missing\n');
}
const itIfDrawable = isDrawable ? it : it.skip;

/** Apart from what differs unexpectedly. */
const MOVED_FOLDER = '.cache/golden/moved';

/** What stands below the first block of a part of the template, two points lower. */
function withBlockMoved(part: 'opening' | 'afterCourses') {
  return (template: Template): Template => {
    const [first, ...rest] = template.data[part];
    const space = { block: 'space', heightPt: 2 } as const;
    const moved = first === undefined ? [] : [first, space, ...rest];
    return { ...template, data: { ...template.data, [part]: moved } };
  };
}

/** The documents that mismatches are about, each once. */
function namesOf(mismatches: readonly Mismatch[]): readonly string[] {
  return [...new Set(mismatches.map(({ path }) => path.replace(/^.*\/|(?:-\d+)?\.\w+$/g, '')))];
}

describe('the documents that are kept (changed on purpose: npm run golden -- --update)', () => {
  const samples = renderGoldenSamples();

  it('say the same in the same places, with the same structure', async () => {
    expect(samples).toHaveLength(8);
    expect(findLeftOver(samples)).toEqual([]);
    expect(await compareDumps(samples)).toEqual([]);
  });

  itIfDrawable('look the same, of which a sample is drawn here and all by npm run golden', () => {
    const some = samples.filter(({ name }) => name.endsWith('th-short'));
    expect(some).toHaveLength(2);
    expect(comparePictures(some)).toEqual([]);
  });
});

describe.each(['opening', 'afterCourses'] as const)(
  'a block of the %s that moved by 2 pt',
  (part) => {
    // Only `classic` has something after the courses.
    const moved = renderGoldenSamples(withBlockMoved(part)).filter(
      ({ name }) => part === 'opening' || name.startsWith('classic'),
    );

    it('is found in what every document says where', async () => {
      expect(namesOf(await compareDumps(moved, MOVED_FOLDER))).toEqual(
        moved.map(({ name }) => name),
      );
    });

    itIfDrawable('is found in the picture of a page, and shown', () => {
      // One page of each template.
      const some = moved.filter(({ name }) => name.endsWith('th-short'));
      const mismatches = comparePictures(some, MOVED_FOLDER);
      expect(namesOf(mismatches)).toEqual(some.map(({ name }) => name));
      expect(mismatches).toHaveLength(some.length);
      for (const { seeAlso } of mismatches) expect(existsSync(seeAlso!)).toBe(true);
    });
  },
);
