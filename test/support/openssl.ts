import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encodePem } from '../../src/formats/x509/pem.ts';
import type { TestKeys } from './test-keys.ts';

/**
 * PKCS#12 as the program openssl writes it.
 * @param options further words: which encryption, which digest.
 */
export function exportByOpenssl(
  keys: Pick<TestKeys, 'privateKey' | 'leaf' | 'issuers'>,
  secret: string,
  ...options: readonly string[]
): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'parinya-openssl-'));
  const [key, leaf, issuers, out] = ['key', 'leaf', 'issuers', 'out'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  try {
    writeFileSync(key, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(leaf, encodePem(keys.leaf, 'CERTIFICATE'));
    writeFileSync(issuers, keys.issuers.map((each) => encodePem(each, 'CERTIFICATE')).join(''));
    execFileSync('openssl', [
      ...['pkcs12', '-export', '-inkey', key, '-in', leaf, '-certfile', issuers, '-out', out],
      ...['-passout', `pass:${secret}`, ...options],
    ]);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
