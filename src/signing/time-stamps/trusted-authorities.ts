import type { CertificateRevocationList } from '../../formats/crl/certificate-revocation-list.ts';
import { parseCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { equalBytes } from '../../shared/bytes.ts';
import type { Instant } from '../../shared/instant.ts';
import { findBestPath, type BestPath } from '../../trust/find-best-path.ts';
import { parseAll } from '../../trust/parse-all.ts';
import type { PathCheck } from '../../trust/path/path-check.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import type { IssuerSource } from '../issuers/issuer-source.ts';
import type { EvidenceFaultCode } from '../services/evidence-fault.ts';

/** Whom the trust list believes for time-stamping. */
export interface TimeStampTrust {
  readonly anchors: readonly Certificate[];
  /** Authorities that complete paths. */
  readonly intermediates: readonly Certificate[];
  /** Lists at hand: what they revoke is not used. That a list is missing says nothing here. */
  readonly crls: readonly CertificateRevocationList[];
  /** Where certificates are fetched that do not come along; left out, nothing is fetched. */
  readonly issuers?: IssuerSource;
}

/** For so long a path that was found good is not judged again: a batch sees the same certificate thousands of times. */
const REMEMBERED_MS = 60_000;

/** Judges the certificates of time-stamp authorities by the trust list. */
export class TrustedAuthorities {
  readonly #trust: TimeStampTrust;
  readonly #signatures = new SignatureMemo();
  #known: { readonly encoded: Uint8Array; readonly from: Instant } | undefined;

  constructor(trust: TimeStampTrust) {
    this.#trust = trust;
  }

  /**
   * What is wrong with an authority's certificate at a time; `undefined` when nothing is.
   * @param carried DER of the certificates that came with the token.
   * @throws AppError `issuer-…` for a certificate above it that is missing, published and cannot be had.
   */
  async findProblem(
    signer: Certificate,
    carried: readonly Uint8Array[],
    now: Instant,
  ): Promise<EvidenceFaultCode | undefined> {
    if (this.#isKnown(signer, now)) return undefined;
    const { anchors, intermediates, issuers } = this.#trust;
    const atHand = [...intermediates, ...parseAll(carried, parseCertificate)];
    const first = await this.#judge(signer, atHand, now);
    const isIncomplete = first.path.length === 0 && issuers !== undefined;
    const fetched = isIncomplete ? await issuers.findMissing(signer, atHand, anchors) : [];
    const { checks } =
      fetched.length === 0 ? first : await this.#judge(signer, [...atHand, ...fetched], now);
    const problem = toProblem(checks);
    if (problem === undefined) this.#known = { encoded: signer.encoded, from: now };
    return problem;
  }

  #judge(leaf: Certificate, untrusted: readonly Certificate[], now: Instant): Promise<BestPath> {
    const { anchors, crls } = this.#trust;
    return findBestPath({
      leaf,
      anchors,
      untrusted,
      crls,
      ocspResponses: [],
      requireRevocation: crls.length > 0,
      parameters: { validationTime: now, signatures: this.#signatures },
    });
  }

  #isKnown({ encoded, notAfter }: Certificate, now: Instant): boolean {
    return (
      this.#known !== undefined &&
      equalBytes(this.#known.encoded, encoded) &&
      now >= this.#known.from &&
      now < this.#known.from + REMEMBERED_MS &&
      now <= notAfter
    );
  }
}

function toProblem(checks: readonly PathCheck[]): EvidenceFaultCode | undefined {
  const objections = checks.filter(
    ({ check, indication }) =>
      indication === 'FAILED' || (indication === 'INDETERMINATE' && check !== 'path/revocation'),
  );
  if (objections.length === 0) return undefined;
  if (objections.some(({ subIndication }) => subIndication === 'REVOKED')) {
    return 'certificate-revoked';
  }
  return objections.every(({ check }) => check === 'path/validity')
    ? 'time-stamp-expired'
    : 'time-stamp-untrusted';
}
