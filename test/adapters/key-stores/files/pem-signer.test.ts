import type { KeyObject } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { openPemSigner } from '../../../../src/adapters/key-stores/files/pem-signer.ts';
import { allTextOf, caught } from '../../../support/caught.ts';
import { toPemKey } from '../../../support/pem-key.ts';
import { describeSigner } from '../../../support/signer-contract.ts';
import { makeTestKeys, type TestKeys } from '../../../support/test-keys.ts';

const passphrase = 'correct horse battery staple';
const cipher = 'aes-256-cbc';

/** How private keys are written as PEM, by name. */
const forms: Readonly<Record<string, (key: KeyObject) => string | Buffer>> = {
  'PKCS#8': (key) => key.export({ type: 'pkcs8', format: 'pem' }),
  'encrypted PKCS#8': (key) => key.export({ type: 'pkcs8', format: 'pem', cipher, passphrase }),
  'PKCS#1': (key) => key.export({ type: 'pkcs1', format: 'pem' }),
  'encrypted PKCS#1': (key) => key.export({ type: 'pkcs1', format: 'pem', cipher, passphrase }),
  'SEC 1': (key) => key.export({ type: 'sec1', format: 'pem' }),
  'encrypted SEC 1': (key) => key.export({ type: 'sec1', format: 'pem', cipher, passphrase }),
};

const cases = [
  ['RSA-2048', 'RS256', 'PKCS#8'],
  ['RSA-2048', 'RS256', 'encrypted PKCS#8'],
  ['RSA-2048', 'RS256', 'PKCS#1'],
  ['RSA-2048', 'RS256', 'encrypted PKCS#1'],
  ['P-256', 'ES256', 'SEC 1'],
  ['P-384', 'ES384', 'encrypted SEC 1'],
  ['P-384', 'ES384', 'encrypted PKCS#8'],
  ['Ed25519', 'EdDSA', 'encrypted PKCS#8'],
] as const;

describe('A key in PEM', () => {
  const made = new Map<string, TestKeys>();
  beforeAll(async () => {
    for (const kind of ['RSA-2048', 'RSA-3072', 'P-256', 'P-384', 'Ed25519'] as const) {
      made.set(kind, await makeTestKeys(kind));
    }
  });

  for (const [kind, algorithm, form] of cases) {
    describeSigner(`${kind} as ${form}`, () => {
      const keys = made.get(kind)!;
      const privateKeyPem = forms[form]!(keys.privateKey).toString();
      return {
        keys,
        algorithm,
        open: () => openPemSigner(toPemKey(keys, { privateKeyPem, passphrase })),
      };
    });
  }

  describeSigner('RSA-3072 with PSS', () => ({
    keys: made.get('RSA-3072')!,
    algorithm: 'PS256',
    open: () => openPemSigner(toPemKey(made.get('RSA-3072')!, { rsaScheme: 'pss' })),
  }));

  it('finds its certificate and puts the path in order, whatever order they come in', () => {
    const rsa = made.get('RSA-2048')!;
    const certificates = [...rsa.issuers, made.get('P-256')!.leaf, rsa.leaf].reverse();
    const { certificatePath } = openPemSigner(toPemKey(rsa, { certificates }));
    expect(certificatePath).toEqual([rsa.leaf, rsa.issuers[0]]);
  });

  it('keeps authorities of the same name and another key out of its path', async () => {
    const rsa = made.get('RSA-2048')!;
    const others = await makeTestKeys('RSA-2048');
    const certificates = [...others.issuers, others.leaf, rsa.leaf, ...rsa.issuers];
    const { certificatePath } = openPemSigner(toPemKey(rsa, { certificates }));
    expect(certificatePath).toEqual([rsa.leaf, rsa.issuers[0]]);
  });

  it('opens without the certificates above its own: the trust list completes the path', () => {
    const rsa = made.get('RSA-2048')!;
    const { certificatePath } = openPemSigner(toPemKey(rsa, { certificates: [rsa.leaf] }));
    expect(certificatePath).toEqual([rsa.leaf]);
  });

  it('does not open without its passphrase or with another, and the error tells no secret', () => {
    const rsa = made.get('RSA-2048')!;
    for (const form of ['encrypted PKCS#8', 'encrypted PKCS#1'] as const) {
      const privateKeyPem = forms[form]!(rsa.privateKey).toString();
      for (const wrong of [{}, { passphrase: 'a wrong secret' }]) {
        const error = caught(() => openPemSigner(toPemKey(rsa, { privateKeyPem, ...wrong })));
        expect(error).toMatchObject({ code: 'passphrase-wrong' });
        expect(allTextOf(error)).not.toMatch(/wrong secret|PRIVATE|MII/);
      }
    }
  });

  it('is unreadable as another text, or cut off', () => {
    const rsa = made.get('RSA-2048')!;
    const whole = forms['encrypted PKCS#8']!(rsa.privateKey).toString();
    const texts = ['', 'no key at all', whole.slice(0, 400), whole.replace(/.{64}\n/, '')];
    for (const privateKeyPem of texts) {
      const error = caught(() => openPemSigner(toPemKey(rsa, { privateKeyPem, passphrase })));
      expect(error).toMatchObject({ code: 'key-unreadable' });
    }
  });
});
