import { createHash } from 'node:crypto';

/** Secrets that a file may hold instead, and the name of that setting. */
const KEPT_IN_FILES: Readonly<Record<string, string>> = {
  passphrase: 'passphraseFile',
  password: 'passwordFile',
  dataKey: 'dataKeyFile',
  receiptKey: 'receiptKeyFile',
};

/**
 * Settings as a backup may hold them: of access keys their SHA-256 (which the settings take too), and instead
 * of any other secret the name of the file that it has to be put back in.
 */
export function toSettingsWithoutSecrets(settings: unknown): unknown {
  if (Array.isArray(settings)) return settings.map(toSettingsWithoutSecrets);
  if (typeof settings !== 'object' || settings === null) return settings;
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]: [string, unknown]) => {
      const file = KEPT_IN_FILES[name];
      if (file !== undefined && typeof value === 'string') return [file, `put-back-${name}`];
      if (name === 'key' && typeof value === 'string') return [name, toDigest(value)];
      return [name, toSettingsWithoutSecrets(value)];
    }),
  );
}

function toDigest(key: string): string {
  if (key.startsWith('sha256:')) return key;
  return `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
