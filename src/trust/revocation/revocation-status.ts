import type { CrlReason } from '../../formats/crl/crl-entry.ts';
import type { Instant } from '../../shared/instant.ts';

/** What the revocation lists at hand say of one certificate at one time. */
export type RevocationStatus =
  | { readonly kind: 'good' }
  /** The issuer says that there is nothing to ask (RFC 6960 §4.2.2.2.1, RFC 9608, ETSI EN 319 412-1 §5.2). */
  | { readonly kind: 'not-applicable' }
  | {
      readonly kind: 'revoked';
      readonly reason: CrlReason;
      /** When it stopped being believable: the revocation, or earlier the suspected misuse of its key. */
      readonly since: Instant;
    }
  /** Nobody reachable could say; `because` in English. */
  | { readonly kind: 'unknown'; readonly because: string };

/** When a revocation takes effect, given what its list says. */
export function effectiveSince(revokedAt: Instant, invalidSince: Instant | undefined): Instant {
  return invalidSince !== undefined && invalidSince < revokedAt ? invalidSince : revokedAt;
}
