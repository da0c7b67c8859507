import type { DocumentEntry } from '../../registry/registry-entries.ts';
import type { Registry } from '../../registry/registry.ts';
import { AppError } from '../../shared/app-error.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { toStatusListUri } from '../public-urls.ts';
import type { DocumentView } from '../services.ts';

/** A document as its institution sees it. */
export function toDocumentView(entry: DocumentEntry, publicUrl: string): DocumentView {
  return {
    documentId: entry.documentId,
    batchId: entry.batchId,
    institutionCode: entry.institutionCode,
    studentId: entry.studentId,
    language: entry.language,
    kind: entry.documentType,
    state: entry.state,
    issuedAt: entry.issuedAt,
    since: entry.since,
    reason: entry.reason,
    note: entry.note,
    supersededBy: entry.supersededBy,
    level: entry.level,
    pdfDigestHex: entry.pdfDigestHex,
    ...(entry.erasedAt === undefined ? {} : { erasedAt: entry.erasedAt }),
    ...(entry.heldSince === undefined ? {} : { heldSince: entry.heldSince }),
    statusList: { uri: toStatusListUri(publicUrl, entry.statusList), index: entry.statusIndex },
  };
}

/** @throws AppError `not-found` */
export async function getDocumentEntry(
  registry: Registry,
  documentId: DocumentId,
): Promise<DocumentEntry> {
  const entry = await registry.findDocument(documentId);
  if (entry === undefined) throw documentNotFound();
  return entry;
}

/** Asked for what was erased under the rules of retention. */
export function documentErased(): AppError {
  return new AppError('document-erased', {
    th: 'ข้อมูลของเอกสารนี้ถูกลบแล้วตามระยะเวลาเก็บรักษา เหลือเพียงรหัส ลายนิ้วมือของไฟล์ และสถานะ',
    en: 'The data of this document have been erased; its id, digests and state are still known.',
  });
}

export function documentNotFound(): AppError {
  return new AppError('not-found', { th: 'ไม่พบเอกสารนี้', en: 'There is no such document.' });
}
