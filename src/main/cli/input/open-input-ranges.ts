import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { OpenRanges, RecordsSource } from '../../../records/check-records.ts';
import { FormatError } from '../../../shared/format-error.ts';
import { inputUnreadable, streamInputFile } from './read-input-files.ts';

/** Files that a person named, to be checked piece by piece, or from any place where they are containers. */
export function sourcesOf(
  workingFolder: string,
  paths: readonly string[],
): readonly RecordsSource[] {
  return paths.map((path) => ({
    name: basename(path),
    pieces: streamInputFile(workingFolder, path),
    openRanges: () => openInputRanges(workingFolder, path),
  }));
}

/**
 * Opens a file that a person named, to be read from any place and closed; only what is asked for is in memory.
 * @throws AppError `input-unreadable`, also while it is read; FormatError `zip/broken` when it has been cut.
 */
export function openInputRanges(workingFolder: string, path: string): OpenRanges {
  const attempt = <Result>(action: () => Result): Result => {
    try {
      return action();
    } catch (cause) {
      throw inputUnreadable(path, cause);
    }
  };
  const file = attempt(() => openSync(resolve(workingFolder, path), 'r'));
  return {
    length: attempt(() => fstatSync(file).size),
    read: (from, to) => {
      const bytes = new Uint8Array(to - from);
      for (let at = 0; at < bytes.length;) {
        const count = attempt(() => readSync(file, bytes, at, bytes.length - at, from + at));
        if (count === 0) throw new FormatError('zip/broken', 'the file has become shorter');
        at += count;
      }
      return bytes;
    },
    close: () => closeSync(file),
  };
}
