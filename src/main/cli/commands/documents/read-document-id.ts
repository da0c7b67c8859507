import { AppError } from '../../../../shared/app-error.ts';
import { parseDocumentId } from '../../../../shared/document-id.ts';
import type { DocumentId } from '../../../../shared/document-id.ts';

/** A document id as it was typed. @throws AppError `usage` for what is no document id. */
export function readDocumentId(text: string): DocumentId {
  try {
    return parseDocumentId(text);
  } catch (cause) {
    throw new AppError(
      'usage',
      {
        th: `"${text}" ไม่ใช่รหัสเอกสาร รหัสมี 16 ตัวอักษร เช่น 7K3M-9QXT-2WBD-4HN8 ตรวจดูว่าพิมพ์ถูกต้อง`,
        en: `"${text}" is no document id: it has 16 characters, the last a check character. Look for a typing mistake.`,
      },
      { cause },
    );
  }
}
