import { beforeAll, describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, importJWK } from 'jose';

import { toJwks } from '../../../src/signing/jose/jwks.ts';
import { makeTestPki, type TestPki } from '../../support/test-pki.ts';

describe('The published key set', () => {
  let rsa: TestPki;
  let ec: TestPki;
  beforeAll(async () => {
    [rsa, ec] = await Promise.all([
      makeTestPki({ key: 'RSA-2048' }),
      makeTestPki({ key: 'P-384' }),
    ]);
  });

  it('names each key as its signatures do, with the way it signs', () => {
    const signers = [rsa.getSigner('signer-99001'), ec.getSigner('signer-99002')];
    const { keys } = toJwks(signers);
    expect(keys.map(({ kid, alg, use, kty }) => ({ kid, alg, use, kty }))).toEqual([
      { kid: signers[0]!.keyId, alg: 'RS256', use: 'sig', kty: 'RSA' },
      { kid: signers[1]!.keyId, alg: 'ES384', use: 'sig', kty: 'EC' },
    ]);
    expect(keys[0]!['x5t#S256']).toBe(keys[0]!.kid);
  });

  it('says PS256 of an RSA key that signs so', () => {
    const { certificatePath } = rsa.getSigner('signer-99001', { rsaScheme: 'pss' });
    expect(toJwks([{ certificatePath, jwsAlg: 'PS256' }]).keys[0]!.alg).toBe('PS256');
  });

  it('publishes an Ed25519 key as EdDSA', async () => {
    const pki = await makeTestPki({ key: 'Ed25519' });
    const [key] = toJwks([pki.getSigner('signer-99001')]).keys;
    expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' });
    expect(await importJWK(key!)).toMatchObject({ type: 'public' });
  });

  it('holds public members only, all of which jose imports', async () => {
    const { keys } = toJwks([rsa.getSigner('signer-99001'), ec.getSigner('signer-99001')]);
    for (const key of keys) {
      expect(await importJWK(key)).toMatchObject({ type: 'public' });
      expect(await calculateJwkThumbprint(key)).toHaveLength(43);
    }
    const members = keys.map((key) => Object.keys(key).sort().join(' '));
    expect(members).toEqual([
      'alg e kid kty n use x5c x5t#S256',
      'alg crv kid kty use x x5c x5t#S256 y',
    ]);
  });
});
