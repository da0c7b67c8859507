import { isFormatError } from '../../../shared/format-error.ts';
import { formatInstant, parseInstant, type Instant } from '../../../shared/instant.ts';
import type { DigestName } from './digest-algorithm.ts';
import { parsePublicKey } from './public-key.ts';
import { parseVerificationAlgorithm } from './verification-algorithm.ts';

/** From when on an algorithm is no longer agreed to be strong enough. */
interface AlgorithmEnd {
  readonly isMeant: (name: string) => boolean;
  readonly endsAt: Instant;
}

/** When the table was published that the ends below are from: later ends are foretold, earlier ones have come. */
const PUBLISHED = parseInstant('2024-10-13T00:00:00Z');

/**
 * Until when algorithms are agreed to be strong enough (ETSI TS 119 312 V1.5.1 in its machine-readable form, as EU DSS
 * 6.4 applies it). What is not here has no end that anybody has announced. An end that is only foretold says when
 * something must have been stamped anew, not from when on it is refused.
 */
const ends: readonly AlgorithmEnd[] = [
  { isMeant: (name) => name === 'MD5', endsAt: parseInstant('2004-08-01T00:00:00Z') },
  { isMeant: (name) => name === 'SHA-1', endsAt: parseInstant('2012-08-01T00:00:00Z') },
  { isMeant: (name) => name === 'RIPEMD-160', endsAt: parseInstant('2014-08-01T00:00:00Z') },
  { isMeant: (name) => name === 'SHA-224', endsAt: parseInstant('2029-01-01T00:00:00Z') },
  { isMeant: (name) => rsaBits(name) < 1024, endsAt: parseInstant('2010-08-01T00:00:00Z') },
  { isMeant: (name) => rsaBits(name) < 1900, endsAt: parseInstant('2019-10-01T00:00:00Z') },
  { isMeant: (name) => rsaBits(name) < 3000, endsAt: parseInstant('2029-01-01T00:00:00Z') },
  { isMeant: (name) => name === 'RSA-PKCS1', endsAt: parseInstant('2029-01-01T00:00:00Z') },
];

/** Never agreed upon: keys shorter than the table begins with, and curves that it does not have. */
function wasNeverAgreed(name: string): boolean {
  return name === 'secp256k1' || rsaBits(name) < 786;
}

/** Why something was not strong enough at a time. */
export interface PastWeakness {
  /** In English. */
  readonly found: string;
  /** Until when it was; absent where it never was. */
  readonly endedAt?: Instant;
}

/**
 * Why a signature that existed at a time would not be believed by what was agreed on then (EN 319 102-1 §5.2.8).
 * `undefined` when there is no objection.
 * @param names as {@link nameAlgorithms} gives them; none means one that is not known.
 */
export function findPastWeakness(names: readonly string[], at: Instant): PastWeakness | undefined {
  const [never] =
    names.length === 0 ? ['an algorithm that is not accepted'] : names.filter(wasNeverAgreed);
  if (never !== undefined) return { found: `never agreed to be strong enough: ${never}` };
  for (const name of names) {
    const endedAt = findAlgorithmEnd(name);
    if (endedAt === undefined || endedAt > PUBLISHED || at < endedAt) continue;
    return { found: `${name} was strong enough until ${formatInstant(endedAt)}`, endedAt };
  }
  return undefined;
}

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
    // The digest beside it may be another than the one that is signed.
    const names = new Set([digest, ...(cmsDigest === undefined ? [] : [cmsDigest])]);
    return [nameKey(publicKeyInfo), ...(kind === 'rsa-pkcs1' ? ['RSA-PKCS1'] : []), ...names];
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
