import { parseCompactJws } from '../formats/jws/compact-jws.ts';
import type { Engine } from '../formats/engine/engine.ts';
import { findOwnDocumentInfo } from '../formats/pdf/attachments/own-document-info.ts';
import { parsePdf, type PdfFile } from '../formats/pdf/pdf-file.ts';
import { findSignatures } from '../formats/pdf/signatures/find-signatures.ts';
import type { PdfSignature } from '../formats/pdf/signatures/pdf-signature.ts';
import type { DocumentId } from '../shared/document-id.ts';
import { isFormatError, unlessMalformed } from '../shared/format-error.ts';
import { objection, passed } from './judgement/check-result.ts';
import type { CheckResult } from './report.ts';
import { parseSidecarPayload } from './sidecar/sidecar-payload.ts';

/** A PDF's structure with its signatures, or why it cannot be read. */
export type OpenPdf =
  | { readonly check: CheckResult; readonly file: PdfFile; readonly all: readonly PdfSignature[] }
  | { readonly check: CheckResult; readonly file?: undefined };

/** A document that was read and not judged yet: so that its id can be asked for first, without reading it twice. */
export interface OpenDocument {
  readonly pdf?: OpenPdf;
  /** Compact JWS. */
  readonly sidecar?: string;
}

/** Reads a document's structure. Never throws for what it says. */
export function openDocument(
  { pdf, sidecar }: { readonly pdf?: Uint8Array; readonly sidecar?: string },
  engine?: Engine,
): OpenDocument {
  return {
    ...(pdf && { pdf: openPdf(pdf, engine) }),
    ...(sidecar !== undefined && { sidecar }),
  };
}

function openPdf(bytes: Uint8Array, engine: Engine | undefined): OpenPdf {
  try {
    const file = parsePdf(bytes, {}, engine?.inflate);
    const all = findSignatures(file);
    const found = `PDF ${file.headerVersion}, ${file.revisions.length} revisions`;
    return { check: passed('document/format', found), file, all };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    if (error.code === 'pdf/encrypted') {
      const found =
        'encrypted, and what the signatures are about cannot be had without the password';
      return { check: objection('document/format', 'SIGNED_DATA_NOT_FOUND', found) };
    }
    const found = `not a PDF that can be read without guessing (${error.code})`;
    return { check: objection('document/format', 'FORMAT_FAILURE', found) };
  }
}

/** The revision whose word counts for which document this is: the first that an institution signed. */
export function namingRevisionIndex(file: PdfFile, all: readonly PdfSignature[]): number {
  return all.find(({ kind }) => kind === 'signature')?.revisionIndex ?? file.newest.index;
}

/**
 * The document id that a PDF, or else a sidecar, names, so that the registry can be asked about it. Only
 * read, not believed: whether the document may be believed is verification's answer, which also makes sure
 * that the registry's answer is about the same document.
 */
export function documentIdOf({ pdf, sidecar }: OpenDocument): DocumentId | undefined {
  return (
    unlessMalformed(() => (pdf?.file ? idOfPdf(pdf.file, pdf.all) : undefined)) ??
    unlessMalformed(() => (sidecar ? idOfSidecar(sidecar) : undefined))
  );
}

function idOfPdf(file: PdfFile, all: readonly PdfSignature[]): DocumentId | undefined {
  return findOwnDocumentInfo(file, namingRevisionIndex(file, all))?.documentId;
}

function idOfSidecar(text: string): DocumentId {
  return parseSidecarPayload(parseCompactJws(text.trim(), 'vc+jwt').payload).documentId;
}

/** As {@link documentIdOf}, of a document that is only asked about. */
export function findNamedDocumentId(
  pdf: Uint8Array | undefined,
  sidecar: string | undefined,
): DocumentId | undefined {
  return documentIdOf(
    openDocument({ ...(pdf && { pdf }), ...(sidecar !== undefined && { sidecar }) }),
  );
}
