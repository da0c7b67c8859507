import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchFolders } from '../../../src/main/preview/watch-folders.ts';

describe('watching folders', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-watch-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('calls back once for several writes of one change, and ends when it is told to', async () => {
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    let calls = 0;
    const watching = watchFolders([folder], stopped, () => {
      calls++;
      stop();
    });
    writeFileSync(join(folder, 'template.json'), '{');
    writeFileSync(join(folder, 'template.json'), '{}');
    await watching;
    expect(calls).toBe(1);
  });
});
