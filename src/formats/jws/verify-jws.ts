import { isFormatError } from '../../shared/format-error.ts';
import { signatureAlgorithms } from '../signature-algorithm.ts';
import { findKeyWeakness } from '../x509/keys/crypto-constraints.ts';
import { KeyMemo } from '../x509/keys/key-memo.ts';
import type { PublicKey } from '../x509/keys/public-key.ts';
import type { VerificationAlgorithm } from '../x509/keys/verification-algorithm.ts';
import {
  isKeyFor,
  verifyRawSignature,
  type SignatureMathematics,
} from '../x509/keys/verify-signature.ts';
import type { CompactJws, JwsAlgorithm } from './compact-jws.ts';

interface JwsAlgorithmRow {
  readonly algorithm: VerificationAlgorithm;
  /** RFC 7518 §3.4: each ECDSA name means one curve. */
  readonly curve?: string;
  /** Length of a signature where the algorithm fixes it. */
  readonly signatureBytes?: number;
}

const { RS256, PS256, ES256, ES384, EdDSA } = signatureAlgorithms;

/** Ours as we make them; of others also what our own keys never sign with. */
const rows: Readonly<Record<JwsAlgorithm, JwsAlgorithmRow>> = {
  RS256: { algorithm: RS256.verification },
  RS384: { algorithm: { kind: 'rsa-pkcs1', digest: 'SHA-384' } },
  RS512: { algorithm: { kind: 'rsa-pkcs1', digest: 'SHA-512' } },
  PS256: { algorithm: PS256.verification },
  PS384: { algorithm: { kind: 'rsa-pss', digest: 'SHA-384', saltLength: 48 } },
  PS512: { algorithm: { kind: 'rsa-pss', digest: 'SHA-512', saltLength: 64 } },
  ES256: { algorithm: ES256.verification, curve: ES256.key, signatureBytes: 64 },
  ES384: { algorithm: ES384.verification, curve: ES384.key, signatureBytes: 96 },
  ES512: { algorithm: { kind: 'ecdsa', digest: 'SHA-512' }, curve: 'P-521', signatureBytes: 132 },
  EdDSA: { algorithm: EdDSA.verification, signatureBytes: 64 },
};

/**
 * Verifies the mathematics of a JWS with a key that the caller has reason to ask (RFC 7515 §5.2). The
 * algorithm must be one that the key is made for: the header alone never decides.
 * @param publicKeyInfo DER SubjectPublicKeyInfo.
 * @param keys remembers keys from one signature to the next.
 */
export async function verifyJws(
  jws: CompactJws,
  publicKeyInfo: Uint8Array,
  keys = new KeyMemo(),
): Promise<SignatureMathematics> {
  const row = rows[jws.algorithm];
  try {
    const key = keys.parse(publicKeyInfo);
    if (!isKeyFor(key, row.algorithm) || !isCurveOf(key, row)) return 'invalid';
    if (row.signatureBytes !== undefined && jws.signature.length !== row.signatureBytes) {
      return 'invalid';
    }
    const { signature, signingInput } = jws;
    const isValid = await verifyRawSignature(key, row.algorithm, signature, signingInput, keys);
    return isValid ? 'valid' : 'invalid';
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return error.code.endsWith('/unsupported') ? 'unsupported' : 'invalid';
  }
}

function isCurveOf(key: PublicKey, { curve }: JwsAlgorithmRow): boolean {
  return key.kind !== 'ec' || key.curve === curve;
}

/** Why the signature would not be believed even if it fits: a key that is too weak. */
export function findJwsWeakness(
  { algorithm }: CompactJws,
  publicKeyInfo: Uint8Array,
): string | undefined {
  return findKeyWeakness(publicKeyInfo, rows[algorithm].algorithm);
}
