import { parseCrl } from '../formats/crl/certificate-revocation-list.ts';
import { parseOcspResponse } from '../formats/ocsp/ocsp-response.ts';
import { parseCertificate, type Certificate } from '../formats/x509/certificate.ts';
import { toNameText } from '../formats/x509/names/distinguished-name.ts';
import { parseAll } from './parse-all.ts';
import { formatInstant, type Instant } from '../shared/instant.ts';
import { failed, type PathCheck, type PathSubIndication } from './path/path-check.ts';
import { findBestPath, type BestPath } from './find-best-path.ts';

/** What a path is validated from. Certificates, CRLs and OCSP answers are DER; what cannot be read among the untrusted is left out. */
export interface PathValidationRequest {
  readonly leaf: Uint8Array;
  readonly anchors: readonly Uint8Array[];
  readonly untrusted?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocspResponses?: readonly Uint8Array[];
  readonly validationTime: Instant;
  /** Without it revocation is not looked at. */
  readonly requireRevocation: boolean;
  /** The user-initial-policy-set: object identifiers. */
  readonly policies?: readonly string[];
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

/** The answer of `trust check-path`: JSON as it stands. */
export interface PathReport {
  readonly indication: 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE';
  readonly subIndication: PathSubIndication | null;
  /** Leaf first, trust anchor last; empty when there is no path. */
  readonly path: readonly {
    readonly subject: string;
    readonly issuer: string;
    readonly serial: string;
    readonly notBefore: string;
    readonly notAfter: string;
  }[];
  readonly checks: readonly PathCheck[];
}

/**
 * Validates the path of one certificate (RFC 5280 §6): whether a trust anchor supports it at a time.
 * Never throws for what the certificates say.
 */
export async function verifyCertificatePath(request: PathValidationRequest): Promise<PathReport> {
  const [leaf] = parseAll([request.leaf], parseCertificate);
  if (!leaf) return toUnreadableReport();
  const best = await findBestPath({
    leaf,
    anchors: parseAll(request.anchors, parseCertificate),
    untrusted: parseAll(request.untrusted ?? [], parseCertificate),
    crls: parseAll(request.crls ?? [], parseCrl),
    ocspResponses: parseAll(request.ocspResponses ?? [], parseOcspResponse),
    requireRevocation: request.requireRevocation,
    parameters: {
      validationTime: request.validationTime,
      ...(request.policies && { acceptablePolicies: request.policies }),
      requireExplicitPolicy: request.requireExplicitPolicy ?? false,
      inhibitPolicyMapping: request.inhibitPolicyMapping ?? false,
      inhibitAnyPolicy: request.inhibitAnyPolicy ?? false,
    },
  });
  return { ...toVerdict(best), path: best.path.map(toPathEntry), checks: best.checks };
}

/** A definite violation fails; otherwise what could not be found out leaves it open. */
function toVerdict({ checks }: BestPath): Pick<PathReport, 'indication' | 'subIndication'> {
  const failure = checks.find(({ indication }) => indication === 'FAILED');
  if (failure) return { indication: 'TOTAL-FAILED', subIndication: failure.subIndication };
  const open = checks.find(({ indication }) => indication === 'INDETERMINATE');
  if (open) return { indication: 'INDETERMINATE', subIndication: open.subIndication };
  return { indication: 'TOTAL-PASSED', subIndication: null };
}

function toPathEntry({ subject, issuer, serial, notBefore, notAfter }: Certificate) {
  return {
    subject: toNameText(subject),
    issuer: toNameText(issuer),
    serial,
    notBefore: formatInstant(notBefore),
    notAfter: formatInstant(notAfter),
  };
}

function toUnreadableReport(): PathReport {
  const rule = { check: 'path/format', because: 'the certificate can be read (RFC 5280 §4.1)' };
  const check = failed(rule, 'FORMAT_FAILURE', 'not a certificate in strict DER');
  return { indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE', path: [], checks: [check] };
}
