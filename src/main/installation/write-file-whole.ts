import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const DRAFT = /^\..+\.[0-9a-f]{12}\.draft$/;
/** A draft that has not been touched for so long belongs to nobody any more. */
const DRAFT_LIFETIME_MS = 60_000;

/**
 * Writes a file so that nobody ever sees half of it: under another name first, then renamed. An existing
 * file is replaced.
 * @param content as a whole, or in pieces that are made while they are written.
 * @param mode permissions; those of other files when left out.
 */
export async function writeFileWhole(
  path: string,
  content: Uint8Array | string | Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>,
  mode?: number,
): Promise<void> {
  const folder = dirname(path);
  await makeFolder(folder);
  const draft = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.draft`);
  try {
    await writeFile(draft, content, mode === undefined ? {} : { mode });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * Makes a folder and those above it that are missing. Step by step: Node's own way (`recursive`) never ends
 * on file systems such as `/proc`, where a folder cannot be made below one that exists.
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(folder, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(folder) === folder || existsSync(dirname(folder))) throw error;
    await makeFolder(dirname(folder), mode);
    await mkdir(folder, mode);
  }
}

/** Removes what a process that was killed while writing has left in a folder. */
export async function removeStaleDrafts(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const now = Date.now();
  for (const name of (await readdir(folder)).filter((each) => DRAFT.test(each))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (now - mtimeMs > DRAFT_LIFETIME_MS) await rm(path, { force: true });
  }
}
