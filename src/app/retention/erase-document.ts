import { findErasureObstacle } from '../../registry/erasure.ts';
import type { ErasureReason, ErasureRequest } from '../../registry/erasure.ts';
import type { DocumentEntry } from '../../registry/registry-entries.ts';
import { isSamePerson } from '../../registry/same-person.ts';
import { AppError } from '../../shared/app-error.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import type { Instant } from '../../shared/instant.ts';
import { checkpointTrail } from '../audit/checkpoint-trail.ts';
import { documentNotFound, getDocumentEntry } from '../documents/document-view.ts';
import { checkStaffWords } from '../staff-words.ts';
import type { RetentionEnvironment } from './retention-environment.ts';
import { yearsBefore } from './retention-end.ts';

/** What a person asks to be erased, and why. */
export interface ErasureOrder {
  readonly documentId: DocumentId;
  readonly reason: Exclude<ErasureReason, 'never-issued'>;
  readonly actor: string;
}

/** What became of an order. */
export type ErasureAnswer =
  | {
      readonly kind: 'erased';
      readonly documentId: DocumentId;
      readonly erasedAt: Instant;
      readonly reason: ErasureReason;
      /** False while somebody else reads the database: erase again later, which only clears the files. */
      readonly isPurged: boolean;
    }
  | { readonly kind: 'awaiting-second-person'; readonly request: ErasureRequest };

/**
 * Erases the personal data of one document for good. Once the legal period is over one person may do it;
 * before that, where the institution asks for two persons, the first one's order waits for the second.
 * Asking again for an erased document only clears the database's files again.
 * @throws AppError `usage` without a name, `not-found`, `erasure-refused`, `retention-not-over`, `forbidden` to a second person
 *   who gives another reason than the first.
 */
export async function eraseDocument(
  environment: RetentionEnvironment,
  order: ErasureOrder,
): Promise<ErasureAnswer> {
  const { registry, eraser, clock } = environment;
  const { documentId, actor } = order;
  checkStaffWords({ actor });
  const entry = await getDocumentEntry(registry, documentId);
  if (entry.erasedAt !== undefined) return answerErased(environment, entry);
  const standing = await eraser.findErasureStanding(documentId);
  if (standing === undefined) throw documentNotFound();
  if (findErasureObstacle(standing) === undefined) {
    if (order.reason === 'retention-period') checkPeriod(environment, entry);
    else {
      const request = await requireSecondPerson(environment, entry, order);
      if (request !== undefined) return { kind: 'awaiting-second-person', request };
    }
  }
  // Where something stands in the way, the registry says what.
  await eraser.eraseDocument({ documentId, reason: order.reason, actor, at: clock.now() });
  return answerErased(environment, await getDocumentEntry(registry, documentId));
}

async function answerErased(
  environment: RetentionEnvironment,
  { documentId, erasedAt, erasureReason }: DocumentEntry,
): Promise<ErasureAnswer> {
  await checkpointTrail(environment);
  return {
    kind: 'erased',
    documentId,
    erasedAt: erasedAt!,
    reason: erasureReason!,
    isPurged: await environment.eraser.purgeFiles(),
  };
}

function checkPeriod(
  { rules, clock }: RetentionEnvironment,
  { institutionCode, issuedAt, since }: DocumentEntry,
): void {
  const years = rules.get(institutionCode)?.documentYears;
  const end = years === undefined ? undefined : yearsBefore(clock.now(), years);
  if (end !== undefined && (issuedAt ?? since) < end && since < end) return;
  throw new AppError('retention-not-over', {
    th: 'ยังไม่พ้นระยะเวลาเก็บรักษาข้อมูลของสถาบัน (institutions.retention.documentYears)',
    en: 'The time for which the institution keeps documents is not over (institutions.retention.documentYears).',
  });
}

/** @returns the request that still waits for somebody else; `undefined` where the order may be carried out. */
async function requireSecondPerson(
  { institutions, eraser, clock }: RetentionEnvironment,
  { institutionCode }: DocumentEntry,
  { documentId, reason, actor }: ErasureOrder,
): Promise<ErasureRequest | undefined> {
  const needsSecondPerson = institutions.get(institutionCode)?.requiresApproval ?? true;
  if (!needsSecondPerson) return undefined;
  const waiting = await eraser.findErasureRequest(documentId);
  if (waiting === undefined) {
    const request = { documentId, reason, requestedBy: actor, requestedAt: clock.now() };
    await eraser.storeErasureRequest(request);
    return request;
  }
  if (isSamePerson(waiting.requestedBy, actor)) return waiting;
  if (waiting.reason === reason) return undefined;
  throw new AppError('forbidden', {
    th: `คนแรกขอลบด้วยเหตุผล ${waiting.reason} คนที่สองต้องยืนยันเหตุผลเดียวกัน`,
    en: `The first person gave the reason ${waiting.reason}: the second confirms the same.`,
  });
}
