import { parseBase64Url } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import { instantOf, type Instant } from '../../shared/instant.ts';
import { parseCompactJws, parseJsonObject, type CompactJws } from '../jws/compact-jws.ts';
import { parseStatusList, type StatusBits, type StatusList } from './status-list.ts';

/** A published status list, read but not believed (IETF Token Status List §5.1). */
export interface StatusListToken {
  readonly jws: CompactJws;
  /** The address that it answers for: what a document's `status` claim names. */
  readonly uri: string;
  readonly issuedAt: Instant;
  readonly expiresAt?: Instant;
  readonly ttlSeconds?: number;
  readonly list: StatusList;
}

const allowedBits: readonly unknown[] = [1, 2, 4, 8];

/** @throws FormatError `status-list/…`, `jws/…` */
export function parseStatusListToken(token: string): StatusListToken {
  const jws = parseCompactJws(token, 'statuslist+jwt');
  const claims = parseJsonObject(jws.payload, 'status-list/claims');
  const { sub, iat, exp, ttl } = claims;
  if (typeof sub !== 'string') throw new FormatError('status-list/claims', 'sub is not a text');
  const { bits, lst } = (claims['status_list'] ?? {}) as { bits?: unknown; lst?: unknown };
  if (!allowedBits.includes(bits) || typeof lst !== 'string') {
    throw new FormatError('status-list/claims', 'no status list');
  }
  return {
    jws,
    uri: sub,
    issuedAt: parseNumericDate(iat),
    ...(exp !== undefined && { expiresAt: parseNumericDate(exp) }),
    ...(ttl !== undefined && { ttlSeconds: parsePositive(ttl) }),
    list: parseStatusList(parseBase64Url(lst), bits as StatusBits),
  };
}

/** RFC 7519 §2: seconds since 1970. */
function parseNumericDate(value: unknown): Instant {
  return instantOf(parsePositive(value) * 1000);
}

function parsePositive(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0) || value > 8.64e12) {
    throw new FormatError('status-list/claims', 'not a positive number of seconds');
  }
  return value;
}
