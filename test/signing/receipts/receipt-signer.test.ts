import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { compactVerify, calculateJwkThumbprint, importJWK } from 'jose';
import {
  generateReceiptKey,
  openReceiptSigner,
} from '../../../src/signing/receipts/receipt-signer.ts';
import { caught } from '../../support/caught.ts';

const pemOf = (type: 'ed448' | 'x25519'): string =>
  generateKeyPairSync(type as 'ed448').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string;

describe('the key of a verifier', () => {
  it('signs what a JOSE library verifies, and is named by its thumbprint', async () => {
    const signer = openReceiptSigner(generateReceiptKey());
    const token = signer.sign('{"a":1}', 'verification-receipt+jwt');
    const jwk = { ...signer.publicJwk };
    const { payload, protectedHeader } = await compactVerify(token, await importJWK(jwk));
    expect(new TextDecoder().decode(payload)).toBe('{"a":1}');
    expect(protectedHeader).toEqual({
      alg: 'EdDSA',
      typ: 'verification-receipt+jwt',
      kid: await calculateJwkThumbprint(jwk),
    });
  });

  it('publishes nothing that is private', () => {
    const { publicJwk } = openReceiptSigner(generateReceiptKey());
    expect(Object.keys(publicJwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    expect(createPublicKey({ key: { ...publicJwk }, format: 'jwk' }).type).toBe('public');
  });

  it.each([
    ['no key', 'hello'],
    ['a key of another kind', pemOf('ed448')],
    ['a key that cannot sign', pemOf('x25519')],
  ])('is refused when it is %s', (_, pem) => {
    expect(caught(() => openReceiptSigner(pem))).toMatchObject({ code: 'key-unreadable' });
  });
});
