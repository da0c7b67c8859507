import { createHash, verify, X509Certificate } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { SignatureAlgorithm } from '../../src/formats/signature-algorithm.ts';
import { utf8Bytes } from '../../src/shared/bytes.ts';
import { nodeSignatureOptions, nodeSigningDigest } from '../../src/signing/own-signature.ts';
import type { Signer } from '../../src/signing/signer.ts';
import type { TestKeys } from './test-keys.ts';

/** One key in one key store. */
export interface SignerCase {
  readonly keys: TestKeys;
  readonly algorithm: SignatureAlgorithm['jwsAlg'];
  readonly open: () => Signer | Promise<Signer>;
}

/** What every key store must do, for each kind of key that it holds. */
export function describeSigner(
  name: string,
  prepare: () => Promise<SignerCase> | SignerCase,
): void {
  describe(`${name}, as a key store,`, () => {
    let signer: Signer;
    let expected: SignerCase;
    beforeAll(async () => {
      expected = await prepare();
      signer = await expected.open();
    });
    afterAll(() => signer.close?.());

    const isGood = (data: Uint8Array, signature: Uint8Array) => {
      const key = new X509Certificate(expected.keys.leaf).publicKey;
      const options = { key, ...nodeSignatureOptions(signer.algorithm, 'der') };
      return verify(nodeSigningDigest(signer.algorithm), data, options, signature);
    };

    it('says how its key signs, and who vouches for it', () => {
      const { leaf, issuers } = expected.keys;
      expect(signer.algorithm.jwsAlg).toBe(expected.algorithm);
      expect(signer.certificatePath).toEqual([leaf, issuers[0]]);
      expect(signer.keyId).toBe(createHash('sha256').update(leaf).digest('base64url'));
    });

    it('signs what it is given and nothing else', async () => {
      const data = utf8Bytes('ใบแสดงผลการศึกษา');
      const signature = await signer.sign(data);
      expect(isGood(data, signature)).toBe(true);
      expect(isGood(utf8Bytes('ใบแสดงผลการศึกษา '), signature)).toBe(false);
    });

    it('signs one byte and a megabyte alike', async () => {
      for (const data of [Uint8Array.of(7), new Uint8Array(1024 * 1024).fill(0xa5)]) {
        expect(isGood(data, await signer.sign(data))).toBe(true);
      }
    });

    it('gives each its own signature when many are asked for at once', async () => {
      const many = Array.from({ length: 20 }, (_, index) => utf8Bytes(`document ${index}`));
      const signatures = await Promise.all(many.map((data) => signer.sign(data)));
      expect(many.map((data, index) => isGood(data, signatures[index]!))).not.toContain(false);
    });

    it('gives those of one call in the order of what was to be signed', async () => {
      const { maxBatch = 1, signMany } = signer;
      if (signMany === undefined) return;
      const many = Array.from({ length: maxBatch }, (_, index) => utf8Bytes(`document ${index}`));
      const signatures = await signMany(many);
      expect(signatures).toHaveLength(maxBatch);
      expect(many.map((data, index) => isGood(data, signatures[index]!))).not.toContain(false);
    });
  });
}
