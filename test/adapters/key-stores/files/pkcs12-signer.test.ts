import { beforeAll, describe, expect, it } from '@jest/globals';

import { toPkcs12 } from '../../../../src/adapters/development-pki/key-material.ts';
import { openPkcs12Signer } from '../../../../src/adapters/key-stores/files/pkcs12-signer.ts';
import { utf8Bytes } from '../../../../src/shared/bytes.ts';
import { allTextOf, caught } from '../../../support/caught.ts';
import { exportByOpenssl } from '../../../support/openssl.ts';
import { describeSigner } from '../../../support/signer-contract.ts';
import { makeTestKeys, type TestKeys } from '../../../support/test-keys.ts';
import { testNow } from '../../../support/test-pki.ts';

const passphrase = 'correct horse battery staple';
const tripleDes = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'SHA1'];

const open = (pkcs12: Uint8Array, secret = passphrase) =>
  openPkcs12Signer({ pkcs12, passphrase: secret, at: testNow });

describe('A key in PKCS#12', () => {
  let rsa: TestKeys;
  let ec: TestKeys;
  let ed: TestKeys;
  beforeAll(async () => {
    [rsa, ec, ed] = await Promise.all([
      makeTestKeys('RSA-2048'),
      makeTestKeys('P-256'),
      makeTestKeys('Ed25519'),
    ]);
  });

  describeSigner('a file of the development PKI', () => ({
    keys: rsa,
    algorithm: 'RS256',
    open: () => open(toPkcs12(rsa.privateKey, [rsa.leaf, rsa.issuers[0]!], passphrase, 'key')),
  }));

  describeSigner('a file of present-day OpenSSL (PBES2, AES-256, HMAC-SHA-256)', () => ({
    keys: rsa,
    algorithm: 'RS256',
    open: () => open(exportByOpenssl(rsa, passphrase)),
  }));

  describeSigner('a file with AES-256 and SHA-512', () => ({
    keys: rsa,
    algorithm: 'RS256',
    open: () => {
      const strong = ['-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC', '-macalg', 'SHA512'];
      return open(exportByOpenssl(rsa, passphrase, ...strong));
    },
  }));

  describeSigner('a file of the old kind with triple DES', () => ({
    keys: rsa,
    algorithm: 'RS256',
    open: () => open(exportByOpenssl(rsa, passphrase, ...tripleDes)),
  }));

  describeSigner('a file of the oldest kind, certificates under RC2 with 40 bits', () => ({
    keys: rsa,
    algorithm: 'RS256',
    open: () => open(exportByOpenssl(rsa, passphrase, '-legacy')),
  }));

  describeSigner('a file with an elliptic key', () => ({
    keys: ec,
    algorithm: 'ES256',
    open: () => open(exportByOpenssl(ec, passphrase)),
  }));

  describeSigner('a file with an Ed25519 key', () => ({
    keys: ed,
    algorithm: 'EdDSA',
    open: () => open(exportByOpenssl(ed, passphrase)),
  }));

  it('opens with a passphrase of Thai letters', () => {
    const secret = 'รหัสผ่านลับ';
    for (const options of [[], tripleDes]) {
      expect(open(exportByOpenssl(rsa, secret, ...options), secret).algorithm.jwsAlg).toBe('RS256');
    }
  });

  it('does not open with a byte of it changed', () => {
    const pkcs12 = exportByOpenssl(rsa, passphrase);
    for (let position = 30; position < pkcs12.length; position += 211) {
      const altered = Uint8Array.from(pkcs12);
      altered[position]! ^= 1;
      // A changed byte and a wrong passphrase look alike to the check value.
      expect(caught(() => open(altered))).toMatchObject({
        code: expect.stringMatching(/^(key-unreadable|passphrase-wrong)$/) as unknown,
      });
    }
  });

  it('does not open with a wrong passphrase, and the error tells no secret', () => {
    for (const options of [[], tripleDes, ['-legacy']]) {
      const pkcs12 = exportByOpenssl(rsa, passphrase, ...options);
      const error = caught(() => open(pkcs12, 'a wrong secret'));
      expect(error).toMatchObject({ code: 'passphrase-wrong' });
      expect(allTextOf(error)).not.toMatch(/wrong secret|correct horse|PRIVATE|MII/);
    }
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['noise', Uint8Array.from({ length: 400 }, (_, index) => (index * 97) & 255)],
    ['text', utf8Bytes('-----BEGIN CERTIFICATE-----')],
  ])('is unreadable when the file holds %s', (_, bytes) => {
    expect(caught(() => open(bytes))).toMatchObject({ code: 'key-unreadable' });
  });

  it('is unreadable when the file is cut off', () => {
    const pkcs12 = exportByOpenssl(rsa, passphrase);
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const cut = pkcs12.subarray(0, Math.floor(pkcs12.length * share));
      expect(caught(() => open(cut))).toMatchObject({ code: 'key-unreadable' });
    }
  });
});
