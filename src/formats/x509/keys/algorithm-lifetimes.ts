import { isFormatError } from '../../../shared/format-error.ts';
import { parseInstant, type Instant } from '../../../shared/instant.ts';
import type { DigestName } from './digest-algorithm.ts';
import { parsePublicKey } from './public-key.ts';
import { parseVerificationAlgorithm } from './verification-algorithm.ts';

/** From when on an algorithm is no longer agreed to be strong enough. */
interface AlgorithmEnd {
  readonly isMeant: (name: string) => boolean;
  readonly endsAt: Instant;
}

/**
 * Until when algorithms are agreed to be strong enough (ETSI TS 119 312 V1.5.1, as EU DSS 6.4 applies it).
 * What is not here has no end that anybody has announced. The dates say when something must have been
 * stamped anew, not from when on it is refused.
 */
const ends: readonly AlgorithmEnd[] = [
  { isMeant: (name) => rsaBits(name) < 3000, endsAt: parseInstant('2029-01-01T00:00:00Z') },
  { isMeant: (name) => name === 'RSA-PKCS1', endsAt: parseInstant('2029-01-01T00:00:00Z') },
  { isMeant: (name) => name === 'SHA-224', endsAt: parseInstant('2029-01-01T00:00:00Z') },
];

function rsaBits(name: string): number {
  const [, bits] = /^RSA-(\d+)$/.exec(name) ?? [];
  return bits === undefined ? Infinity : Number(bits);
}

/** The end of an algorithm as {@link nameAlgorithms} calls it; `undefined` while none has been announced. */
export function findAlgorithmEnd(name: string): Instant | undefined {
  const known = ends.filter(({ isMeant }) => isMeant(name)).map(({ endsAt }) => endsAt);
  return known.sort((left, right) => left - right)[0];
}

/**
 * What a signature rests on, by names: the key (`RSA-2048`, `P-256`, `Ed25519`), the padding where it has an end of
 * its own (`RSA-PKCS1`), the digest (`SHA-256`). Nothing where the algorithm is none of those that we know.
 * @param publicKeyInfo DER of the key that made it. @param algorithmIdentifier DER.
 * @param cmsDigest the digest that stands beside it in a CMS object.
 */
export function nameAlgorithms(
  publicKeyInfo: Uint8Array,
  algorithmIdentifier: Uint8Array,
  cmsDigest?: DigestName,
): readonly string[] {
  try {
    const { kind, digest } = parseVerificationAlgorithm(algorithmIdentifier, cmsDigest);
    return [nameKey(publicKeyInfo), ...(kind === 'rsa-pkcs1' ? ['RSA-PKCS1'] : []), digest];
  } catch (error) {
    if (isFormatError(error)) return [];
    throw error;
  }
}

function nameKey(publicKeyInfo: Uint8Array): string {
  const key = parsePublicKey(publicKeyInfo);
  switch (key.kind) {
    case 'rsa':
      return `RSA-${key.modulusBits}`;
    case 'ec':
      return key.curve;
    case 'ed25519':
      return 'Ed25519';
    case 'ed448':
      return 'Ed448';
  }
}
