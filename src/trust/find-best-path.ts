import type { CertificateRevocationList } from '../formats/crl/certificate-revocation-list.ts';
import type { OcspResponse } from '../formats/ocsp/ocsp-response.ts';
import type { Certificate } from '../formats/x509/certificate.ts';
import { candidatePaths } from './path/candidate-paths.ts';
import { passed, undetermined, type PathCheck, type PathRule } from './path/path-check.ts';
import type { CertificatePath, PathParameters } from './path/path-context.ts';
import { hasPassed, validatePath } from './path/validate-path.ts';
import {
  findPathRevocation,
  skipRevocationCheck,
  toRevocationCheck,
  type CertificateRevocation,
} from './revocation/check-revocation.ts';

const chainRule: PathRule = {
  check: 'path/chain',
  because: 'a chain of certificates leads to a trust anchor (EN 319 102-1 §5.2.6)',
};

/** Everything that a path is built and judged from, read but not believed. */
export interface PathSearch {
  readonly leaf: Certificate;
  readonly anchors: readonly Certificate[];
  readonly untrusted: readonly Certificate[];
  readonly crls: readonly CertificateRevocationList[];
  readonly ocspResponses: readonly OcspResponse[];
  readonly requireRevocation: boolean;
  readonly parameters: PathParameters;
}

/** The path that stands, or of those that do not the one with the fewest objections. */
export interface BestPath {
  /** Leaf first, trust anchor last; empty when no chain leads to an anchor. */
  readonly path: readonly Certificate[];
  readonly checks: readonly PathCheck[];
  /** What is known of each certificate, where revocation was asked for. */
  readonly revocation: readonly CertificateRevocation[];
}

/** Builds paths and judges them until one stands (RFC 5280 §6.1). */
export async function findBestPath(search: PathSearch): Promise<BestPath> {
  let best: BestPath | undefined;
  for (const path of candidatePaths(search.leaf, search.anchors, search.untrusted)) {
    const judged = await judgePath(path, search);
    if (hasPassed(judged.checks)) return judged;
    if (!best || countObjections(judged) < countObjections(best)) best = judged;
  }
  return best ?? toNoPath();
}

async function judgePath(path: CertificatePath, search: PathSearch): Promise<BestPath> {
  const { parameters, requireRevocation } = search;
  const chain = passed(chainRule, `${path.length} certificates, the last a trust anchor`);
  const checks = [chain, ...(await validatePath(path, parameters))];
  if (!requireRevocation) {
    return { path, checks: [...checks, skipRevocationCheck()], revocation: [] };
  }
  const revocation = await findPathRevocation(path, search, parameters);
  return { path, checks: [...checks, toRevocationCheck(path, revocation)], revocation };
}

function countObjections({ checks }: BestPath): number {
  const weights = { FAILED: 2, INDETERMINATE: 1, PASSED: 0, SKIPPED: 0 } as const;
  return checks.reduce((sum, { indication }) => sum + weights[indication], 0);
}

function toNoPath(): BestPath {
  const found = 'no certificate at hand leads to a trust anchor';
  const check = undetermined(chainRule, 'NO_CERTIFICATE_CHAIN_FOUND', found);
  return { path: [], checks: [check], revocation: [] };
}
