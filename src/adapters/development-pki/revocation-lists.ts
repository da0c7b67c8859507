import type { KeyObject } from 'node:crypto';

import { parseCertificate } from '../../formats/x509/certificate.ts';
import { parseHex } from '../../shared/bytes.ts';
import { formatInstant, instantOf, parseInstant, type Instant } from '../../shared/instant.ts';
import type { IndexedAuthority } from './pki-index.ts';
import { signCrl } from './x509/crl-writer.ts';

const MS_PER_DAY = 86_400_000;
/** A list starts a little earlier than now, so that a slow clock does not see it in its future. */
const BACKDATED_MS = 5 * 60_000;

/** Whether a list has less than a quarter of its time left (or was never made). */
export function isCrlStale(authority: IndexedAuthority, crlDays: number, now: Instant): boolean {
  return parseInstant(authority.crlNextUpdate) - now < (crlDays * MS_PER_DAY) / 4;
}

/** The authority's next revocation list, and the index entry that records it. */
export function issueNextCrl(
  authority: IndexedAuthority,
  certificate: Uint8Array,
  privateKey: KeyObject,
  crlDays: number,
  now: Instant,
): { readonly crl: Uint8Array; readonly authority: IndexedAuthority } {
  const nextUpdate = instantOf(now + crlDays * MS_PER_DAY);
  const crlNumber = authority.crlNumber + 1;
  const crl = signCrl(
    {
      thisUpdate: instantOf(now - BACKDATED_MS),
      nextUpdate,
      crlNumber,
      revoked: authority.revoked.map(({ serialHex, revokedAt, reason }) => ({
        serialNumber: parseHex(serialHex),
        revokedAt: parseInstant(revokedAt),
        reason,
      })),
    },
    { name: parseCertificate(certificate).subject.encoded, privateKey },
  );
  return { crl, authority: { ...authority, crlNumber, crlNextUpdate: formatInstant(nextUpdate) } };
}
