import type { TwoTimes } from '../../registry/state-at.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { getDocumentHistory } from '../documents/document-history.ts';
import type { DocumentThen } from '../services.ts';
import type { VerifierEnvironment } from '../verifier-environment.ts';

/**
 * What a document was at one time, as known at another, as far as anyone may know it: no notes, and no names of
 * those who changed it.
 * @returns `undefined` for a document that is not there or only reserved.
 */
export async function findDocumentThen(
  { registry }: Pick<VerifierEnvironment, 'registry'>,
  documentId: DocumentId,
  times: TwoTimes,
): Promise<DocumentThen | undefined> {
  const entry = await registry.findDocument(documentId);
  if (entry === undefined || entry.state === 'reserved') return undefined;
  const history = await getDocumentHistory(registry, documentId, times);
  const { at, knownAt, state, isInForce, since, recordedAt, reason, supersededBy } = history;
  return { at, knownAt, state, isInForce, since, recordedAt, reason, supersededBy };
}
