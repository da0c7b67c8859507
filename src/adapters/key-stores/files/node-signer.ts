import { createPublicKey, sign, type KeyObject } from 'node:crypto';

import type { RsaScheme } from '../../../formats/signature-algorithm.ts';
import type { Instant } from '../../../shared/instant.ts';
import { toKeyId } from '../../../signing/jose/jwks.ts';
import {
  nodeSignatureOptions,
  nodeSigningDigest,
  signingFailed,
} from '../../../signing/own-signature.ts';
import type { Signer } from '../../../signing/signer.ts';
import {
  checkSigningCertificate,
  toCertificatePath,
  toSigningAlgorithm,
} from '../certificate-path.ts';

export interface SignerMaterial {
  readonly privateKey: KeyObject;
  /** DER, any order. */
  readonly certificates: readonly Uint8Array[];
  readonly rsaScheme?: RsaScheme;
  /** The time at which the certificate must be valid. */
  readonly at: Instant;
}

/**
 * A signer whose key lives in this process's memory, in a `KeyObject` of `node:crypto`: it can be used, its
 * digits are in no JavaScript value, log or error.
 * @throws AppError `key-certificate-mismatch`, `key-too-weak`, and what `checkSigningCertificate` throws.
 */
export function toNodeSigner({ privateKey, certificates, rsaScheme, at }: SignerMaterial): Signer {
  toSigningAlgorithm(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }));
  const certificatePath = toCertificatePath(certificates, (each) =>
    each.checkPrivateKey(privateKey),
  );
  const leaf = certificatePath[0]!;
  const algorithm = checkSigningCertificate(leaf, at, rsaScheme);
  const digest = nodeSigningDigest(algorithm);
  const key = { key: privateKey, ...nodeSignatureOptions(algorithm, 'der') };
  return {
    keyId: toKeyId(leaf),
    certificatePath,
    algorithm,
    sign(data) {
      try {
        return Promise.resolve(sign(digest, data, key));
      } catch {
        // OpenSSL's words about a key are nobody's business.
        return Promise.reject(signingFailed('the key operation failed'));
      }
    },
  };
}
