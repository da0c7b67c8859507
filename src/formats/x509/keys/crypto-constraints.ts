import { isFormatError } from '../../../shared/format-error.ts';
import { parsePublicKey } from './public-key.ts';
import { digests, type DigestName } from './digest-algorithm.ts';
import {
  parseVerificationAlgorithm,
  type VerificationAlgorithm,
} from './verification-algorithm.ts';

/** RSA keys below it are within reach of factoring (ETSI TS 119 312 §9.3, NIST SP 800-131A). */
export const MIN_RSA_BITS = 2048;

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
    if (cmsDigest && !digests[cmsDigest].isStrong) return `the digest is ${cmsDigest}`;
    return findKeyWeakness(publicKeyInfo, algorithm);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return `the algorithm is not one that is accepted (${error.code})`;
  }
}

/** The same for a key and an algorithm that are known. */
export function findKeyWeakness(
  publicKeyInfo: Uint8Array,
  { digest }: Pick<VerificationAlgorithm, 'digest'>,
): string | undefined {
  if (!digests[digest].isStrong) return `the digest is ${digest}`;
  try {
    const key = parsePublicKey(publicKeyInfo);
    if (key.kind === 'rsa' && key.modulusBits < MIN_RSA_BITS) {
      return `the RSA key has ${key.modulusBits} bits`;
    }
    // No list of agreed curves for signatures has it (SOG-IS §4.3, TS 119 312 §7).
    if (key.kind === 'ec' && key.curve === 'secp256k1') return 'the curve is secp256k1';
    return undefined;
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return `the key is not one that is accepted (${error.code})`;
  }
}
