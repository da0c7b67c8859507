import { X509Certificate } from 'node:crypto';

import { isOwnSignature } from '../../signing/own-signature.ts';
import type { Signer } from '../../signing/signer.ts';
import { keyStoreError } from './key-store-errors.ts';

/**
 * Checks every signature that a key store elsewhere gives, with the certificate's key, before anyone uses it:
 * a fault there, or an answer meant for somebody else, ends here.
 */
export function toCheckedSigner(signer: Signer): Signer {
  const publicKey = new X509Certificate(signer.certificatePath[0]!).publicKey;
  const check = (data: Uint8Array, signature: Uint8Array): Uint8Array => {
    if (isOwnSignature({ signer, publicKey }, data, signature, 'der')) return signature;
    throw keyStoreError('signature-wrong');
  };
  const { signMany } = signer;
  return {
    ...signer,
    sign: async (data) => check(data, await signer.sign(data)),
    ...(signMany === undefined
      ? {}
      : {
          signMany: async (data: readonly Uint8Array[]) => {
            const signatures = await signMany(data);
            return signatures.map((signature, index) => check(data[index]!, signature));
          },
        }),
  };
}
