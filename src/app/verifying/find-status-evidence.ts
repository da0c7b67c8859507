import type { Registry } from '../../registry/registry.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import type { StatusEvidence } from '../../verification/evidence.ts';

/**
 * Asks the registry about a document. A reserved one is not issued yet, so nobody outside can hold it: to
 * them it is unknown.
 */
export async function findStatusEvidence(
  registry: Registry,
  documentId: DocumentId,
): Promise<StatusEvidence> {
  const entry = await registry.findDocument(documentId);
  if (entry === undefined || entry.state === 'reserved') return { kind: 'unknown-document' };
  const { state, since, reason, supersededBy } = entry;
  const copies = await registry.listRevisions(documentId);
  return { kind: 'registry', documentId, state, since, reason, supersededBy, copies };
}
