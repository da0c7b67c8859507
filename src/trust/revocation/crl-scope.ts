import type { CertificateRevocationList } from '../../formats/crl/certificate-revocation-list.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import type {
  DistributionPoint,
  DistributionPointName,
} from '../../formats/x509/extensions/distribution-point.ts';
import {
  appendRelativeName,
  areNamesEqual,
  type DistinguishedName,
} from '../../formats/x509/names/distinguished-name.ts';
import type { GeneralName } from '../../formats/x509/names/general-name.ts';

/** All reasons that a list can be asked for: bits 1 to 8 of ReasonFlags (RFC 5280 §4.2.1.13). */
export const ALL_REASONS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8]);

/**
 * The places that answer for a certificate: those that it names, then its issuer's general list, as if it
 * were named (RFC 5280 §6.3.3, last paragraph).
 */
export function pointsOf(certificate: Certificate): readonly DistributionPoint[] {
  const ofIssuer: DistributionPoint = {
    name: { kind: 'full', names: [{ kind: 'directory', name: certificate.issuer }] },
  };
  return [...(certificate.crlDistributionPoints ?? []), ofIssuer];
}

/**
 * For which reasons a list answers for a certificate at a distribution point: the empty set when it is
 * not about this certificate (RFC 5280 §6.3.3 (b), (d), (e)).
 */
export function reasonsInScope(
  crl: CertificateRevocationList,
  certificate: Certificate,
  point: DistributionPoint,
): ReadonlySet<number> {
  if (!isIssuedFor(crl, certificate, point) || !isWithinIssuingPoint(crl, certificate, point)) {
    return new Set();
  }
  const { onlySomeReasons = ALL_REASONS } = crl.issuingDistributionPoint ?? {};
  const { reasons = ALL_REASONS } = point;
  return new Set([...ALL_REASONS].filter((r) => onlySomeReasons.has(r) && reasons.has(r)));
}

/** §6.3.3 (b)(1): the list's issuer is the one that the certificate expects. */
function isIssuedFor(
  { issuer, issuingDistributionPoint }: CertificateRevocationList,
  certificate: Certificate,
  { crlIssuer }: DistributionPoint,
): boolean {
  if (!crlIssuer) return areNamesEqual(issuer, certificate.issuer);
  const isNamed = directoryNames(crlIssuer).some((name) => areNamesEqual(name, issuer));
  return isNamed && issuingDistributionPoint?.isIndirect === true;
}

/** §6.3.3 (b)(2): the list does not say that it is about something else. */
function isWithinIssuingPoint(
  crl: CertificateRevocationList,
  certificate: Certificate,
  point: DistributionPoint,
): boolean {
  const issuing = crl.issuingDistributionPoint;
  if (!issuing) return true;
  const isAuthority = certificate.basicConstraints?.isCa ?? false;
  if (issuing.onlyAttributeCertificates) return false;
  if (isAuthority ? issuing.onlyUserCertificates : issuing.onlyAuthorityCertificates) return false;
  if (!issuing.name) return true;
  const wanted = point.name
    ? toComparableNames(
        point.name,
        (point.crlIssuer && directoryNames(point.crlIssuer)[0]) ?? certificate.issuer,
      )
    : (point.crlIssuer ?? []).map(toComparable);
  const offered = toComparableNames(issuing.name, crl.issuer);
  return wanted.some((name) => offered.includes(name));
}

function directoryNames(names: readonly GeneralName[]): readonly DistinguishedName[] {
  return names.flatMap((name) => (name.kind === 'directory' ? [name.name] : []));
}

/** A relative name is completed with the name of the list's issuer. */
function toComparableNames(
  name: DistributionPointName,
  issuer: DistinguishedName,
): readonly string[] {
  if (name.kind === 'full') return name.names.map(toComparable);
  return [JSON.stringify(['directory', appendRelativeName(issuer, name.attributes).keys])];
}

function toComparable(name: GeneralName): string {
  switch (name.kind) {
    case 'directory':
      return JSON.stringify(['directory', name.name.keys]);
    case 'email':
    case 'dns':
    case 'uri':
      return JSON.stringify([name.kind, name.value]);
    case 'registered-id':
      return JSON.stringify([name.kind, name.oid]);
    case 'ip':
      return JSON.stringify([name.kind, ...name.bytes]);
    case 'other':
    case 'x400':
    case 'edi':
      return JSON.stringify([name.kind, ...name.encoded]);
  }
}
