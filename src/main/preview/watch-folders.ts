import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';

/** Editors write a file in several steps: what follows within this time is one change. */
const QUIET_MS = 150;

/**
 * Calls back after each change in some folders (not in folders below), until `stopped` resolves.
 * @param onChange is never called again before it has returned.
 */
export async function watchFolders(
  folders: readonly string[],
  stopped: Promise<void>,
  onChange: () => void,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const watchers = folders.map((folder): FSWatcher =>
    watch(folder, () => {
      clearTimeout(timer);
      timer = setTimeout(onChange, QUIET_MS);
    }),
  );
  await stopped;
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
}
