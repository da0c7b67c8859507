import { generateKeyPairSync } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { openPemSigner, type PemKey } from '../../../src/adapters/key-stores/files/pem-signer.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { caught } from '../../support/caught.ts';
import { toPemKey } from '../../support/pem-key.ts';
import { makeTestKeys, type TestKeys } from '../../support/test-keys.ts';
import { makeTestPki, testNow } from '../../support/test-pki.ts';

const YEAR_MS = 365 * 86_400_000;

describe('A key is refused', () => {
  let keys: TestKeys;
  let other: TestKeys;
  beforeAll(async () => {
    [keys, other] = await Promise.all([makeTestKeys('RSA-2048'), makeTestKeys('P-256')]);
  });
  const refuse = (overrides: Partial<PemKey>) =>
    caught(() => openPemSigner(toPemKey(keys, overrides)));

  it('when none of the certificates is its own', () => {
    for (const certificates of [[], [other.leaf, ...other.issuers]]) {
      expect(refuse({ certificates })).toMatchObject({ code: 'key-certificate-mismatch' });
    }
  });

  it('when its certificate has expired', () => {
    const at = instantOf(testNow + 6 * YEAR_MS);
    expect(refuse({ at })).toMatchObject({ code: 'certificate-expired' });
  });

  it('when its certificate is not valid yet', () => {
    const at = instantOf(testNow - YEAR_MS);
    expect(refuse({ at })).toMatchObject({ code: 'certificate-not-yet-valid' });
  });

  it('when its certificate is for other uses than signing documents', () => {
    const { privateKey, certificate } = keys.authority;
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(refuse({ privateKeyPem, certificates: [certificate] })).toMatchObject({
      code: 'certificate-key-usage',
    });
  });

  it('when its certificate does not say that signatures commit its holder', async () => {
    const pki = await makeTestPki();
    for (const name of ['time-stamp-authority', 'ocsp-public-universities']) {
      expect(caught(() => pki.getSigner(name))).toMatchObject({ code: 'certificate-key-usage' });
    }
  });

  it('when it is an RSA key of 1024 bits', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(refuse({ privateKeyPem })).toMatchObject({ code: 'key-too-weak' });
  });

  it.each(['secp256k1', 'P-521'])('when it is on the curve %s', (namedCurve) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve });
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(refuse({ privateKeyPem })).toMatchObject({ code: 'certificate-not-usable' });
  });

  it('when a certificate cannot be read', () => {
    for (const bytes of [keys.leaf.subarray(0, 300), Uint8Array.from([...keys.leaf, 0])]) {
      expect(refuse({ certificates: [bytes] })).toMatchObject({ code: 'key-unreadable' });
    }
  });
});
