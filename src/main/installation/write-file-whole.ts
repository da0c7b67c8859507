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
 * @param mode permissions; those of other files when left out.
 */
export async function writeFileWhole(
  path: string,
  content: Uint8Array | string,
  mode?: number,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.draft`);
  try {
    await writeFile(draft, content, mode === undefined ? {} : { mode });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
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
