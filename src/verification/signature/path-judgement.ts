import type { CertificateRevocationList } from '../../formats/crl/certificate-revocation-list.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import type { Instant } from '../../shared/instant.ts';
import { findBestPath, type BestPath, type PathSearch } from '../../trust/find-best-path.ts';
import type { PathParameters } from '../../trust/path/path-context.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import { hasPassed } from '../../trust/path/validate-path.ts';
import type { TrustService } from '../../trust/parse-trust-list.ts';
import type { PathCheck, PathSubIndication } from '../../trust/path/path-check.ts';
import { anchorsFor, type Evidence } from '../evidence.ts';
import type { CheckResult, SubIndication } from '../report.ts';
import { natureOf } from '../judgement/check-result.ts';

/** A signer's path with the findings about it, in the report's terms. */
export interface PathJudgement {
  /** Leaf first, trust anchor last; empty when no chain leads to an anchor. */
  readonly path: readonly Certificate[];
  readonly checks: readonly CheckResult[];
}

/** Certificates and lists that come with a signature, DER: they complete paths and are believed for nothing. */
export interface PathMaterial {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

/** What a path is judged for. */
export interface PathPurpose {
  readonly service: TrustService;
  /** By what was agreed on at the time judged; in documents of ours by what is now. */
  readonly judgesAlgorithmsThen: boolean;
}

/**
 * Judges the path of a signing certificate (EN 319 102-1 §5.2.6): from the anchors that the person
 * verifying believes, with whatever certificates and lists are at hand. What does not stand now may have
 * stood when the signature is proven to have existed (§5.6.2.1).
 * @param provenTime from a time-stamp that stands, where there is one.
 */
export async function judgePath(
  leaf: Certificate,
  material: PathMaterial,
  evidence: Evidence,
  { service, judgesAlgorithmsThen }: PathPurpose,
  provenTime?: Instant,
): Promise<PathJudgement> {
  const { validationTime } = evidence;
  const { signatures = new SignatureMemo() } = evidence;
  const search = (parameters: PathParameters) =>
    findBestPath(
      toSearch(leaf, material, evidence, service, {
        ...parameters,
        signatures,
        judgesAlgorithmsThen,
      }),
    );
  const present = await search({ validationTime });
  if (provenTime !== undefined && !hasPassed(present.checks)) {
    const past = await search({ validationTime: provenTime, presentTime: validationTime });
    if (hasPassed(past.checks)) return past;
  }
  return {
    path: isChain(present) ? present.path : [],
    checks: present.checks.map((check) => toCheckResult(check, present)),
  };
}

/** Names alone make no chain: an anchor whose key did not sign supports nobody. */
function isChain({ checks }: BestPath): boolean {
  return checks.every(
    ({ check, indication }) => check !== 'path/signatures' || indication === 'PASSED',
  );
}

function toSearch(
  leaf: Certificate,
  material: PathMaterial,
  evidence: Evidence,
  service: TrustService,
  parameters: PathParameters & { readonly signatures: SignatureMemo },
): PathSearch {
  const { signatures } = parameters;
  const known = knownMaterial(evidence);
  return {
    leaf,
    anchors: anchorsFor(evidence.trust, service),
    untrusted: [
      ...known.certificates,
      ...signatures.certificates([...(evidence.certificates ?? []), ...material.certificates]),
    ],
    crls: [...known.crls, ...signatures.crls([...(evidence.crls ?? []), ...material.crls])],
    ocspResponses: signatures.ocspResponses([
      ...(evidence.ocspResponses ?? []),
      ...material.ocspResponses,
    ]),
    requireRevocation: true,
    parameters,
  };
}

function knownMaterial({ trust }: Evidence): {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly CertificateRevocationList[];
} {
  if (trust.kind === 'trust-list') {
    return { certificates: trust.list.intermediates, crls: trust.list.crls };
  }
  return { certificates: trust.intermediates ?? [], crls: trust.crls ?? [] };
}

/**
 * A path finding in the terms of a signature: when the signature was made is not proven, so what happened
 * to the certificate may have happened before or after (EN 319 102-1 §5.2.6.4).
 */
function toCheckResult(check: PathCheck, best: BestPath): CheckResult {
  if (check.subIndication === null) return check;
  const subIndication = withoutProofOfExistence(check.subIndication, best);
  return { ...check, subIndication, indication: natureOf[subIndication] };
}

function withoutProofOfExistence(found: PathSubIndication, best: BestPath): SubIndication {
  if (found === 'EXPIRED' || found === 'NOT_YET_VALID') {
    const isKnownGood = best.revocation.every(({ status }) =>
      ['good', 'not-applicable'].includes(status.kind),
    );
    return isKnownGood ? 'OUT_OF_BOUNDS_NOT_REVOKED' : 'OUT_OF_BOUNDS_NO_POE';
  }
  if (found !== 'REVOKED') return found;
  const revoked = best.revocation.find(({ status }) => status.kind === 'revoked');
  if (revoked?.status.kind === 'revoked' && revoked.status.reason === 'certificateHold') {
    return 'TRY_LATER';
  }
  return revoked?.index === 0 ? 'REVOKED_NO_POE' : 'REVOKED_CA_NO_POE';
}
