import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { withExclusiveLock } from '../../adapters/sqlite/exclusive-lock.ts';
import { AppError } from '../../shared/app-error.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';
import { signingKeysPath } from './signing-keys-path.ts';

/** Opening a key in a slow token takes seconds; after a minute somebody should look. */
const PATIENCE = { attempts: 600, pause: () => delay(100) } as const;

/**
 * Changes the plan of keys and the trust list while nobody else does: two who change them at the same time would
 * each write what they read before the other wrote.
 * @throws AppError `keys-in-use` after a minute of waiting; and what the change throws.
 */
export function withKeysLock<Result>(
  loaded: Pick<LoadedConfiguration, 'settings' | 'dataFolder'>,
  change: () => Promise<Result>,
  patience: { readonly attempts: number; readonly pause: () => Promise<void> } = PATIENCE,
): Promise<Result> {
  const file = signingKeysPath(loaded);
  // Where there is no data folder there is nothing to lose, and the change itself says what is missing.
  if (!existsSync(dirname(file))) return change();
  return withExclusiveLock(`${file}.lock`, patience, keysInUse, change);
}

function keysInUse(): AppError {
  return new AppError('keys-in-use', {
    th: 'มีคำสั่ง parinya keys อื่นกำลังเปลี่ยนรายการกุญแจอยู่ โปรดรอให้เสร็จแล้วลองใหม่',
    en: 'Another parinya keys command is changing the list of keys. Wait until it has ended, then run again.',
  });
}
