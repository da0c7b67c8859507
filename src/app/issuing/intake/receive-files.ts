import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RecordsSource } from '../../../records/check-records.ts';
import { DEFAULT_LIMITS } from '../../../records/limits.ts';
import type { Scratch, ScratchFile, ScratchRanges } from '../../scratch.ts';
import type { SubmittedFile } from '../../services.ts';

/** A file that is here as a whole, in memory or in a scratch file. */
interface ReceivedFile {
  readonly name: string;
  /** SHA-256, lower-case hex. */
  readonly digestHex: string;
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Any part of it, for containers. */
  readonly ranges: ScratchRanges;
}

/** The files of a submission; to be closed when nobody reads them any more. */
export interface ReceivedFiles {
  readonly files: readonly ReceivedFile[];
  readonly toSources: () => readonly RecordsSource[];
  readonly close: () => Promise<void>;
}

const PIECE_BYTES = 64 * 1024;

/**
 * Takes in the files of a submission. What comes piece by piece is kept in scratch files, never as a whole
 * in memory, because it is read twice: for its digest, and to be checked.
 * @throws what the files throw while they come in; nothing is left behind then.
 */
export async function receiveFiles(
  scratch: Scratch,
  submitted: readonly SubmittedFile[],
): Promise<ReceivedFiles> {
  const opened: ScratchFile[] = [];
  const close = async () => {
    await Promise.all(opened.map((file) => file.close()));
  };
  const files: ReceivedFile[] = [];
  try {
    for (const file of submitted) {
      if (file.bytes !== undefined) {
        files.push(inMemory(file.name, file.bytes));
        continue;
      }
      const kept = await scratch.open();
      opened.push(kept);
      const hash = createHash('sha256');
      let size = 0;
      for await (const piece of file.pieces) {
        hash.update(piece);
        // One byte above the limit is enough to be refused by.
        if (size <= DEFAULT_LIMITS.fileBytes) await kept.append(piece);
        size += piece.length;
      }
      const digestHex = hash.digest('hex');
      const ranges = await kept.ranges();
      files.push({ name: file.name, digestHex, open: () => kept.pieces(), ranges });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const toSources = () =>
    files.map(({ name, open, ranges }) => ({
      name,
      pieces: open(),
      // Closed with the file itself.
      openRanges: () => ({ ...ranges, close: () => undefined }),
    }));
  return { files, toSources, close };
}

function inMemory(name: string, bytes: Uint8Array): ReceivedFile {
  return {
    name,
    digestHex: createHash('sha256').update(bytes).digest('hex'),
    ranges: { length: bytes.length, read: (from, to) => bytes.subarray(from, to) },
    open: async function* () {
      for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
        yield bytes.subarray(from, from + PIECE_BYTES);
        await nextTurn();
      }
    },
  };
}
