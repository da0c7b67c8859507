import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createUnlinkedFiles } from '../../../src/adapters/scratch-files/unlinked-files.ts';
import { concatBytes, utf8Bytes } from '../../../src/shared/bytes.ts';

describe('a scratch file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has no name that anybody could open', async () => {
    const file = await createUnlinkedFiles(folder).open();
    await file.append(utf8Bytes('9000000000012'));
    expect(await file.read(0, 13)).toEqual(utf8Bytes('9000000000012'));
    expect(readdirSync(folder)).toEqual([]);
    await file.close();
  });

  it('gives back what was added, at its place and as a whole, as often as one asks', async () => {
    const file = await createUnlinkedFiles(folder).open();
    const parts = Array.from({ length: 40 }, (_, index) =>
      // Some larger than any buffer, some tiny.
      new Uint8Array(index % 7 === 0 ? 300_000 + index : 10 * index).fill(index),
    );
    const positions: number[] = [];
    for (const part of parts) {
      const memory = part.slice();
      positions.push(await file.append(memory));
      memory.fill(255);
      if (positions.length === 20) expect(await file.read(positions[3]!, 30)).toEqual(parts[3]);
    }
    for (const [index, part] of parts.entries()) {
      const read = await file.read(positions[index]!, part.length);
      expect(Buffer.compare(read, part)).toBe(0);
    }
    for (let time = 0; time < 2; time++) {
      const pieces: Uint8Array[] = [];
      for await (const piece of file.pieces()) pieces.push(piece);
      expect(Buffer.compare(concatBytes(...pieces), concatBytes(...parts))).toBe(0);
    }
    await file.close();
  });

  it('does not make up what was never added', async () => {
    const file = await createUnlinkedFiles(folder).open();
    await file.append(utf8Bytes('abc'));
    await expect(file.read(1, 3)).rejects.toThrow(RangeError);
    await file.close();
  });
});
