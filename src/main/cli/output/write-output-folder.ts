import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../../../shared/app-error.ts';
import { makeFolder } from '../../installation/write-file-whole.ts';
import type { CommandLine } from '../command-line.ts';
import { outputRefused } from './write-output-file.ts';

/** Whether a path that a person has named is a folder, or is meant as one. */
export async function isFolderPath(line: CommandLine, path: string): Promise<boolean> {
  if (/[/\\]$/.test(path)) return true;
  const found = await stat(resolve(line.workingFolder, path)).catch(() => undefined);
  return found?.isDirectory() === true;
}

/**
 * Writes files into a new folder, all of them or none: into a folder of another name first, then renamed.
 * What stands in a folder already is never mixed with what is written.
 * @throws AppError `usage` for a folder with something in it, and where nothing can be written.
 */
export async function writeOutputFolder(
  line: CommandLine,
  path: string,
  files: AsyncIterable<{ readonly name: string; readonly bytes: Uint8Array }>,
): Promise<void> {
  const folder = resolve(line.workingFolder, path);
  const existing = await readdir(folder).catch(() => []);
  if (existing.length > 0) throw folderNotEmpty(path);
  const draft = join(
    dirname(folder),
    `.${basename(folder)}.${randomBytes(6).toString('hex')}.draft`,
  );
  try {
    await makeFolder(draft);
    for await (const { name, bytes } of files) await writeFile(join(draft, name), bytes);
    // An empty folder of that name is replaced; a file of that name is not.
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    throw outputRefused(path, cause);
  }
}

function folderNotEmpty(path: string): AppError {
  return new AppError('usage', {
    th: `โฟลเดอร์ ${path} มีไฟล์อยู่แล้ว โปรดระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง`,
    en: `The folder ${path} has files in it; please name a new or an empty one.`,
  });
}
