import type { Certificate } from '../../formats/x509/certificate.ts';
import type { SignatureMemo } from '../signature-memo.ts';
import type { Instant } from '../../shared/instant.ts';

/**
 * A candidate path to be judged: the leaf first, the trust anchor last, each issued in the name of the
 * next. It has at least one certificate; a leaf that is itself an anchor stands alone.
 */
export type CertificatePath = readonly [Certificate, ...Certificate[]];

/** What validation starts from (RFC 5280 §6.1.1). */
export interface PathParameters {
  readonly validationTime: Instant;
  /**
   * When a path is judged at a past time, at which a signature is proven to have existed: the present.
   * Revocation lists published since then are the better word on that past.
   */
  readonly presentTime?: Instant;
  /** The user-initial-policy-set, object identifiers; left out, any policy will do. */
  readonly acceptablePolicies?: readonly string[];
  /**
   * Whether algorithms are judged by what was agreed on at the validation time; left out, by what is now.
   */
  readonly judgesAlgorithmsThen?: boolean;
  /** Remembers signatures that were verified before. */
  readonly signatures?: SignatureMemo;
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

/** How people recognise a certificate in a finding: by its place, not by a name that may be personal. */
export function placeInPath(path: CertificatePath, index: number): string {
  if (index === 0) return 'the end certificate';
  return index === path.length - 1
    ? 'the trust anchor'
    : `authority ${index} above the end certificate`;
}

export function anchorOf(path: CertificatePath): Certificate {
  return path.at(-1)!;
}
