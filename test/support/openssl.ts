import type { KeyObject } from 'node:crypto';
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

/**
 * Signs a digest that somebody else computed, which `node:crypto` cannot.
 * @param hashName as openssl has it.
 * @returns PKCS#1 octets, or DER for an elliptic key.
 */
export function signDigestByOpenssl(
  privateKey: KeyObject,
  hashName: string,
  digest: Uint8Array,
  isPss: boolean,
): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'parinya-openssl-'));
  const [key, input] = [join(folder, 'key'), join(folder, 'digest')];
  const isRsa = privateKey.asymmetricKeyType === 'rsa';
  const pss = ['rsa_padding_mode:pss', 'rsa_pss_saltlen:32', `rsa_mgf1_md:${hashName}`];
  const options = isRsa ? [`digest:${hashName}`, ...(isPss ? pss : [])] : [];
  try {
    writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(input, digest);
    return execFileSync('openssl', [
      ...['pkeyutl', '-sign', '-inkey', key, '-in', input],
      ...options.flatMap((option) => ['-pkeyopt', option]),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
