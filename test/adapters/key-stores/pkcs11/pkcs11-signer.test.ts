import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  openPkcs11Signer,
  type Pkcs11Key,
} from '../../../../src/adapters/key-stores/pkcs11/pkcs11-signer.ts';
import { utf8Bytes } from '../../../../src/shared/bytes.ts';
import { makeSoftHsm, softHsmModule, type SoftHsm } from '../../../support/soft-hsm.ts';
import { describeSigner } from '../../../support/signer-contract.ts';
import { makeTestKeys, type TestKeys } from '../../../support/test-keys.ts';
import { testNow } from '../../../support/test-pki.ts';

const PIN = '483920';
const message = utf8Bytes('ใบแสดงผลการศึกษา');

const kinds = [
  { kind: 'RSA-2048', algorithm: 'RS256', rsaScheme: 'pkcs1' },
  { kind: 'RSA-2048', algorithm: 'PS256', rsaScheme: 'pss' },
  { kind: 'P-256', algorithm: 'ES256', rsaScheme: 'pkcs1' },
  { kind: 'P-384', algorithm: 'ES384', rsaScheme: 'pkcs1' },
  { kind: 'Ed25519', algorithm: 'EdDSA', rsaScheme: 'pkcs1' },
] as const;

const describeHsm = softHsmModule === undefined ? describe.skip : describe;

describeHsm('A key in SoftHSM', () => {
  let hsm: SoftHsm;
  const made = new Map<string, TestKeys>();
  beforeAll(async () => {
    hsm = await makeSoftHsm('ทะเบียน HSM', PIN);
    for (const [index, kind] of [...new Set(kinds.map((each) => each.kind))].entries()) {
      const keys = await makeTestKeys(kind);
      made.set(kind, keys);
      hsm.addKey(keys.privateKey, `registrar ${kind}`, `0${index + 1}`);
    }
  });
  afterAll(() => hsm.remove());

  const toKey = (kind: string, overrides: Partial<Pkcs11Key> = {}): Pkcs11Key => {
    const keys = made.get(kind)!;
    return {
      module: hsm.module,
      tokenLabel: hsm.tokenLabel,
      keyLabel: `registrar ${kind}`,
      sessions: 3,
      readPin: () => PIN,
      certificates: [...keys.issuers, keys.leaf],
      at: testNow,
      ...overrides,
    };
  };

  for (const { kind, algorithm, rsaScheme } of kinds) {
    describeSigner(`${kind} (${algorithm})`, () => ({
      keys: made.get(kind)!,
      algorithm,
      open: () => openPkcs11Signer(toKey(kind, { rsaScheme })),
    }));
  }

  it('is found again after the token was pulled out and put back', async () => {
    const signer = await openPkcs11Signer(toKey('P-256'));
    await signer.sign(message);
    hsm.setPluggedIn(false);
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'key-store-unavailable' });
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'key-store-unavailable' });
    hsm.setPluggedIn(true);
    await expect(signer.sign(message)).resolves.toBeInstanceOf(Uint8Array);
    await signer.close?.();
  });

  it('is away, not unknown, where no token is plugged in when the program starts', async () => {
    hsm.setPluggedIn(false);
    await expect(openPkcs11Signer(toKey('P-256'))).rejects.toMatchObject({
      code: 'key-store-unavailable',
    });
    hsm.setPluggedIn(true);
    const signer = await openPkcs11Signer(toKey('P-256'));
    await signer.close?.();
  });

  it('is asked for with a wrong PIN exactly once', async () => {
    let asked = 0;
    const readPin = () => {
      asked++;
      return '000000';
    };
    await expect(openPkcs11Signer(toKey('P-256', { readPin }))).rejects.toMatchObject({
      code: 'pin-wrong',
    });
    expect(asked).toBe(1);
  });

  it('never logs in again once the PIN was refused', async () => {
    let pin = PIN;
    let asked = 0;
    const readPin = () => {
      asked++;
      return pin;
    };
    const signer = await openPkcs11Signer(toKey('P-256', { readPin }));
    pin = '000000';
    hsm.setPluggedIn(false);
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'key-store-unavailable' });
    hsm.setPluggedIn(true);
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'pin-wrong' });
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'pin-wrong' });
    expect(asked).toBe(2);
  });

  it('goes on after an operation that the token refused, with as many sessions as before', async () => {
    const signer = await openPkcs11Signer(toKey('Ed25519', { sessions: 2 }));
    for (let attempt = 0; attempt < 3; attempt++) {
      // SoftHSM signs no empty message and leaves the operation open.
      await expect(signer.sign(new Uint8Array())).rejects.toMatchObject({
        code: 'key-store-unavailable',
      });
    }
    const many = [1, 2, 3, 4, 5].map((octet) => signer.sign(Uint8Array.of(octet)));
    await expect(Promise.all(many)).resolves.toHaveLength(5);
    await signer.close?.();
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'key-store-unavailable' });
  });

  it('is not found under another name of token or key', async () => {
    for (const wrong of [
      { tokenLabel: 'another token' },
      { keyLabel: 'another key' },
      { keyIdHex: '7f' },
    ]) {
      await expect(openPkcs11Signer(toKey('P-256', wrong))).rejects.toMatchObject({
        code: 'key-not-in-store',
      });
    }
  });

  it('is refused with certificates of other keys', async () => {
    const other = await makeTestKeys('P-256');
    const certificates = [other.leaf, ...other.issuers, made.get('RSA-2048')!.leaf];
    await expect(openPkcs11Signer(toKey('P-256', { certificates }))).rejects.toMatchObject({
      code: 'key-certificate-mismatch',
    });
  });

  it('cannot be reached through a module that is not there', async () => {
    const module = '/nowhere/libnothing.so';
    await expect(openPkcs11Signer(toKey('P-256', { module }))).rejects.toMatchObject({
      code: 'key-store-missing',
    });
  });
});

if (softHsmModule === undefined) {
  it.todo('keys in SoftHSM: install the package softhsm2 to run these tests');
}
