import { sign, type KeyObject } from 'node:crypto';

import { signatureAlgorithms, type SignatureAlgorithm } from '../../formats/signature-algorithm.ts';
import type { Instant } from '../../shared/instant.ts';
import {
  nodeDigestName,
  nodeSignatureOptions,
  signingFailed,
} from '../../signing/own-signature.ts';
import { toKeyId } from '../../signing/jose/jwks.ts';
import type { Signer } from '../../signing/signer.ts';
import { checkSigningCertificate, toCertificatePath } from './certificate-path.ts';
import { certificateNotUsable } from './key-store-errors.ts';

/** How an RSA key signs: `pkcs1` (RS256), which every reader verifies, or `pss` (PS256). */
export type RsaScheme = 'pkcs1' | 'pss';

export interface SignerMaterial {
  readonly privateKey: KeyObject;
  /** DER, any order. */
  readonly certificates: readonly Uint8Array[];
  readonly rsaScheme?: RsaScheme;
  /** The time at which the certificate must be valid. */
  readonly at: Instant;
}

const MIN_RSA_BITS = 2048;
const ecAlgorithms: Readonly<Record<string, SignatureAlgorithm>> = {
  prime256v1: signatureAlgorithms.ES256,
  secp384r1: signatureAlgorithms.ES384,
};

/**
 * A signer whose key lives in this process's memory, in a `KeyObject` of `node:crypto`: it can be used, its
 * digits are in no JavaScript value, log or error.
 * @throws AppError `key-certificate-mismatch`, `certificate-not-usable`
 */
export function toNodeSigner({ privateKey, certificates, rsaScheme, at }: SignerMaterial): Signer {
  const algorithm = algorithmOf(privateKey, rsaScheme ?? 'pkcs1');
  const certificatePath = toCertificatePath(privateKey, certificates);
  const leaf = certificatePath[0]!;
  checkSigningCertificate(leaf, at);
  const digest = nodeDigestName(algorithm);
  const key = { key: privateKey, ...nodeSignatureOptions(algorithm, 'der') };
  return {
    keyId: toKeyId(leaf),
    certificatePath,
    algorithm,
    sign(data) {
      try {
        return Promise.resolve(sign(digest, data, key));
      } catch (error) {
        return Promise.reject(signingFailed('the key operation failed', error));
      }
    },
  };
}

function algorithmOf(
  { asymmetricKeyType, asymmetricKeyDetails }: KeyObject,
  rsaScheme: RsaScheme,
): SignatureAlgorithm {
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS) {
    return rsaScheme === 'pss' ? signatureAlgorithms.PS256 : signatureAlgorithms.RS256;
  }
  const algorithm = ecAlgorithms[asymmetricKeyDetails?.namedCurve ?? ''];
  if (!algorithm) throw certificateNotUsable('algorithm');
  return algorithm;
}
