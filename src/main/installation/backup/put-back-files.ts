import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { BackupFile } from '../../../adapters/sqlite/backup-files.ts';
import { AppError } from '../../../shared/app-error.ts';
import { makeFolder, writeFileWhole } from '../write-file-whole.ts';

/** What became of a backup's files. */
export interface PutBack {
  readonly written: readonly string[];
  /** There already, and different: left as they are. */
  readonly kept: readonly string[];
}

/**
 * Puts the files of a backup into a data folder. What is there is never written over.
 * @throws AppError `backup-damaged` for one that would lie outside the data folder; then nothing is written.
 */
export async function putBackFiles(
  dataFolder: string,
  files: readonly BackupFile[],
): Promise<PutBack> {
  const targets = files.map((file) => ({ ...file, target: resolve(dataFolder, file.path) }));
  if (targets.some(({ target }) => !target.startsWith(`${dataFolder}${sep}`))) throw outside();
  const written: string[] = [];
  const kept: string[] = [];
  if (targets.length > 0) await makeFolder(dataFolder, 0o700);
  for (const { path, content, target } of targets) {
    if (!existsSync(target)) {
      await writeFileWhole(target, content, 0o600);
      written.push(path);
    } else if (!(await readFile(target)).equals(content)) {
      kept.push(path);
    }
  }
  return { written, kept };
}

function outside(): AppError {
  return new AppError('backup-damaged', {
    th: 'สำเนานี้มีไฟล์ที่จะเขียนออกนอกโฟลเดอร์ข้อมูล จึงไม่ใช้สำเนานี้',
    en: 'A file of this backup would be written outside the data folder: it is not used.',
  });
}
