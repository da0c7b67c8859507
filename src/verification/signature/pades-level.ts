import { findDocumentSecurityStore } from '../../formats/pdf/attachments/document-security-store.ts';
import type { PdfFile } from '../../formats/pdf/pdf-file.ts';
import { isFormatError } from '../../shared/format-error.ts';
import type { SignatureReport } from '../report.ts';
import type { JudgedTimeStamp } from '../time-stamps/judge-time-stamp.ts';
import type { DocumentTimeStamp } from '../time-stamps/judge-time-stamps.ts';

/**
 * The level that a signature has reached by its form (EN 319 142-1 §6.2): B-T with an intact time-stamp,
 * B-LT with evidence in the document besides, B-LTA with an intact time-stamp over that evidence. Whether
 * anybody believes the time-stamps' authorities is another question.
 * @param covering document time-stamps that cover the signature.
 */
export function toPadesLevel(
  file: PdfFile,
  subFilter: string | null,
  onSignature: readonly JudgedTimeStamp[],
  covering: readonly DocumentTimeStamp[],
): SignatureReport['level'] {
  if (subFilter?.startsWith('adbe.')) return 'PKCS7';
  if (subFilter !== 'ETSI.CAdES.detached') return null;
  const intact = (stamp: JudgedTimeStamp) => stamp.report.integrity === 'INTACT';
  const intactCovering = covering.filter(intact);
  if (!onSignature.some(intact) && intactCovering.length === 0) return 'B-B';
  if (!hasEvidence(file, file.newest.index)) return 'B-T';
  const isArchived = intactCovering.some(
    ({ signedRevisionIndex }) =>
      signedRevisionIndex !== null && hasEvidence(file, signedRevisionIndex),
  );
  return isArchived ? 'B-LTA' : 'B-LT';
}

function hasEvidence(file: PdfFile, revisionIndex: number): boolean {
  try {
    const store = findDocumentSecurityStore(file, revisionIndex);
    return store !== undefined && store.crls.length + store.ocspResponses.length > 0;
  } catch (error) {
    if (isFormatError(error)) return false;
    throw error;
  }
}
