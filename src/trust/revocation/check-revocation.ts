import type { CertificateRevocationList } from '../../formats/crl/certificate-revocation-list.ts';
import type { OcspResponse } from '../../formats/ocsp/ocsp-response.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import { equalBytes } from '../../shared/bytes.ts';
import { formatInstant } from '../../shared/instant.ts';
import { candidatePaths } from '../path/candidate-paths.ts';
import { belowAnchor } from '../path/link-checks.ts';
import {
  failed,
  passed,
  skipped,
  undetermined,
  type PathCheck,
  type PathRule,
} from '../path/path-check.ts';
import {
  anchorOf,
  placeInPath,
  type CertificatePath,
  type PathParameters,
} from '../path/path-context.ts';
import { findSignatureWeakness } from '../path/signature-strength.ts';
import { hasPassed, validatePath } from '../path/validate-path.ts';
import { SignatureMemo } from '../signature-memo.ts';
import { findOcspStatus } from './ocsp-status.ts';
import { findRevocation } from './find-revocation.ts';
import type { RevocationStatus } from './revocation-status.ts';

const rule: PathRule = {
  check: 'path/revocation',
  because: 'no certificate of the path is revoked, and fresh lists say so (RFC 5280 §6.3)',
};

/** Everything that revocation may draw on. */
export interface RevocationEvidence {
  readonly crls: readonly CertificateRevocationList[];
  readonly ocspResponses: readonly OcspResponse[];
  /** Certificates among which the signers of lists are found, where the path does not hold them. */
  readonly untrusted: readonly Certificate[];
}

/** What was found about one certificate of the path. */
export interface CertificateRevocation {
  /** Its place in the path: 0 is the leaf. */
  readonly index: number;
  readonly status: RevocationStatus;
}

/** A list signer's own certificate may need a list, whose signer may need another: not further than this. */
const MAX_DEPTH = 3;
/** Nor among more certificates with the name of a list's issuer than an honest collection has. */
const MAX_NAMESAKES = 8;

/** Asks for each certificate below the anchor, the leaf last, as its authorities must stand first. */
export async function findPathRevocation(
  path: CertificatePath,
  evidence: RevocationEvidence,
  parameters: PathParameters,
  inProgress: readonly Certificate[] = [],
): Promise<readonly CertificateRevocation[]> {
  const findings: CertificateRevocation[] = [];
  const certificates = path.length === 1 ? [] : belowAnchor(path);
  for (const [index, certificate] of [...certificates.entries()].reverse()) {
    const asking = [...inProgress, certificate];
    const byResponder = await findOcspStatus(
      certificate,
      path[index + 1]!,
      evidence.ocspResponses,
      parameters,
    );
    const byList = await findRevocation(certificate, evidence.crls, parameters, (crl) =>
      isCrlTrusted(crl, path, index, evidence, parameters, asking),
    );
    const status = weigh(byResponder, byList);
    findings.push({ index, status });
  }
  return findings;
}

/** Whoever says revoked is believed; otherwise one good word is enough. */
function weigh(byResponder: RevocationStatus | undefined, byList: RevocationStatus) {
  return byResponder === undefined || byList.kind === 'revoked' ? byList : byResponder;
}

/** The findings as one check: revoked weighs most, then not known. */
export function toRevocationCheck(
  path: CertificatePath,
  findings: readonly CertificateRevocation[],
): PathCheck {
  if (findings.length === 0) return skipped(rule, 'the certificate is itself a trust anchor');
  for (const { index, status } of findings) {
    if (status.kind !== 'revoked') continue;
    const found = `${placeInPath(path, index)} was revoked, effective ${formatInstant(status.since)} (${status.reason})`;
    return failed(rule, 'REVOKED', found);
  }
  for (const { index, status } of findings) {
    if (status.kind !== 'unknown') continue;
    return undetermined(rule, 'TRY_LATER', `${placeInPath(path, index)}: ${status.because}`);
  }
  return passed(rule, `${findings.length} certificates are not revoked`);
}

/** The check where nobody asked for revocation. */
export function skipRevocationCheck(): PathCheck {
  return skipped(rule, 'revocation was not asked for');
}

/**
 * Whether a list is signed by one who may: the issuer in the path itself, or another certificate of the
 * list's issuer whose own path leads to the same anchor (RFC 5280 §6.3.3 (f), (g)).
 */
async function isCrlTrusted(
  crl: CertificateRevocationList,
  path: CertificatePath,
  index: number,
  evidence: RevocationEvidence,
  parameters: PathParameters,
  asking: readonly Certificate[],
): Promise<boolean> {
  const above = path.slice(index + 1);
  for (const issuer of above) {
    if (await hasSigned(issuer, crl, parameters)) return true;
  }
  if (asking.length > MAX_DEPTH) return false;
  const anchor = anchorOf(path);
  const namesakes = evidence.untrusted.filter(({ subject }) => areNamesEqual(subject, crl.issuer));
  for (const signer of namesakes.slice(0, MAX_NAMESAKES)) {
    if (!(await hasSigned(signer, crl, parameters))) continue;
    // The signer's own certificate is being asked for: its word counts only where its issuer sent us to it.
    if (isSame(asking.at(-1)!, signer) && namesItselfAsCrlIssuer(signer)) return true;
    if (asking.some((certificate) => isSame(certificate, signer))) continue;
    for (const signerPath of candidatePaths(signer, [anchor], evidence.untrusted)) {
      if (await isSignerPathValid(signerPath, evidence, parameters, asking)) return true;
    }
  }
  return false;
}

function isSame(left: Certificate, right: Certificate): boolean {
  return equalBytes(left.encoded, right.encoded);
}

function namesItselfAsCrlIssuer({ crlDistributionPoints = [], subject }: Certificate): boolean {
  return crlDistributionPoints
    .flatMap(({ crlIssuer }) => crlIssuer ?? [])
    .some((name) => name.kind === 'directory' && areNamesEqual(name.name, subject));
}

async function isSignerPathValid(
  path: CertificatePath,
  evidence: RevocationEvidence,
  parameters: PathParameters,
  asking: readonly Certificate[],
): Promise<boolean> {
  const {
    validationTime,
    signatures = new SignatureMemo(),
    judgesAlgorithmsThen = false,
  } = parameters;
  // The policies asked for are those of the signature, not of who signs lists.
  if (!hasPassed(await validatePath(path, { validationTime, signatures, judgesAlgorithmsThen })))
    return false;
  const findings = await findPathRevocation(path, evidence, parameters, asking);
  return findings.every(({ status }) => status.kind === 'good' || status.kind === 'not-applicable');
}

async function hasSigned(
  signer: Certificate,
  crl: CertificateRevocationList,
  parameters: PathParameters,
): Promise<boolean> {
  if (!areNamesEqual(signer.subject, crl.issuer)) return false;
  if (signer.keyUsage && !signer.keyUsage.has('cRLSign')) return false;
  const { publicKeyInfo } = signer;
  if (findSignatureWeakness(publicKeyInfo, crl.signatureAlgorithm, parameters)) return false;
  const { signatures = new SignatureMemo() } = parameters;
  return (await signatures.verify(crl, signer)) === 'valid';
}
