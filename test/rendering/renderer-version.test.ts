import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { icuVersion, RENDERER_VERSION } from '../../src/rendering/renderer-version.ts';

/** Digests of what is kept of how documents look (`fixtures/golden/*.txt`), by the version that draws so. */
const LOOKS: Readonly<Record<number, string>> = {
  1: '3cb65393f94344884a4d2ceb503eaa28c0522adea7b08f06bcbd7ea48cd6c043',
};

const ADVICE =
  'Documents are kept as looking differently, and the renderer still has the same version: batches that were approved ' +
  'with the old looks would go on with the new ones. Raise RENDERER_VERSION in src/rendering/renderer-version.ts and ' +
  'add a row to this test. Where the last row was never in a release, only its digest changes.';

describe("the renderer's version", () => {
  it('is another one when documents look different from what was kept before', () => {
    const hash = createHash('sha256');
    const files = readdirSync('fixtures/golden').filter((name) => name.endsWith('.txt'));
    expect(files.length).toBeGreaterThanOrEqual(8);
    for (const name of files.sort()) hash.update(readFileSync(`fixtures/golden/${name}`));
    const found = hash.digest('hex');
    const kept = LOOKS[RENDERER_VERSION];
    expect({ found, advice: found === kept ? '' : ADVICE }).toEqual({ found: kept, advice: '' });
  });

  it('is the last of the versions whose looks are known', () => {
    expect(Math.max(...Object.keys(LOOKS).map(Number))).toBe(RENDERER_VERSION);
  });

  it('stands beside the version of ICU that this Node has', () => {
    expect(icuVersion()).toBe(process.versions['icu']);
    expect(icuVersion()).toMatch(/^\d+\.\d+/);
  });
});
