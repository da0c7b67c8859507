import type { Certificate } from '../../formats/x509/certificate.ts';
import { formatInstant, type Instant } from '../../shared/instant.ts';
import { findInstitutionOf, type ListedInstitution } from '../../trust/parse-trust-list.ts';
import type { Evidence } from '../evidence.ts';
import { objection, passed, skipped, undetermined } from '../judgement/check-result.ts';
import type { CheckResult } from '../report.ts';

/** For whom somebody signed, as far as the trust list says. */
export interface InstitutionJudgement {
  readonly check: CheckResult;
  /** The institution that the list ties the certificate to. */
  readonly institution?: ListedInstitution;
}

/**
 * Whether the signer may sign for the institution that the document names (or that was asked for). A valid
 * signature by the wrong university is a forgery, however good its certificate.
 * @param namedCode five digits, from the signed document; `null` for documents that name none.
 * @param at when the signature was made, as well as it is known: retired keys keep their past.
 */
export function checkInstitution(
  check: 'document/institution' | 'sidecar/institution',
  signer: Certificate,
  namedCode: string | null,
  at: Instant,
  { trust, institutionCode: askedCode }: Evidence,
): InstitutionJudgement {
  const wantedCode = namedCode ?? askedCode ?? null;
  if (namedCode !== null && askedCode !== undefined && namedCode !== askedCode) {
    const found = `the document names ${namedCode}, not ${askedCode}`;
    return { check: objection(check, 'SIGNER_NOT_AUTHORISED', found) };
  }
  if (trust.kind === 'anchors') return { check: withoutTrustList(check, askedCode) };
  const institution = findInstitutionOf(trust.list, signer.encoded, at);
  const tied = institution ? { institution } : {};
  if (wantedCode === null) {
    return { check: skipped(check, 'the document names no institution'), ...tied };
  }
  if (institution?.code === wantedCode) {
    return { check: passed(check, `signs for ${wantedCode}`), ...tied };
  }
  const found = institution
    ? `signs for ${institution.code}, not for ${wantedCode}`
    : `signs for no listed institution at ${formatInstant(at)}`;
  return { check: objection(check, 'SIGNER_NOT_AUTHORISED', found), ...tied };
}

/** Plain anchors say nothing of institutions: nobody asked, or the question stays open. */
function withoutTrustList(
  check: 'document/institution' | 'sidecar/institution',
  askedCode: string | undefined,
): CheckResult {
  const found = 'plain trust anchors say nothing of institutions';
  return askedCode === undefined
    ? skipped(check, found)
    : undetermined(check, 'SIGNER_NOT_AUTHORISED', found);
}
