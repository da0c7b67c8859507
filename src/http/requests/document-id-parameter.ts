import { AppError } from '../../shared/app-error.ts';
import { parseDocumentId } from '../../shared/document-id.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import type { Call } from '../route.ts';

/**
 * The document id in a route's address, as people type it.
 * @throws AppError `not-found` also for a malformed one: no such document exists.
 */
export function documentIdOf(call: Call): DocumentId {
  const documentId = findDocumentId(call.pathParameters['documentId'] ?? '');
  if (documentId === undefined) throw documentNotFound();
  return documentId;
}

/** Reads a document id, or finds that the text is none. */
export function findDocumentId(text: string): DocumentId | undefined {
  try {
    return parseDocumentId(text);
  } catch {
    return undefined;
  }
}

/** The answer for a document that is not there, or not there for this caller: always the same. */
export function documentNotFound(): AppError {
  return new AppError('not-found', {
    th: 'ไม่พบเอกสารตามรหัสนี้ โปรดตรวจตัวอักษรและตัวเลขอีกครั้ง',
    en: 'There is no document with this id. Check its letters and digits.',
  });
}
