import { resolve } from 'node:path';
import { AppError } from '../../../shared/app-error.ts';
import { makeFolder, writeFileWhole } from '../../installation/write-file-whole.ts';
import type { CommandLine } from '../command-line.ts';

/**
 * Writes a file that a person has named, whole or not at all.
 * @throws AppError `usage` when it cannot be written there.
 */
export async function writeOutputFile(
  line: CommandLine,
  path: string,
  content: Uint8Array | string | Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>,
): Promise<void> {
  try {
    await writeFileWhole(resolve(line.workingFolder, path), content);
  } catch (cause) {
    throw outputRefused(path, cause);
  }
}

/**
 * Makes the folder that a person wants files in, before the work whose result goes there.
 * @throws AppError `usage` when it cannot be made.
 */
export async function makeOutputFolder(line: CommandLine, path: string): Promise<void> {
  try {
    await makeFolder(resolve(line.workingFolder, path));
  } catch (cause) {
    throw outputRefused(path, cause);
  }
}

/** What the file system says against writing, as a person's mistake; anything else stays what it is. */
export function outputRefused(path: string, cause: unknown): unknown {
  if (typeof (cause as NodeJS.ErrnoException | undefined)?.syscall !== 'string') return cause;
  return new AppError(
    'usage',
    {
      th: `เขียน ${path} ไม่ได้ ตรวจชื่อ โฟลเดอร์ และสิทธิ์การเขียน`,
      en: `${path} cannot be written: check its name, its folder and that it may be written.`,
    },
    { cause },
  );
}

/**
 * Holds what is written apart from what was read.
 * @throws AppError `usage` when an output would replace an input.
 */
export function requireOtherFile(
  line: CommandLine,
  output: string,
  inputs: readonly string[],
): void {
  const target = resolve(line.workingFolder, output);
  if (!inputs.some((input) => resolve(line.workingFolder, input) === target)) return;
  throw new AppError('usage', {
    th: `${output} คือไฟล์ที่ส่งมาเอง โปรดตั้งชื่อไฟล์ผลลัพธ์เป็นชื่ออื่น`,
    en: `${output} is the file that was read; please give the result another name.`,
  });
}
