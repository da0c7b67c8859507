import { resolve } from 'node:path';

import type { LoadedConfiguration } from '../configuration/load-configuration.ts';

/** Where the file of signing keys of an installation lies. */
export function signingKeysPath({
  settings,
  dataFolder,
}: Pick<LoadedConfiguration, 'settings' | 'dataFolder'>): string {
  return resolve(dataFolder, settings.signingKeys);
}
