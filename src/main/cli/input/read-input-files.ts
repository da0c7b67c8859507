import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { IncomingFile } from '../../../app/services.ts';
import { AppError } from '../../../shared/app-error.ts';

/** Reads a file that a person named. @throws AppError `input-unreadable` naming it. */
export async function readInputFile(workingFolder: string, path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(resolve(workingFolder, path)));
  } catch (cause) {
    throw inputUnreadable(path, cause);
  }
}

/** SHA-256 (lower-case hex) of a file that a person named. @throws AppError `input-unreadable` naming it. */
export async function digestInputFile(workingFolder: string, path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of streamInputFile(workingFolder, path)) hash.update(piece);
  return hash.digest('hex');
}

/** Several files by their own names, to be read once and piece by piece. */
export function streamInputFiles(
  workingFolder: string,
  paths: readonly string[],
): readonly IncomingFile[] {
  return paths.map((path) => ({
    name: basename(path),
    pieces: streamInputFile(workingFolder, path),
  }));
}

/** A file that a person named, piece by piece. @throws AppError `input-unreadable` when it is read. */
export async function* streamInputFile(
  workingFolder: string,
  path: string,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of createReadStream(resolve(workingFolder, path))) {
      yield piece as Uint8Array;
    }
  } catch (cause) {
    throw inputUnreadable(path, cause);
  }
}

/**
 * Folders become the PDFs in them (not in folders below), in the order of their names; files stay.
 * @throws AppError `input-unreadable` for what is not there, and for a folder without a PDF.
 */
export async function expandFolders(
  workingFolder: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const absolute = resolve(workingFolder, path);
    if (!(await isFolder(path, absolute))) {
      files.push(path);
      continue;
    }
    const names = await readdir(absolute);
    const pdfs = names.filter((name) => name.toLowerCase().endsWith('.pdf')).sort();
    if (pdfs.length === 0) throw inputUnreadable(path);
    files.push(...pdfs.map((name) => join(path, name)));
  }
  return files;
}

async function isFolder(path: string, absolute: string): Promise<boolean> {
  try {
    return (await stat(absolute)).isDirectory();
  } catch (cause) {
    throw inputUnreadable(path, cause);
  }
}

/** A file that a person named and that cannot be read. */
export function inputUnreadable(path: string, cause?: unknown): AppError {
  return new AppError(
    'input-unreadable',
    {
      th: `อ่าน ${path} ไม่ได้ ตรวจชื่อไฟล์และสิทธิ์การอ่าน`,
      en: `${path} cannot be read: check its name and that it may be read.`,
    },
    { cause },
  );
}
