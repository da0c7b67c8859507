import { attributeTypes, findOnlyValue } from '../../formats/cms/attribute.ts';
import type { SignerInfo } from '../../formats/cms/signer-info.ts';
import {
  parseSigningCertificateV1,
  parseSigningCertificateV2,
  type CertificateReference,
} from '../../formats/cms/signing-certificate.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import type { Engine } from '../../formats/engine/engine.ts';
import { equalBytes } from '../../shared/bytes.ts';
import { isFormatError } from '../../shared/format-error.ts';
import type { SignatureMemo } from '../../trust/signature-memo.ts';
import { objection, passed } from '../judgement/check-result.ts';
import type { CheckResult } from '../report.ts';

/** Purposes that a document's signer may have, where its certificate names any (RFC 5280 §4.2.1.12, RFC 9336). */
const signingPurposes: readonly string[] = [
  '2.5.29.37.0', // any
  '1.3.6.1.5.5.7.3.36', // document signing
  '1.3.6.1.5.5.7.3.4', // mail, as CAs before RFC 9336 wrote
  '1.3.6.1.5.5.7.3.2', // client authentication, on identity cards
  '1.3.6.1.4.1.311.10.3.12', // Microsoft's document signing
  '1.2.840.113583.1.1.5', // Adobe's
];

/** Looks for the certificate that the signature points to among those at hand. */
export function findSigningCertificate(
  { signerIdentifier }: SignerInfo,
  certificates: readonly Uint8Array[],
  signatures: SignatureMemo,
): { readonly check: CheckResult; readonly signer?: Certificate } {
  const signer = signatures.certificates(certificates).find((certificate) => {
    if (signerIdentifier.kind === 'key-identifier') {
      const { subjectKeyIdentifier } = certificate;
      return (
        subjectKeyIdentifier !== undefined &&
        equalBytes(subjectKeyIdentifier, signerIdentifier.keyIdentifier)
      );
    }
    return (
      certificate.serial === signerIdentifier.serial &&
      areNamesEqual(certificate.issuer, signerIdentifier.issuer)
    );
  });
  if (signer)
    return {
      check: passed('signature/signing-certificate', 'the certificate came with the signature'),
      signer,
    };
  const found = 'none of the certificates at hand is the signer’s';
  return {
    check: objection('signature/signing-certificate', 'NO_SIGNING_CERTIFICATE_FOUND', found),
  };
}

/** Whether the signed attributes tie the signature to the certificate, where there are such attributes. */
export async function checkCertificateBinding(
  { signedAttributes }: SignerInfo,
  signer: Certificate,
  isRequired: boolean,
  engine: Engine,
): Promise<CheckResult> {
  const reference = findReference(signedAttributes?.attributes ?? []);
  if (reference === 'malformed') {
    return objection(
      'signature/certificate-binding',
      'FORMAT_FAILURE',
      'the attribute cannot be read',
    );
  }
  if (!reference) {
    return isRequired
      ? objection('signature/certificate-binding', 'SIG_CONSTRAINTS_FAILURE', 'no such attribute')
      : passed(
          'signature/certificate-binding',
          'no such attribute, which this kind of signature may lack',
        );
  }
  const computed = await digestBytes(reference.digestName, signer.encoded, engine);
  const { issuerSerial } = reference;
  const isIssuerSame =
    !issuerSerial ||
    (issuerSerial.serial === signer.serial && areNamesEqual(issuerSerial.issuer, signer.issuer));
  if (!equalBytes(computed, reference.digest) || !isIssuerSame) {
    return objection(
      'signature/certificate-binding',
      'NO_SIGNING_CERTIFICATE_FOUND',
      'it names another certificate',
    );
  }
  return passed(
    'signature/certificate-binding',
    `${reference.digestName} digest of the certificate equal`,
  );
}

function findReference(
  attributes: NonNullable<SignerInfo['signedAttributes']>['attributes'],
): CertificateReference | 'malformed' | undefined {
  const { signingCertificate, signingCertificateV2 } = attributeTypes;
  try {
    const newer = findOnlyValue(attributes, signingCertificateV2);
    if (newer) return parseSigningCertificateV2(newer)[0] ?? 'malformed';
    const older = findOnlyValue(attributes, signingCertificate);
    if (older) return parseSigningCertificateV1(older)[0] ?? 'malformed';
    return undefined;
  } catch (error) {
    if (isFormatError(error)) return 'malformed';
    throw error;
  }
}

/**
 * Whether the certificate is one for signing documents. For our own, it must say that what it signs
 * cannot be denied later.
 */
export function checkSignerKeyUsage(signer: Certificate, isOwnDocument: boolean): CheckResult {
  const { keyUsage, extendedKeyUsage, basicConstraints } = signer;
  const commits = keyUsage?.has('nonRepudiation') ?? !isOwnDocument;
  const signs = commits || (!isOwnDocument && keyUsage?.has('digitalSignature') === true);
  if (!signs)
    return objection(
      'signature/key-usage',
      'CHAIN_CONSTRAINTS_FAILURE',
      'a key for other purposes',
    );
  if (extendedKeyUsage && !extendedKeyUsage.some((id) => signingPurposes.includes(id))) {
    return objection(
      'signature/key-usage',
      'CHAIN_CONSTRAINTS_FAILURE',
      'a certificate for other purposes',
    );
  }
  if (isOwnDocument && basicConstraints?.isCa) {
    return objection(
      'signature/key-usage',
      'CHAIN_CONSTRAINTS_FAILURE',
      "an authority's own certificate",
    );
  }
  return passed('signature/key-usage', commits ? 'nonRepudiation' : 'digitalSignature');
}
