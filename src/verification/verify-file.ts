import type { DocumentId } from '../shared/document-id.ts';
import type { Instant } from '../shared/instant.ts';
import { parseTrustList, type TrustList } from '../trust/parse-trust-list.ts';
import type { StatusEvidence } from './evidence.ts';
import { documentIdOf, openDocument } from './open-document.ts';
import type { VerificationReport } from './report.ts';
import { SignatureMemo } from '../trust/signature-memo.ts';
import { verifyOpened } from './verify-document.ts';

/** A file, whom to believe, and how to ask about a document's state. */
export interface FileQuestion {
  readonly pdf?: Uint8Array;
  readonly sidecar?: string;
  /** JSON text, as `/.well-known/parinya-trust-list` has it; for many files, what {@link parseTrustList} made of it. */
  readonly trustList: string | TrustList;
  readonly validationTime: Instant;
  /**
   * Asks about the document that the file names; `undefined` where nobody could be asked. Left out: nobody
   * is asked, and a document of ours stays open.
   */
  readonly findStatus?: (documentId: DocumentId) => Promise<StatusEvidence | undefined>;
  /** Whoever verifies many files with one trust list may hand in the same each time: it saves time. */
  readonly signatures?: SignatureMemo;
}

/**
 * Verifies a file where it is: only the id that it names goes to `findStatus`, and nothing else leaves.
 * @throws FormatError `trust-list/…`; never for what the file says.
 */
export async function verifyFile(question: FileQuestion): Promise<VerificationReport> {
  const { trustList, validationTime, findStatus, signatures = new SignatureMemo() } = question;
  const list = typeof trustList === 'string' ? parseTrustList(trustList) : trustList;
  const document = openDocument(question, signatures.engine);
  const documentId = documentIdOf(document);
  const status = documentId && (await findStatus?.(documentId));
  return verifyOpened(document, {
    trust: { kind: 'trust-list', list },
    validationTime,
    signatures,
    ...(status === undefined ? {} : { status }),
  });
}
