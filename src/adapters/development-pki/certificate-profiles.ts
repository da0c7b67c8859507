import {
  authorityInformationAccess,
  basicConstraints,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  type Extension,
} from './x509/certificate-extensions.ts';
import type { CertificateRole } from './declaration.ts';

/** What a certificate of each role may be used for. */
export const roleExtensions: Readonly<Record<CertificateRole, () => readonly Extension[]>> = {
  'institution-signer': () => [keyUsage('digitalSignature', 'nonRepudiation')],
  'time-stamping': () => [keyUsage('digitalSignature'), extendedKeyUsage('timeStamping', true)],
  'ocsp-responder': () => [
    keyUsage('digitalSignature'),
    extendedKeyUsage('ocspSigning', false),
    ocspNoCheck(),
  ],
};

/** What a certificate authority may do: issue, and publish which of its certificates are revoked. */
export function authorityExtensions(pathLength: number): readonly Extension[] {
  return [basicConstraints(pathLength), keyUsage('keyCertSign', 'cRLSign')];
}

/**
 * Where to find what an issuer publishes; roots have no issuer to ask.
 * @param hasResponder whether the issuer has certified an OCSP responder.
 */
export function issuerExtensions(
  publicationUrl: string,
  issuerName: string,
  hasResponder: boolean,
): readonly Extension[] {
  return [
    authorityInformationAccess(
      `${publicationUrl}/${issuerName}.cer`,
      hasResponder ? `${publicationUrl}/ocsp/${issuerName}` : undefined,
    ),
    crlDistributionPoint(`${publicationUrl}/${issuerName}.crl`),
  ];
}
