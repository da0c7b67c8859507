import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { AppError } from '../../shared/app-error.ts';
import type { KeyStoreSettings, SecretReference } from './key-file-schema.ts';

/** Reads secrets from where the settings say that they are. */
export interface Secrets {
  /** @throws AppError `secret-missing` naming the place, never what is there. */
  read(reference: SecretReference): string;
}

export function createSecrets(
  dataFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Secrets {
  return {
    read(reference) {
      if ('file' in reference) return readSecretFile(resolve(dataFolder, reference.file));
      const value = environment[reference.env];
      if (value !== undefined) return value;
      const file = environment[`${reference.env}_FILE`];
      if (file !== undefined) return readSecretFile(resolve(dataFolder, file));
      throw secretMissing(`${reference.env} / ${reference.env}_FILE`);
    },
  };
}

/** Tells whether the secrets of a key store are still those that it refused. Kept in memory alone. */
export function fingerprintSecrets(store: KeyStoreSettings, secrets: Secrets): string {
  const digest = createHash('sha256');
  for (const reference of referencesOf(store)) {
    try {
      digest.update(secrets.read(reference));
    } catch {
      digest.update('missing');
    }
    digest.update('\0');
  }
  return digest.digest('hex');
}

function referencesOf(store: KeyStoreSettings): readonly SecretReference[] {
  switch (store.kind) {
    case 'pkcs12':
      return [store.passphrase];
    case 'pem':
      return store.passphrase === undefined ? [] : [store.passphrase];
    case 'pkcs11':
      return [store.pin];
    case 'csc':
      return [store.login.secret, store.pin, store.otp].filter((each) => each !== undefined);
  }
}

function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw secretMissing(file);
  }
}

function secretMissing(place: string): AppError {
  return new AppError('secret-missing', {
    th: `ไม่พบรหัสผ่านหรือ PIN ของกุญแจที่ ${place}`,
    en: `The passphrase or PIN of a key is not where it should be: ${place}`,
  });
}
