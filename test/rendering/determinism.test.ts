import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';

/** As deep as `src/rendering/template`, whence templates are found. */
const PROGRAM = fileURLToPath(
  new URL('../../.cache/test/determinism/print-digests.mjs', import.meta.url),
);

/** Digests of all samples, rendered in a process of its own. */
function renderElsewhere(order: 'forward' | 'backward', environment = {}): unknown {
  const printed = execFileSync(process.execPath, [PROGRAM, order], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return JSON.parse(printed);
}

describe('the bytes of a document', () => {
  beforeAll(async () => {
    await build({
      entryPoints: [fileURLToPath(new URL('support/print-digests.ts', import.meta.url))],
      outfile: PROGRAM,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      logLevel: 'error',
    });
  });

  it('are the same in another process, whatever its order, language and time zone', () => {
    const first = renderElsewhere('forward') as Record<string, string>;
    expect(Object.keys(first).length).toBeGreaterThanOrEqual(8);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
    const other = { LANG: 'th_TH.UTF-8', LC_ALL: 'th_TH.UTF-8', TZ: 'Pacific/Kiritimati' };
    expect(renderElsewhere('backward', other)).toEqual(first);
  });
});
