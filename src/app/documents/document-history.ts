import { parseCompactJws } from '../../formats/jws/compact-jws.ts';
import type { ArtifactStore, Registry } from '../../registry/registry.ts';
import { findChangeInEffect } from '../../registry/state-at.ts';
import type { TwoTimes } from '../../registry/state-at.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import type { Instant } from '../../shared/instant.ts';
import { parseSidecarPayload } from '../../verification/sidecar/sidecar-payload.ts';
import type { DocumentHistory } from './document-change.ts';
import { getDocumentEntry } from './document-view.ts';

/**
 * Answers whether a document was valid at one time, as known at another. Nothing is ever overwritten, so
 * that what was answered once can be answered again.
 * @throws AppError `not-found`
 */
export async function getDocumentHistory(
  registry: Registry & ArtifactStore,
  documentId: DocumentId,
  { at, knownAt }: TwoTimes,
): Promise<DocumentHistory> {
  await getDocumentEntry(registry, documentId);
  const changes = await registry.listStateChanges(documentId);
  const decisive = findChangeInEffect(changes, { at, knownAt });
  const answer = { documentId, at, knownAt, changes };
  if (decisive === undefined || decisive.to === 'reserved') {
    return { ...answer, ...NOT_ISSUED };
  }
  const { to: state, effectiveAt, recordedAt, reason, supersededBy } = decisive;
  const endsAt = state === 'issued' ? await findEnd(registry, documentId) : undefined;
  if (endsAt !== undefined && at > endsAt) {
    return { ...answer, ...NOT_ISSUED, state: 'expired', since: endsAt, recordedAt };
  }
  const isInForce = state === 'issued';
  return { ...answer, state, isInForce, since: effectiveAt, recordedAt, reason, supersededBy };
}

const NOT_ISSUED = {
  state: 'not-issued',
  isInForce: false,
  since: null,
  recordedAt: null,
  reason: null,
  supersededBy: null,
} as const;

/** Provisional documents end by a date that stands in what was signed. */
async function findEnd(
  registry: ArtifactStore,
  documentId: DocumentId,
): Promise<Instant | undefined> {
  const sidecar = await registry.findSidecar(documentId);
  if (sidecar === undefined) return undefined;
  return parseSidecarPayload(parseCompactJws(sidecar, 'vc+jwt').payload).validUntil;
}
