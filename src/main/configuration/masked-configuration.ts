import type { LoadedConfiguration } from './load-configuration.ts';

const SECRET_SETTINGS = new Set([
  'passphrase',
  'key',
  'receiptKey',
  'dataKey',
  'secret',
  'password',
  'token',
  'metricsToken',
]);
const MASK = '********';

/** What is in force, to be shown to a person: secrets masked, so that it may be pasted into a letter. */
export function toMaskedConfiguration(loaded: LoadedConfiguration): Record<string, unknown> {
  return {
    configurationFile: loaded.file,
    dataFolder: loaded.dataFolder,
    ...(mask(loaded.settings) as Record<string, unknown>),
  };
}

function mask(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_SETTINGS.has(name) && inner !== undefined ? MASK : mask(inner),
    ]),
  );
}
