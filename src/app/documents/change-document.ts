import type { NewDocumentState } from '../../registry/registry-writer.ts';
import { revocationReasons } from '../../registry/states.ts';
import type { DocumentState } from '../../registry/states.ts';
import { documentTransitions } from '../../registry/transitions.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { checkpointTrail } from '../audit/checkpoint-trail.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import { checkStaffWords } from '../staff-words.ts';
import type { DocumentView } from '../services.ts';
import type { DocumentChange } from './document-change.ts';
import { getDocumentEntry, toDocumentView } from './document-view.ts';
import { publishStatusList } from './publish-status-list.ts';

const STATE_AFTER: Readonly<Record<DocumentChange['operation'], DocumentState>> = {
  suspend: 'suspended',
  reinstate: 'issued',
  revoke: 'revoked',
  supersede: 'superseded',
};

/**
 * Suspends, reinstates, revokes or supersedes a document, as the table of transitions permits. The registry
 * answers with the new state from the moment the change is kept; the status list that says so is signed and
 * published before this returns. Asking again for the same publishes the list again where that had failed.
 * @throws AppError `usage` for a name or note that cannot be kept, `reason-unknown`, `time-not-possible`, `successor-refused`, `not-found`,
 *   `changed-meanwhile` where somebody else was faster, `illegal-transition`, `signing-failed`
 */
export async function changeDocument(
  environment: IssuerEnvironment,
  change: DocumentChange,
): Promise<DocumentView> {
  const { operation, documentId, note, actor } = change;
  const to = STATE_AFTER[operation];
  checkStaffWords(change);
  const needsReason = documentTransitions.some(
    (transition) => transition.operation === operation && transition.needs.includes('reason'),
  );
  if (needsReason) checkReason(change);
  const { registry, clock, publicUrl } = environment;
  const now = clock.now();
  const effectiveAt = change.effectiveAt ?? now;
  const before = await getDocumentEntry(registry, documentId);
  checkTime(effectiveAt, now, before.issuedAt);
  const newState: NewDocumentState = {
    documentId,
    to,
    effectiveAt,
    recordedAt: now,
    reason: change.reason ?? null,
    note: note ?? null,
    actor,
    supersededBy: change.supersededBy ?? null,
    seen: before.state,
  };
  await registry.changeDocumentState(newState);
  const entry = await getDocumentEntry(registry, documentId);
  await publishStatusList(environment, entry.statusList);
  await checkpointTrail(environment);
  return toDocumentView(entry, publicUrl);
}

/** Reasons come from outside too: the type does not hold there. */
function checkReason({ reason, note }: DocumentChange): void {
  if (reason === undefined || !revocationReasons.includes(reason)) {
    const known = revocationReasons.join(', ');
    throw new AppError('reason-unknown', {
      th: `ไม่รู้จักเหตุผลนี้ ให้เลือกจาก ${known}`,
      en: `This reason is not known; choose one of ${known}.`,
    });
  }
  if (reason === 'other' && (note ?? '').trim() === '') {
    throw new AppError('reason-unknown', {
      th: 'เหตุผล other ต้องมีหมายเหตุประกอบ',
      en: 'The reason "other" needs a note that says why.',
    });
  }
}

/** A change counts from now or from a moment that has been, never from before the document was issued. */
function checkTime(effectiveAt: Instant, now: Instant, issuedAt: Instant | null): void {
  if (effectiveAt <= now && (issuedAt === null || effectiveAt >= issuedAt)) return;
  if (effectiveAt === now) return;
  throw new AppError('time-not-possible', {
    th: 'วันที่มีผลต้องไม่อยู่ในอนาคตและไม่ก่อนวันที่ออกเอกสาร',
    en: 'A change takes effect now or earlier, and not before the document was issued.',
  });
}
