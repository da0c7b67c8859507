import type { GeneralName } from '../names/general-name.ts';
import { parseGeneralNames } from '../names/general-name.ts';
import { parseAuthorityAccess } from './authority-access.ts';
import { parseDistributionPoints, type DistributionPoint } from './distribution-point.ts';
import type { Extension } from './extension-list.ts';
import { parseNameConstraints, type NameConstraints } from './name-constraints.ts';
import {
  parseCertificatePolicies,
  parseInhibitAnyPolicy,
  parsePolicyConstraints,
  parsePolicyMappings,
  type PolicyConstraints,
  type PolicyMapping,
} from './policy-extensions.ts';
import {
  parseAuthorityKeyIdentifier,
  parseBasicConstraints,
  parseExtendedKeyUsage,
  parseKeyUsage,
  parseSubjectKeyIdentifier,
  type BasicConstraints,
  type KeyUsage,
} from './usage-extensions.ts';

/** What we understand of a certificate's extensions (RFC 5280 §4.2); absent is `undefined`. */
export interface CertificateExtensions {
  readonly basicConstraints?: BasicConstraints;
  readonly keyUsage?: ReadonlySet<KeyUsage>;
  /** Object identifiers of purposes. */
  readonly extendedKeyUsage?: readonly string[];
  readonly subjectKeyIdentifier?: Uint8Array;
  readonly authorityKeyIdentifier?: Uint8Array;
  readonly subjectAlternativeNames?: readonly GeneralName[];
  readonly nameConstraints?: NameConstraints;
  /** Object identifiers of policies. */
  readonly certificatePolicies?: readonly string[];
  readonly policyMappings?: readonly PolicyMapping[];
  readonly policyConstraints?: PolicyConstraints;
  readonly inhibitAnyPolicySkipCertificates?: number;
  readonly crlDistributionPoints?: readonly DistributionPoint[];
  readonly freshestCrl?: readonly DistributionPoint[];
  /** Addresses of the issuer's certificate and of its OCSP responders. */
  readonly caIssuers?: readonly string[];
  readonly ocspResponders?: readonly string[];
  /** The issuer says that nobody need ask whether this responder's certificate was revoked (RFC 6960 §4.2.2.2.1). */
  readonly hasOcspNoCheck?: boolean;
  /** The issuer publishes no revocation (RFC 9608), or the certificate lives too briefly for it (ETSI EN 319 412-1 §5.2). */
  readonly hasNoRevocation?: boolean;
}

type ExtensionParser = (value: Uint8Array) => CertificateExtensions;

const parsers: Readonly<Record<string, ExtensionParser>> = {
  '2.5.29.14': (value) => ({ subjectKeyIdentifier: parseSubjectKeyIdentifier(value) }),
  '2.5.29.15': (value) => ({ keyUsage: parseKeyUsage(value) }),
  '2.5.29.17': (value) => ({ subjectAlternativeNames: parseGeneralNames(value) }),
  // Issuer alternative names have no rule that a path could break.
  '2.5.29.18': () => ({}),
  '2.5.29.19': (value) => ({ basicConstraints: parseBasicConstraints(value) }),
  '2.5.29.30': (value) => ({ nameConstraints: parseNameConstraints(value) }),
  '2.5.29.31': (value) => ({ crlDistributionPoints: parseDistributionPoints(value) }),
  '2.5.29.32': (value) => ({ certificatePolicies: parseCertificatePolicies(value) }),
  '2.5.29.33': (value) => ({ policyMappings: parsePolicyMappings(value) }),
  '2.5.29.35': (value) => {
    const authorityKeyIdentifier = parseAuthorityKeyIdentifier(value);
    return authorityKeyIdentifier ? { authorityKeyIdentifier } : {};
  },
  '2.5.29.36': (value) => ({ policyConstraints: parsePolicyConstraints(value) }),
  '2.5.29.37': (value) => ({ extendedKeyUsage: parseExtendedKeyUsage(value) }),
  '2.5.29.46': (value) => ({ freshestCrl: parseDistributionPoints(value) }),
  '2.5.29.54': (value) => ({ inhibitAnyPolicySkipCertificates: parseInhibitAnyPolicy(value) }),
  '1.3.6.1.5.5.7.1.1': parseAuthorityAccess,
  '1.3.6.1.5.5.7.48.1.5': () => ({ hasOcspNoCheck: true }),
  '2.5.29.56': () => ({ hasNoRevocation: true }),
  '0.4.0.194121.2.1': () => ({ hasNoRevocation: true }),
};

/**
 * Reads the extensions that we understand; what the others say is their business.
 * @throws FormatError when one that we understand is malformed.
 */
export function parseCertificateExtensions(
  extensions: readonly Extension[],
): CertificateExtensions {
  return extensions.reduce<CertificateExtensions>(
    (known, { id, value }) => ({ ...known, ...parsers[id]?.(value) }),
    {},
  );
}

/** Critical extensions that we do not understand: they make a certificate unusable for us (RFC 5280 §6.1.4 (o)). */
export function findUnknownCriticalExtensions(extensions: readonly Extension[]): readonly string[] {
  return extensions.filter(({ id, critical }) => critical && !(id in parsers)).map(({ id }) => id);
}
