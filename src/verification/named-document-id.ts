import { parseCompactJws } from '../formats/jws/compact-jws.ts';
import { findOwnDocumentInfo } from '../formats/pdf/attachments/own-document-info.ts';
import { parsePdf } from '../formats/pdf/pdf-file.ts';
import { findSignatures } from '../formats/pdf/signatures/find-signatures.ts';
import type { DocumentId } from '../shared/document-id.ts';
import { unlessMalformed } from '../shared/format-error.ts';
import { namingRevisionIndex } from './judge-pdf.ts';
import { parseSidecarPayload } from './sidecar/sidecar-payload.ts';

/**
 * The document id that a PDF, or else a sidecar, names, so that the registry can be asked about it. Only
 * read, not believed: whether the document may be believed is verification's answer, which also makes sure
 * that the registry's answer is about the same document.
 */
export function findNamedDocumentId(
  pdf: Uint8Array | undefined,
  sidecar: string | undefined,
): DocumentId | undefined {
  return (
    unreadableAsNone(() => pdf && idOfPdf(pdf)) ??
    unreadableAsNone(() => sidecar && idOfSidecar(sidecar))
  );
}

function idOfPdf(bytes: Uint8Array): DocumentId | undefined {
  const file = parsePdf(bytes);
  const revisionIndex = namingRevisionIndex(file, findSignatures(file));
  return findOwnDocumentInfo(file, revisionIndex)?.documentId;
}

function idOfSidecar(text: string): DocumentId {
  return parseSidecarPayload(parseCompactJws(text.trim(), 'vc+jwt').payload).documentId;
}

function unreadableAsNone<Value>(read: () => Value): Exclude<Value, ''> | undefined {
  return unlessMalformed(() => (read() || undefined) as Exclude<Value, ''> | undefined);
}
