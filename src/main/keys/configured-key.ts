import type { ConfiguredInstitution } from '../configuration/configuration-schema.ts';
import type { KeyStoreSettings } from './key-file-schema.ts';
import type { Secrets } from './secrets.ts';

/** A key that the settings name (`institutions.signer`), in the words of the file of keys. */
export interface ConfiguredKey {
  readonly store: Extract<KeyStoreSettings, { kind: 'pkcs12' }>;
  readonly algorithm: 'RS256';
  /** Where the settings hold the passphrase itself. */
  readonly secrets?: Secrets;
}

/** The PKCS#12 file of `institutions.signer`; `undefined` where the settings name none. */
export function toConfiguredKey(
  institution: Pick<ConfiguredInstitution, 'signer'> | undefined,
): ConfiguredKey | undefined {
  const signer = institution?.signer;
  if (signer === undefined) return undefined;
  const { pkcs12: file, passphrase, passphraseFile = '' } = signer;
  return {
    store: { kind: 'pkcs12', file, passphrase: { file: passphraseFile } },
    algorithm: 'RS256',
    ...(passphrase === undefined ? {} : { secrets: { read: () => passphrase } }),
  };
}
