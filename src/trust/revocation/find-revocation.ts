import type { CertificateRevocationList } from '../../formats/crl/certificate-revocation-list.ts';
import type { CrlEntry } from '../../formats/crl/crl-entry.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import type { Instant } from '../../shared/instant.ts';
import { ALL_REASONS, pointsOf, reasonsInScope } from './crl-scope.ts';
import { findUsableDelta, isFresh, type RevocationTimes } from './crl-freshness.ts';
import { effectiveSince, type RevocationStatus } from './revocation-status.ts';

/** Whether a list's own signature stands, made by one who may sign for its issuer. */
export type CrlTrust = (crl: CertificateRevocationList) => Promise<boolean>;

/**
 * Asks the lists about one certificate (RFC 5280 §6.3.3). A list that is too old to clear a certificate
 * can still convict it: what was revoked stays revoked.
 * @param isTrusted asked for each list in scope.
 */
export async function findRevocation(
  certificate: Certificate,
  crls: readonly CertificateRevocationList[],
  times: RevocationTimes,
  isTrusted: CrlTrust,
): Promise<RevocationStatus> {
  if (hasNothingToAsk(certificate)) return { kind: 'not-applicable' };
  // Newest first; yet all are asked: an older list that is still fresh must not hide a later revocation.
  const bases = crls
    .filter(({ deltaBaseNumber }) => deltaBaseNumber === undefined)
    .sort((left, right) => right.thisUpdate - left.thisUpdate);
  const reasonsCovered = new Set<number>();
  let because = 'no revocation list answers for it';
  for (const point of pointsOf(certificate)) {
    for (const crl of bases) {
      const reasons = reasonsInScope(crl, certificate, point);
      if (reasons.size === 0) continue;
      const objection = findUnusable(crl) ?? (await findUntrusted(crl, isTrusted));
      if (objection !== undefined) {
        because = objection;
        continue;
      }
      // A list published after a certificate's end may have dropped it.
      const fresh = isFresh(crl, times) && crl.thisUpdate <= certificate.notAfter;
      const delta = await findTrustedDelta(crl, crls, times, isTrusted);
      const entry = findEntry(certificate, crl, delta);
      const status = entry && toStatus(entry, times.validationTime);
      const isSettled = [...reasons].every((reason) => reasonsCovered.has(reason));
      // A hold ends when a newer list no longer has it; every other revocation is for good.
      if (status && !(isSettled && entry.reason === 'certificateHold')) return status;
      if (!fresh) because = 'its revocation list is not fresh at the validation time';
      else reasons.forEach((reason) => reasonsCovered.add(reason));
    }
  }
  if ([...ALL_REASONS].every((reason) => reasonsCovered.has(reason))) return { kind: 'good' };
  if (reasonsCovered.size > 0) because = 'its revocation lists do not answer for every reason';
  return { kind: 'unknown', because };
}

function hasNothingToAsk(certificate: Certificate): boolean {
  const { hasOcspNoCheck, hasNoRevocation, basicConstraints } = certificate;
  return (hasOcspNoCheck === true || hasNoRevocation === true) && !basicConstraints?.isCa;
}

function findUnusable(crl: CertificateRevocationList): string | undefined {
  if (crl.unknownCriticalExtensions.length > 0) {
    return 'its revocation list has an unknown critical extension';
  }
  if (crl.entries.some((entry) => entry.hasUnknownCriticalExtension)) {
    return 'its revocation list has an entry with an unknown critical extension';
  }
  return undefined;
}

async function findUntrusted(
  crl: CertificateRevocationList,
  isTrusted: CrlTrust,
): Promise<string | undefined> {
  return (await isTrusted(crl)) ? undefined : 'the signature on its revocation list does not stand';
}

async function findTrustedDelta(
  base: CertificateRevocationList,
  crls: readonly CertificateRevocationList[],
  times: RevocationTimes,
  isTrusted: CrlTrust,
): Promise<CertificateRevocationList | undefined> {
  const delta = findUsableDelta(base, crls, times);
  return delta && !findUnusable(delta) && (await isTrusted(delta)) ? delta : undefined;
}

/** A delta list has the newer word (RFC 5280 §6.3.3 (i), (j)). */
function findEntry(
  certificate: Certificate,
  base: CertificateRevocationList,
  delta: CertificateRevocationList | undefined,
): CrlEntry | undefined {
  const isAbout = (entry: CrlEntry) =>
    entry.serial === certificate.serial &&
    areNamesEqual(entry.certificateIssuer, certificate.issuer);
  return delta?.entries.find(isAbout) ?? base.entries.find(isAbout);
}

function toStatus(entry: CrlEntry, validationTime: Instant): RevocationStatus | undefined {
  if (entry.reason === 'removeFromCRL') return undefined;
  const since = effectiveSince(entry.revokedAt, entry.invalidSince);
  return since <= validationTime ? { kind: 'revoked', reason: entry.reason, since } : undefined;
}
