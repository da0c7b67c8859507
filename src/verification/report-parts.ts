import type { OwnDocumentInfo } from '../formats/pdf/attachments/own-document-info.ts';
import type { Certificate } from '../formats/x509/certificate.ts';
import { toNameText } from '../formats/x509/names/distinguished-name.ts';
import { formatInstant, type Instant } from '../shared/instant.ts';
import { findInstitutionOf } from '../trust/parse-trust-list.ts';
import type { Evidence, TrustSource } from './evidence.ts';
import type { CheckResult, DocumentReport, SidecarReport, SignerReport } from './report.ts';
import type { JudgedSidecar } from './sidecar/judge-sidecar.ts';
import type { SidecarPayload } from './sidecar/sidecar-payload.ts';

/** A signer as the report shows it. */
export function toSignerReport(
  { subject, issuer, serial, encoded }: Certificate,
  at: Instant,
  { trust }: Evidence,
): SignerReport {
  const institution =
    trust.kind === 'trust-list' ? findInstitutionOf(trust.list, encoded, at) : undefined;
  return {
    subject: toNameText(subject),
    issuer: toNameText(issuer),
    serial,
    institutionCode: institution?.code ?? null,
  };
}

/**
 * What the document says it is, from the PDF or, without one, from the sidecar. The institution's name is
 * shown only where the trust list does not contradict it: a forgery must not borrow it.
 */
export function toDocumentReport(
  own: OwnDocumentInfo | undefined,
  payload: SidecarPayload | undefined,
  checks: readonly CheckResult[],
  { trust }: Evidence,
): DocumentReport | null {
  const claimed = own ?? (payload && toInfo(payload));
  if (!claimed) return null;
  const { institutionCode, documentId, kind, language, issuedAt } = claimed;
  const isContradicted = checks.some(
    ({ check, indication }) => check.endsWith('/institution') && indication === 'FAILED',
  );
  const institution = isContradicted ? null : findNames(institutionCode, trust);
  return { documentId, institution, kind, language, issuedAt };
}

function toInfo(payload: SidecarPayload) {
  const { documentId, institutionCode, kind, language, validFrom } = payload;
  return { documentId, institutionCode, kind, language, issuedAt: formatInstant(validFrom) };
}

/** Plain anchors know no names: the code stands for them. */
function findNames(code: string, trust: TrustSource): DocumentReport['institution'] {
  if (trust.kind === 'anchors') return { code, nameTh: code, nameEn: code };
  const listed = trust.list.institutions.find((institution) => institution.code === code);
  return listed ? { code, nameTh: listed.nameTh, nameEn: listed.nameEn } : null;
}

/** A sidecar as the report shows it. @param isProven by its own signature. */
export function toSidecarReport(
  { isIntact, payload, signer, institution }: JudgedSidecar,
  checks: readonly CheckResult[],
  isProven: boolean,
): SidecarReport {
  const isImplied = checks.some(({ check }) => check === 'sidecar/standing');
  const binding = checks.find(({ check }) => check === 'sidecar/binding')?.indication;
  return {
    integrity: isIntact ? 'INTACT' : 'BROKEN',
    binding: binding === 'PASSED' ? 'MATCHES' : binding === 'FAILED' ? 'MISMATCH' : null,
    standing: isImplied ? 'IMPLIED_BY_PDF' : isProven ? 'PROVEN' : 'NOT_PROVEN',
    signer: signer
      ? {
          subject: toNameText(signer.subject),
          issuer: toNameText(signer.issuer),
          serial: signer.serial,
          institutionCode: institution?.code ?? null,
        }
      : null,
    documentId: payload?.documentId ?? null,
  };
}
