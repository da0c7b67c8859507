import { FormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { derTags, parseDer, type DerElement } from '../der/der-element.ts';
import { DerReader, expectTag } from '../der/der-reader.ts';
import { parseTime } from '../der/der-time.ts';
import { parseIntegerBytes, parseSmallInteger } from '../der/der-values.ts';
import { toSerial } from '../x509/certificate.ts';
import { parseExtensionList, type Extension } from '../x509/extensions/extension-list.ts';
import type { DistinguishedName } from '../x509/names/distinguished-name.ts';
import { parseGeneralNames } from '../x509/names/general-name.ts';

/** Why a certificate was revoked, by the number of its reason (RFC 5280 §5.3.1). */
const crlReasons = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
} as const;
export type CrlReason = (typeof crlReasons)[keyof typeof crlReasons];

/** One revoked certificate in a list. */
export interface CrlEntry {
  /** Upper-case hex, as in {@link Certificate}. */
  readonly serial: string;
  readonly revokedAt: Instant;
  readonly reason: CrlReason;
  /** From when the key is suspected, which may be earlier than the revocation. */
  readonly invalidSince?: Instant;
  /** Who issued the certificate: the list's issuer, or in an indirect list somebody named here or in an entry before. */
  readonly certificateIssuer: DistinguishedName;
  readonly hasUnknownCriticalExtension: boolean;
}

const entryExtensions = {
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  certificateIssuer: '2.5.29.29',
} as const;

/**
 * One entry of `revokedCertificates` (RFC 5280 §5.1.2.6, §5.3).
 * @param issuerBefore the certificate issuer of the entry before, the list's own issuer for the first.
 * @throws FormatError `crl/…`, `der/…`
 */
export function parseCrlEntry(element: DerElement, issuerBefore: DistinguishedName): CrlEntry {
  const fields = DerReader.of(element, derTags.sequence);
  const serial = toSerial(parseIntegerBytes(fields.take(derTags.integer)));
  const revokedAt = parseTime(fields.takeAny());
  const extensionField = fields.takeIf(derTags.sequence);
  fields.end();
  const extensions = extensionField ? parseExtensionList(extensionField) : [];
  const valueOf = (id: string) => extensions.find((extension) => extension.id === id)?.value;
  const reason = valueOf(entryExtensions.reasonCode);
  const invalidity = valueOf(entryExtensions.invalidityDate);
  const issuer = valueOf(entryExtensions.certificateIssuer);
  return {
    serial,
    revokedAt,
    reason: reason ? parseReason(reason) : 'unspecified',
    ...(invalidity && {
      invalidSince: parseTime(expectTag(parseDer(invalidity), derTags.generalizedTime)),
    }),
    certificateIssuer: issuer ? parseCertificateIssuer(issuer) : issuerBefore,
    hasUnknownCriticalExtension: extensions.some(isUnknownCritical),
  };
}

function isUnknownCritical({ id, critical }: Extension): boolean {
  return critical && !Object.values<string>(entryExtensions).includes(id);
}

function parseReason(value: Uint8Array): CrlReason {
  return crlReasonOf(parseSmallInteger(expectTag(parseDer(value), derTags.enumerated)));
}

/** @throws FormatError `crl/reason` for a number without a meaning. */
export function crlReasonOf(number: number): CrlReason {
  const reason = (crlReasons as Readonly<Record<number, CrlReason>>)[number];
  if (!reason) throw new FormatError('crl/reason', 'a revocation reason that does not exist');
  return reason;
}

function parseCertificateIssuer(value: Uint8Array): DistinguishedName {
  for (const name of parseGeneralNames(value)) if (name.kind === 'directory') return name.name;
  throw new FormatError('crl/certificate-issuer', 'a certificate issuer without a name');
}
