import { attributeTypes } from '../../formats/cms/attribute.ts';
import type { PdfSignature } from '../../formats/pdf/signatures/pdf-signature.ts';
import { signatureAlgorithms } from '../../formats/signature-algorithm.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import { equalBytes, latin1Bytes, toHex } from '../../shared/bytes.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import { anchorsFor, type Evidence } from '../evidence.ts';
import { objection, passed, skipped } from '../judgement/check-result.ts';
import type { CheckResult } from '../report.ts';
import type { DetachedCms } from './cms-checks.ts';

/** SHA-256 and SHA-384 with the parameters left out, as RFC 5754 §2 wants and ours have it. */
const digestAlgorithms: readonly string[] = [
  '300b0609608648016503040201',
  '300b0609608648016503040202',
];

const MAX_CERTIFICATES = 10;
const LOWER_HEX = latin1Bytes('0123456789abcdef');

const ownSignatureAlgorithms: readonly string[] = Object.values(signatureAlgorithms)
  .filter(({ signsPdfs }) => signsPdfs)
  .map(({ cmsAlgorithmIdentifierHex }) => cmsAlgorithmIdentifierHex);

/**
 * Whether a signature of ours is written in the one way in which ours are. The parts of a CMS that nobody
 * signs (names, versions, further certificates, the letter case of hex digits) could otherwise be changed
 * without breaking the signature; a document of ours has no byte that may be another.
 * @param path the signer's path; where it leads to no anchor, certificates cannot be judged.
 */
export async function checkOwnForm(
  file: Uint8Array,
  { contents, contentsRange }: PdfSignature,
  cms: DetachedCms | undefined,
  signer: Certificate | undefined,
  path: readonly Certificate[],
  evidence: Evidence,
): Promise<CheckResult> {
  const name = 'signature/own-form';
  if (!cms || !contents || !contentsRange) return skipped(name, 'the signature cannot be read');
  // Elsewhere a missing certificate may still be fetched; ours always carry theirs.
  if (!signer) return objection(name, 'FORMAT_FAILURE', "the signer's certificate is not carried");
  const fault =
    findTextFault(file.subarray(contentsRange.start + 1, contentsRange.end - 1), contents) ??
    findCmsFault(cms, signer) ??
    (path.length > 0 ? await findCertificateFault(cms, path, evidence) : undefined);
  return fault === undefined
    ? passed(name, 'as ours are written')
    : objection(name, 'FORMAT_FAILURE', fault);
}

function findTextFault(digits: Uint8Array, contents: Uint8Array): string | undefined {
  return isWrittenAs(digits, contents) ? undefined : 'the value is written in other digits';
}

/** Whether these are the lower-case hex digits of the value; zeros fill the place up. */
function isWrittenAs(digits: Uint8Array, contents: Uint8Array): boolean {
  if (digits.length < 2 * contents.length) return false;
  for (let index = 0; index < contents.length; index++) {
    const octet = contents[index]!;
    if (digits[2 * index] !== LOWER_HEX[octet >> 4]) return false;
    if (digits[2 * index + 1] !== LOWER_HEX[octet & 0x0f]) return false;
  }
  for (let index = 2 * contents.length; index < digits.length; index++) {
    if (digits[index] !== LOWER_HEX[0]) return false;
  }
  return true;
}

function findCmsFault({ signedData, signerInfo }: DetachedCms, signer: Certificate) {
  const { version, digestAlgorithms: listed, crls, otherKindsCount } = signedData;
  if (!signedData.isDer) return 'not DER';
  if (version !== 1 || signerInfo.version !== 1) return 'another version of CMS';
  if (listed.length !== 1 || !equalBytes(listed[0]!, signerInfo.digestAlgorithm.encoded)) {
    return 'other digest algorithms are listed';
  }
  if (!digestAlgorithms.includes(toHex(listed[0]!)))
    return 'the digest algorithm is written otherwise';
  if (!ownSignatureAlgorithms.includes(toHex(signerInfo.signatureAlgorithm))) {
    return 'another signature algorithm';
  }
  if (crls.length > 0) return 'revocation lists are in the signature';
  if (otherKindsCount > 0) return 'certificates of another kind are in the signature';
  const { signerIdentifier, unsignedAttributes } = signerInfo;
  if (
    signerIdentifier.kind !== 'issuer-serial' ||
    !equalBytes(signerIdentifier.issuer.encoded, signer.issuer.encoded)
  ) {
    return 'the signer is named otherwise';
  }
  return unsignedAttributes.every(({ type }) => type === attributeTypes.signatureTimeStamp)
    ? undefined
    : 'an unsigned attribute that ours do not have';
}

/** Every certificate must be on the signer's path or issued by an authority that we have not from this file. */
async function findCertificateFault(
  { signedData }: DetachedCms,
  path: readonly Certificate[],
  { trust, signatures = new SignatureMemo() }: Evidence,
): Promise<string | undefined> {
  const embedded = signatures.certificates(signedData.certificates);
  if (embedded.length > MAX_CERTIFICATES) return 'more certificates than ours have';
  if (embedded.length !== signedData.certificates.length) return 'a certificate cannot be read';
  const known =
    trust.kind === 'trust-list' ? trust.list.intermediates : (trust.intermediates ?? []);
  // An anchor, or an authority that the trust list knows byte by byte, needs no further proof.
  const trusted = [...anchorsFor(trust, 'institution-signer'), ...known];
  for (const certificate of embedded) {
    const isKnown = [...path, ...trusted].some(({ encoded }) =>
      equalBytes(encoded, certificate.encoded),
    );
    if (isKnown) continue;
    if (!(await isIssuedBySome(certificate, [...trusted, ...path.slice(1)], signatures)))
      return 'a certificate that nobody issued';
  }
  return undefined;
}

async function isIssuedBySome(
  certificate: Certificate,
  issuers: readonly Certificate[],
  signatures: SignatureMemo,
): Promise<boolean> {
  for (const issuer of issuers) {
    if (!areNamesEqual(issuer.subject, certificate.issuer)) continue;
    if ((await signatures.verify(certificate, issuer)) === 'valid') return true;
  }
  return false;
}
