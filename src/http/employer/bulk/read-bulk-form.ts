import type { BusboyFileStream } from '@fastify/busboy';
import type { Request } from 'express';
import type { ScratchFile } from '../../../app/scratch.ts';
import { tooLarge } from '../../requests/body.ts';
import { streamFormFiles } from '../../requests/multipart-form.ts';
import { LARGEST_EVIDENCE_BYTES } from '../verification-input.ts';
import {
  isSidecarName,
  MOST_DOCUMENTS,
  requireCount,
  toRequest,
  type BulkDocument,
} from './bulk-document.ts';

interface KeptFile {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The files of a form in their order, whatever their parts are called; they lie in the scratch file, not in memory.
 * @throws AppError `input-unreadable`, `input-empty`, `input-too-large`.
 */
export async function readBulkForm(
  request: Request,
  scratch: ScratchFile,
  mostBytes: number,
): Promise<readonly BulkDocument[]> {
  const kept: KeptFile[] = [];
  // One more than allowed, so that the answer can say what is wrong.
  const limits = { totalBytes: mostBytes, files: MOST_DOCUMENTS + 1, fields: 4 };
  await streamFormFiles(request, limits, async (partName, fileName, stream) => {
    const file = await keep(fileName ?? partName, stream, scratch);
    if (file.to > file.from || fileName !== undefined) kept.push(file);
  });
  requireCount(kept.length);
  const ranges = await scratch.ranges();
  return kept.map(({ name, from, to }) => ({
    name,
    read: () => {
      if (to - from > LARGEST_EVIDENCE_BYTES) throw tooLarge(LARGEST_EVIDENCE_BYTES);
      const bytes = ranges.read(from, to);
      return isSidecarName(name) ? toRequest(undefined, bytes) : toRequest(bytes, undefined);
    },
  }));
}

async function keep(
  name: string,
  stream: BusboyFileStream,
  scratch: ScratchFile,
): Promise<KeptFile> {
  let from: number | undefined;
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const position = await scratch.append(chunk);
    from ??= position;
    length += chunk.length;
  }
  return { name, from: from ?? 0, to: (from ?? 0) + length };
}
