import { isFormatError } from '../../../shared/format-error.ts';
import { parsePublicKey } from './public-key.ts';
import {
  parseVerificationAlgorithm,
  type DigestName,
  type VerificationAlgorithm,
} from './verification-algorithm.ts';

/** RSA keys below it are within reach of factoring (ETSI TS 119 312 §9.3, NIST SP 800-131A). */
const MIN_RSA_BITS = 2048;

/**
 * Why a signature would not be believed even if its mathematics fit: too weak a digest or key, or an
 * algorithm that we do not use. `undefined` when there is no objection (EN 319 102-1 §5.2.8.3).
 */
export function findCryptoWeakness(
  publicKeyInfo: Uint8Array,
  algorithmIdentifier: Uint8Array,
  cmsDigest?: DigestName,
): string | undefined {
  try {
    const algorithm = parseVerificationAlgorithm(algorithmIdentifier, cmsDigest);
    if (cmsDigest === 'SHA-1') return 'the digest is SHA-1';
    return findKeyWeakness(publicKeyInfo, algorithm);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return `the algorithm is not one that is accepted (${error.code})`;
  }
}

/** The same for a key and an algorithm that are known. */
export function findKeyWeakness(
  publicKeyInfo: Uint8Array,
  { digest }: VerificationAlgorithm,
): string | undefined {
  if (digest === 'SHA-1') return 'the digest is SHA-1';
  try {
    const key = parsePublicKey(publicKeyInfo);
    if (key.kind === 'rsa' && key.modulusBits < MIN_RSA_BITS) {
      return `the RSA key has ${key.modulusBits} bits`;
    }
    return undefined;
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return `the key is not one that is accepted (${error.code})`;
  }
}
