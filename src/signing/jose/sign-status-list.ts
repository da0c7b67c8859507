import { Buffer } from 'node:buffer';

import { encodeStatusList, type StatusList } from '../../formats/status-list/status-list.ts';
import type { Instant } from '../../shared/instant.ts';
import type { PreparedSigner } from '../prepared-signer.ts';
import { signCompactJws } from './compact-jws.ts';

/** One status list as it is to be published. */
export interface StatusListClaims {
  /** Where it is fetched: the `uri` that the documents' `status` claims name. */
  readonly uri: string;
  readonly list: StatusList;
  readonly issuedAt: Instant;
  /** Until when the token may be believed. */
  readonly expiresAt: Instant;
  /** How long a copy may be kept before it is fetched again. */
  readonly ttlSeconds: number;
}

/**
 * Signs the list of document states (Token Status List §5.1): whoever fetches it learns the state of all
 * its documents and tells nobody which one was asked for.
 * @returns compact JWS, media type `application/statuslist+jwt`.
 * @throws AppError `signing-failed`
 */
export async function signStatusList(
  claims: StatusListClaims,
  prepared: PreparedSigner,
): Promise<string> {
  const payload = JSON.stringify({
    sub: claims.uri,
    iat: toNumericDate(claims.issuedAt),
    exp: toNumericDate(claims.expiresAt),
    ttl: claims.ttlSeconds,
    status_list: {
      bits: claims.list.bits,
      lst: Buffer.from(encodeStatusList(claims.list)).toString('base64url'),
    },
  });
  return signCompactJws(payload, 'statuslist+jwt', prepared);
}

/** Seconds since 1970 (RFC 7519 §2). */
function toNumericDate(instant: Instant): number {
  return Math.floor(instant / 1000);
}
