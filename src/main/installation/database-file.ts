import { resolve } from 'node:path';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';

/** Where an installation's database lies. */
export function databaseFile({ settings, dataFolder }: LoadedConfiguration): string {
  return resolve(dataFolder, settings.database.slice('sqlite:'.length));
}
