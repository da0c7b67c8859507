import { attributeTypes, findOnlyValue } from '../../formats/cms/attribute.ts';
import {
  parseSigningCertificateV1,
  parseSigningCertificateV2,
} from '../../formats/cms/signing-certificate.ts';
import { parseOctetString } from '../../formats/der/der-values.ts';
import { parseTimeStampResponse } from '../../formats/tsp/time-stamp-response.ts';
import { parseTimeStampToken, type TimeStampToken } from '../../formats/tsp/time-stamp-token.ts';
import { parseCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { findCryptoWeakness } from '../../formats/x509/keys/crypto-constraints.ts';
import { parseDigestAlgorithm } from '../../formats/x509/keys/digest-algorithm.ts';
import { digestBytes, verifySignature } from '../../formats/x509/keys/verify-signature.ts';
import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import { equalBytes } from '../../shared/bytes.ts';
import { isFormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { parseAll } from '../../trust/parse-all.ts';
import { evidenceFault, type EvidenceFaultCode } from '../services/evidence-fault.ts';
import type { TrustedAuthorities } from './trusted-authorities.ts';

/** What an authority was asked, and when: the answer must fit. */
export interface ExpectedTimeStamp {
  /** SHA-256. */
  readonly digest: Uint8Array;
  readonly nonce: bigint;
  /** Object identifier; left out, any policy of the authority will do. */
  readonly policy?: string;
  readonly now: Instant;
  readonly maxClockDifferenceMs: number;
}

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const EXTENDED_KEY_USAGE = '2.5.29.37';

/**
 * Looks at an authority's answer before anything is done with it (RFC 3161 §2.2, last paragraphs): status,
 * form, nonce, imprint, policy, the signature and what it binds, the certificate's purpose and path, the
 * time. A token that is not good now would be found out only by those who verify, in years.
 * @param authorityName for messages.
 * @returns the token, DER.
 * @throws AppError `time-stamp-…`, one code for each fault.
 */
export async function checkTimeStampAnswer(
  answer: Uint8Array,
  expected: ExpectedTimeStamp,
  trusted: TrustedAuthorities,
  authorityName: string,
): Promise<Uint8Array> {
  const fault = (code: EvidenceFaultCode, cause?: unknown) =>
    evidenceFault(code, authorityName, cause);
  try {
    const response = parseTimeStampResponse(answer);
    if (response.kind === 'refused') {
      throw fault('time-stamp-refused', new Error(response.failure ?? `status ${response.status}`));
    }
    const token = parseTimeStampToken(response.token);
    const problem =
      findContentProblem(token, expected) ??
      (await findSignatureProblem(token)) ??
      (await trusted.findProblem(signerOf(token)!, token.signedData.certificates, expected.now)) ??
      findTimeProblem(token, expected);
    if (problem !== undefined) throw fault(problem);
    return response.token;
  } catch (error) {
    throw isFormatError(error) ? fault('time-stamp-malformed', error) : error;
  }
}

/** The certificate that a signature points to, among those that it carries itself. */
export function signerOf({
  signedData,
  signerInfo,
}: Pick<TimeStampToken, 'signedData' | 'signerInfo'>): Certificate | undefined {
  const { signerIdentifier } = signerInfo;
  return parseAll(signedData.certificates, parseCertificate).find((certificate) =>
    signerIdentifier.kind === 'issuer-serial'
      ? certificate.serial === signerIdentifier.serial &&
        areNamesEqual(certificate.issuer, signerIdentifier.issuer)
      : certificate.subjectKeyIdentifier !== undefined &&
        equalBytes(certificate.subjectKeyIdentifier, signerIdentifier.keyIdentifier),
  );
}

function findContentProblem(
  { nonce, digestName, digest, policy }: TimeStampToken,
  expected: ExpectedTimeStamp,
): EvidenceFaultCode | undefined {
  if (nonce !== expected.nonce) return 'time-stamp-wrong-nonce';
  if (digestName !== 'SHA-256' || !equalBytes(digest, expected.digest)) {
    return 'time-stamp-wrong-imprint';
  }
  if (expected.policy !== undefined && policy !== expected.policy) return 'time-stamp-wrong-policy';
  return undefined;
}

/** The token's signature is over its content, made with the key of a certificate for time-stamping alone. */
async function findSignatureProblem(token: TimeStampToken): Promise<EvidenceFaultCode | undefined> {
  const { signerInfo, content } = token;
  const signer = signerOf(token);
  const { signedAttributes } = signerInfo;
  if (!signer || !signedAttributes) return 'time-stamp-bad-signature';
  const { attributes, encodedSet } = signedAttributes;
  const digestName = parseDigestAlgorithm(signerInfo.digestAlgorithm);
  const messageDigest = findOnlyValue(attributes, attributeTypes.messageDigest);
  const isWhole =
    messageDigest !== undefined &&
    equalBytes(parseOctetString(messageDigest), await digestBytes(digestName, content)) &&
    (await isBoundTo(signer, attributes)) &&
    findCryptoWeakness(signer.publicKeyInfo, signerInfo.signatureAlgorithm, digestName) ===
      undefined &&
    (await verifySignature(
      signer.publicKeyInfo,
      signerInfo.signatureAlgorithm,
      signerInfo.signature,
      encodedSet,
      digestName,
    )) === 'valid';
  if (!isWhole) return 'time-stamp-bad-signature';
  return isForTimeStampingAlone(signer) ? undefined : 'time-stamp-wrong-purpose';
}

/** RFC 3161 §2.4.2 as RFC 5816 renews it: the signature names its certificate by a digest. */
async function isBoundTo(
  signer: Certificate,
  attributes: Parameters<typeof findOnlyValue>[0],
): Promise<boolean> {
  const newer = findOnlyValue(attributes, attributeTypes.signingCertificateV2);
  const older = findOnlyValue(attributes, attributeTypes.signingCertificate);
  const [reference] = newer
    ? parseSigningCertificateV2(newer)
    : older
      ? parseSigningCertificateV1(older)
      : [];
  return (
    reference !== undefined &&
    equalBytes(reference.digest, await digestBytes(reference.digestName, signer.encoded))
  );
}

/** RFC 3161 §2.3: the purpose is critical and the only one. */
function isForTimeStampingAlone({ extendedKeyUsage, extensions }: Certificate): boolean {
  const isCritical = extensions.some(({ id, critical }) => id === EXTENDED_KEY_USAGE && critical);
  return isCritical && extendedKeyUsage?.length === 1 && extendedKeyUsage[0] === TIME_STAMPING;
}

function findTimeProblem(
  { time }: TimeStampToken,
  { now, maxClockDifferenceMs }: ExpectedTimeStamp,
): EvidenceFaultCode | undefined {
  return Math.abs(time - now) > maxClockDifferenceMs ? 'time-stamp-wrong-time' : undefined;
}
