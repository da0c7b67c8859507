import { resolve } from 'node:path';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';

/** Where the trust list of an installation lies. */
export function trustListPath({ settings, dataFolder }: LoadedConfiguration): string {
  return resolve(dataFolder, settings.trustList);
}
