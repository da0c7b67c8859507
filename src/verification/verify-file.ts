import type { DocumentId } from '../shared/document-id.ts';
import type { Instant } from '../shared/instant.ts';
import { parseTrustList } from '../trust/parse-trust-list.ts';
import type { StatusEvidence } from './evidence.ts';
import { findNamedDocumentId } from './named-document-id.ts';
import type { VerificationReport } from './report.ts';
import { verifyDocument } from './verify-document.ts';

/** A file, whom to believe, and how to ask about a document's state. */
export interface FileQuestion {
  readonly pdf?: Uint8Array;
  readonly sidecar?: string;
  /** JSON text, as `/.well-known/parinya-trust-list` has it. */
  readonly trustList: string;
  readonly validationTime: Instant;
  /**
   * Asks about the document that the file names; `undefined` where nobody could be asked. Left out: nobody
   * is asked, and a document of ours stays open.
   */
  readonly findStatus?: (documentId: DocumentId) => Promise<StatusEvidence | undefined>;
}

/**
 * Verifies a file where it is: only the id that it names goes to `findStatus`, and nothing else leaves.
 * @throws FormatError `trust-list/…`; never for what the file says.
 */
export async function verifyFile(question: FileQuestion): Promise<VerificationReport> {
  const { pdf, sidecar, trustList, validationTime, findStatus } = question;
  const list = parseTrustList(trustList);
  const documentId = findNamedDocumentId(pdf, sidecar);
  const status = documentId && (await findStatus?.(documentId));
  return verifyDocument({
    trust: { kind: 'trust-list', list },
    validationTime,
    ...(pdf === undefined ? {} : { pdf }),
    ...(sidecar === undefined ? {} : { sidecar }),
    ...(status === undefined ? {} : { status }),
  });
}
