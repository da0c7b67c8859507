import type { CertificateRevocationList } from '../../formats/crl/certificate-revocation-list.ts';
import type { OcspResponse } from '../../formats/ocsp/ocsp-response.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { instantOf, type Instant } from '../../shared/instant.ts';
import { findPathRevocation } from '../../trust/revocation/check-revocation.ts';
import { evidenceFault, type EvidenceFaultCode } from '../services/evidence-fault.ts';

/** Somebody's word that a certificate is not revoked, with how long it is fresh. */
export type RevocationEvidence =
  | {
      readonly kind: 'ocsp';
      /** DER of the OCSPResponse. */
      readonly encoded: Uint8Array;
      readonly response: OcspResponse;
      readonly freshUntil: Instant;
    }
  | {
      readonly kind: 'crl';
      /** DER. */
      readonly encoded: Uint8Array;
      readonly crl: CertificateRevocationList;
      readonly freshUntil: Instant;
    };

/** A certificate that is asked about, and the one that issued it. */
export interface AskedCertificate {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** How messages name it. */
  readonly name: string;
}

/** Clocks of services may be so far ahead of ours. */
const TOLERATED_MS = 5 * 60_000;

/**
 * Whether evidence clears a certificate now: about it, fresh, signed by its issuer or by whom the issuer
 * has authorised (RFC 6960 §4.2.2.2, RFC 5280 §6.3.3), and not against it.
 * @throws AppError `certificate-revoked`, `revocation-stale`, `revocation-wrong-responder`,
 *   `revocation-unknown`, `revocation-malformed`
 */
export async function checkEvidence(
  { certificate, issuer, name }: AskedCertificate,
  evidence: RevocationEvidence,
  now: Instant,
): Promise<void> {
  const [finding] = await findPathRevocation(
    [certificate, issuer],
    {
      crls: evidence.kind === 'crl' ? [evidence.crl] : [],
      ocspResponses: evidence.kind === 'ocsp' ? [evidence.response] : [],
      untrusted: [issuer],
    },
    { validationTime: now, presentTime: instantOf(now + TOLERATED_MS) },
  );
  const kind = finding?.status.kind ?? 'unknown';
  if (kind === 'revoked') throw evidenceFault('certificate-revoked', name);
  if (kind === 'unknown') throw evidenceFault(findReason(certificate, evidence, now), name);
}

/** Why evidence says nothing of a certificate. */
function findReason(
  certificate: Certificate,
  evidence: RevocationEvidence,
  now: Instant,
): EvidenceFaultCode {
  if (evidence.kind === 'crl') {
    const { thisUpdate, nextUpdate } = evidence.crl;
    return isFresh(thisUpdate, nextUpdate, now) ? 'revocation-wrong-responder' : 'revocation-stale';
  }
  const single = evidence.response.responses.find(({ serial }) => serial === certificate.serial);
  if (!single) return 'revocation-malformed';
  if (single.status.kind === 'unknown') return 'revocation-unknown';
  const end = single.nextUpdate ?? evidence.freshUntil;
  return isFresh(single.thisUpdate, end, now) ? 'revocation-wrong-responder' : 'revocation-stale';
}

function isFresh(thisUpdate: Instant, nextUpdate: Instant | undefined, now: Instant): boolean {
  return nextUpdate !== undefined && thisUpdate <= now + TOLERATED_MS && now <= nextUpdate;
}
