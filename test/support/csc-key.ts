import type { CscKey } from '../../src/adapters/key-stores/csc/csc-signer.ts';
import { CSC_CLIENT_ID, type CscServer } from './csc-server.ts';
import { testNow } from './test-pki.ts';

/** What reaches the key of a test's signing service; time does not pass while it waits. */
export function toCscKey(server: CscServer, overrides: Partial<CscKey> = {}): CscKey {
  const { version, credentialId, clientSecret, pin } = server.settings;
  return {
    transport: {
      baseUrl: server.baseUrl,
      timeoutMs: 10_000,
      fetch: globalThis.fetch,
      wait: () => Promise.resolve(),
    },
    version,
    credentialId,
    login: { kind: 'oauth2', clientId: CSC_CLIENT_ID, readSecret: () => clientSecret },
    readSecret: () => pin,
    maxBatch: 100,
    isAsynchronous: false,
    clock: { now: () => testNow },
    at: testNow,
    ...overrides,
  };
}
