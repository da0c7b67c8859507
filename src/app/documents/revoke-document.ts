import { revocationReasons } from '../../registry/states.ts';
import { AppError } from '../../shared/app-error.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { DocumentView, RevocationRequest } from '../services.ts';
import { getDocumentEntry, toDocumentView } from './document-view.ts';
import { publishStatusList } from './publish-status-list.ts';

/**
 * Takes a document back for good. The registry answers "revoked" from the moment the change is kept;
 * the status list that says so is signed and published before this returns. Asking again with the same
 * reason publishes the list again where that had failed.
 * @throws AppError `reason-unknown`, `not-found`, `illegal-transition`, `signing-failed`
 */
export async function revokeDocument(
  environment: IssuerEnvironment,
  request: RevocationRequest,
): Promise<DocumentView> {
  checkReason(request);
  const { registry, clock, publicUrl } = environment;
  const now = clock.now();
  await registry.changeDocumentState({
    documentId: request.documentId,
    to: 'revoked',
    effectiveAt: now,
    recordedAt: now,
    reason: request.reason,
    note: request.note ?? null,
    actor: request.actor,
  });
  const entry = await getDocumentEntry(registry, request.documentId);
  await publishStatusList(environment, entry.statusList);
  return toDocumentView(entry, publicUrl);
}

/** Reasons come from outside too: the type does not hold there. */
function checkReason({ reason, note }: RevocationRequest): void {
  if (!revocationReasons.includes(reason)) {
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
