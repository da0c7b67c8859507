import type { PemKey } from '../../src/adapters/key-stores/files/pem-signer.ts';
import type { TestKeys } from './test-keys.ts';
import { testNow } from './test-pki.ts';

/** A test's key as the PEM that a university would hand in, unencrypted. */
export function toPemKey(keys: TestKeys, overrides: Partial<PemKey> = {}): PemKey {
  return {
    privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificates: [keys.leaf, ...keys.issuers],
    at: testNow,
    ...overrides,
  };
}
