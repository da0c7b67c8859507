import { instantOf, type Instant } from '../../shared/instant.ts';

/** For what a key is asked: PDFs, or what JOSE carries (sidecars and status lists). */
export type SignerUse = 'pdf' | 'jose';

/** One key of an institution in the plan of its keys: what it signs, and from when to when. */
export interface ScheduledKey {
  /** See `Signer.keyId`. */
  readonly keyId: string;
  readonly institutionCode: string;
  readonly uses: readonly SignerUse[];
  readonly validFrom: Instant;
  /** From here on it signs nothing more; what it signed before stays good. */
  readonly validUntil?: Instant | undefined;
}

/** Where a key stands in its life. */
export type KeyState = 'planned' | 'active' | 'standby' | 'retired';

const DAY_MS = 86_400_000;
/** So long before a certificate ends its institution is told: authorities take weeks. */
const WARNING_DAYS = 60;

/**
 * The key that signs for an institution at a time: of those in force one that is meant for this use alone,
 * and else the newest. `undefined` when there is none.
 */
export function findActiveKey<Key extends ScheduledKey>(
  keys: readonly Key[],
  institutionCode: string,
  use: SignerUse,
  at: Instant,
): Key | undefined {
  const [first] = keys
    .filter((key) => key.institutionCode === institutionCode && key.uses.includes(use))
    .filter((key) => isInForce(key, at))
    .sort((a, b) => a.uses.length - b.uses.length || b.validFrom - a.validFrom);
  return first;
}

/** Active keys sign now; one on standby could, but another comes before it. */
export function toKeyState<Key extends ScheduledKey>(
  key: Key,
  keys: readonly Key[],
  at: Instant,
): KeyState {
  if (key.validUntil !== undefined && key.validUntil <= at) return 'retired';
  if (at < key.validFrom) return 'planned';
  return key.uses.some((use) => findActiveKey(keys, key.institutionCode, use, at) === key)
    ? 'active'
    : 'standby';
}

function isInForce({ validFrom, validUntil }: ScheduledKey, at: Instant): boolean {
  return validFrom <= at && (validUntil === undefined || at < validUntil);
}

/** Something about a key that a person must see to before it stops documents. */
export interface KeyWarning {
  readonly code: 'certificate-expires-soon' | 'certificate-expired';
  readonly institutionCode: string;
  readonly keyId: string;
  readonly expiresAt: Instant;
  /** Whole days left; 0 or less when it has expired. */
  readonly daysLeft: number;
}

/**
 * Whether a key's certificate ends within 60 days. A key that is retired before needs nobody's care.
 * @param expiresAt the certificate's `notAfter`.
 */
export function findKeyWarning(
  { institutionCode, keyId, validUntil }: ScheduledKey,
  expiresAt: Instant,
  at: Instant,
): KeyWarning | undefined {
  const daysLeft = Math.floor((expiresAt - at) / DAY_MS);
  const isRetiredBefore = validUntil !== undefined && (validUntil <= at || validUntil <= expiresAt);
  if (daysLeft >= WARNING_DAYS || isRetiredBefore) return undefined;
  const code = expiresAt < at ? 'certificate-expired' : 'certificate-expires-soon';
  return { code, institutionCode, keyId, expiresAt: instantOf(expiresAt), daysLeft };
}
