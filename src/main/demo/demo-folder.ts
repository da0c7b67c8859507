import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { makeFolder } from '../installation/write-file-whole.ts';

/** Says that a folder is a demo's, so that the next demo may clear it. */
const MARKER = '.parinya-demo';

/**
 * Makes the folder of a demo, empty. One that an earlier demo left is cleared first.
 * @throws AppError `usage` for a folder that holds anything else: it is not ours to clear.
 */
export async function createDemoFolder(folder: string): Promise<void> {
  if (existsSync(folder)) {
    const isOurs = existsSync(join(folder, MARKER));
    if (!isOurs && (await readdir(folder)).length > 0) throw notOurs(folder);
    if (isOurs) await rm(folder, { recursive: true });
  }
  await makeFolder(folder);
  await writeFile(join(folder, MARKER), 'Made by "parinya demo"; cleared by the next one.\n');
}

function notOurs(folder: string): AppError {
  return new AppError('usage', {
    th: `โฟลเดอร์ ${folder} มีไฟล์อื่นอยู่ จึงไม่ลบทิ้ง ให้เลือกโฟลเดอร์อื่นด้วย --out`,
    en: `The folder ${folder} holds other files and is not cleared: choose another one with --out.`,
  });
}
