import type { PublicKey } from '../public-key.ts';
import type { VerificationAlgorithm } from '../verification-algorithm.ts';
import { joinParts, partsOf, type Bytes } from '../../../../shared/bytes.ts';
import { verifyRsaPkcs1, verifyRsaPss, type Digest } from './verify-rsa.ts';

/**
 * Verifies what WebCrypto cannot: Brainpool and Koblitz curves, Ed448, and RSA or ECDSA with digests or mask
 * functions that it lacks (ADR 0016). The key must be one for the algorithm.
 * @param signature ECDSA as `r || s`.
 */
export async function verifyRarely(
  key: PublicKey,
  algorithm: VerificationAlgorithm,
  signature: Uint8Array,
  data: Bytes,
  digestOf: Digest,
): Promise<boolean> {
  if (key.kind === 'ed448') {
    const bytes = joinParts(partsOf(data));
    const { ed448 } = await import('./rare-curves.ts');
    return answered(() => ed448.verify(signature, bytes, key.point));
  }
  if (key.kind === 'rsa') {
    if (algorithm.kind === 'rsa-pss')
      return verifyRsaPss(key, algorithm, signature, data, digestOf);
    return verifyRsaPkcs1(key, algorithm.digest, signature, data, digestOf);
  }
  if (key.kind !== 'ec') return false;
  const digest = await digestOf(algorithm.digest, data);
  const curve = await loadCurve(key.curve);
  // Low s is a rule of currencies; in CMS both halves are signatures (X9.62, RFC 3279 §2.2.3).
  return answered(() =>
    curve.verify(signature, digest, key.point, { prehash: false, lowS: false }),
  );
}

type CurveName = (PublicKey & { readonly kind: 'ec' })['curve'];

async function loadCurve(name: CurveName) {
  switch (name) {
    case 'P-256':
      return (await import('./rare-curves.ts')).p256;
    case 'P-384':
      return (await import('./rare-curves.ts')).p384;
    case 'P-521':
      return (await import('./rare-curves.ts')).p521;
    case 'secp256k1':
      return (await import('./rare-curves.ts')).secp256k1;
    case 'brainpoolP256r1':
      return (await import('./rare-curves.ts')).brainpoolP256r1;
    case 'brainpoolP384r1':
      return (await import('./rare-curves.ts')).brainpoolP384r1;
    case 'brainpoolP512r1':
      return (await import('./rare-curves.ts')).brainpoolP512r1;
  }
}

/** The library throws for keys and signatures that are none; such a signature does not verify. */
function answered(verify: () => boolean): boolean {
  try {
    return verify();
  } catch {
    return false;
  }
}
