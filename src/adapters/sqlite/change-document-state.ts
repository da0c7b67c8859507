import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { NewDocumentState } from '../../registry/registry-writer.ts';
import { refuseSuccessor } from '../../registry/successor.ts';
import type { DocumentState } from '../../registry/states.ts';
import { documentTransitions, isTransitionAllowed } from '../../registry/transitions.ts';
import { AppError } from '../../shared/app-error.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { illegalTransition } from './illegal-transition.ts';
import { toDocumentEntry } from './row-mapping.ts';
import type { RegistrySchema } from './schema.ts';
import { appendTrail } from './trail.ts';

/** Changes the state of one issued document, inside the caller's transaction. @returns whether anything was written. */
export async function changeDocumentState(
  db: Kysely<RegistrySchema>,
  change: NewDocumentState,
): Promise<boolean> {
  const document = await findIssued(db, change.documentId);
  if (document === undefined) throw documentNotFound();
  const { state } = document;
  const supersededBy = change.supersededBy ?? null;
  if (state === change.to && (await isRepetition(db, change))) return false;
  if (change.seen !== undefined && change.seen !== state) throw changedMeanwhile(state);
  if (!isTransitionAllowed(documentTransitions, state, change.to)) {
    throw illegalTransition(state, change.to);
  }
  if (supersededBy !== null) refuseSuccessor(document, await findIssued(db, supersededBy));
  await db
    .updateTable('documents')
    .set({
      state: change.to,
      since: change.effectiveAt,
      reason: change.reason,
      note: change.note,
      // A revocation after a supersession leaves standing which document came in its place.
      ...(supersededBy === null ? {} : { superseded_by: supersededBy }),
    })
    .where('document_id', '=', change.documentId)
    .execute();
  await db
    .insertInto('document_state_changes')
    .values({
      document_id: change.documentId,
      from_state: state,
      to_state: change.to,
      effective_at: change.effectiveAt,
      recorded_at: change.recordedAt,
      reason: change.reason,
      note: change.note,
      actor: change.actor,
      superseded_by: supersededBy,
    })
    .execute();
  await appendTrail(db, [
    {
      at: change.recordedAt,
      actor: change.actor,
      action: `document.${change.to}`,
      object: change.documentId,
      before: { state, since: document.since, reason: document.reason },
      after: {
        state: change.to,
        since: change.effectiveAt,
        reason: change.reason,
        supersededBy: supersededBy ?? document.supersededBy,
      },
    },
  ]);
  await db
    .updateTable('status_lists')
    .set({ revision: sql`revision + 1` })
    .where('list', '=', document.statusList)
    .execute();
  return true;
}

async function findIssued(db: Kysely<RegistrySchema>, documentId: DocumentId) {
  const row = await db
    .selectFrom('documents')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('state', '<>', 'reserved')
    .executeTakeFirst();
  return row && toDocumentEntry(row);
}

/**
 * Whether the last change was this very one: a document that was only issued has not been reinstated. Who says
 * a note or a time of effect means that one; who asks for now means whenever it was.
 */
async function isRepetition(
  db: Kysely<RegistrySchema>,
  { documentId, reason, supersededBy, note, effectiveAt, recordedAt }: NewDocumentState,
): Promise<boolean> {
  const last = await db
    .selectFrom('document_state_changes')
    .select(['from_state', 'reason', 'superseded_by', 'note', 'effective_at'])
    .where('document_id', '=', documentId)
    .orderBy('change_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const isFirst = (last?.from_state as DocumentState | undefined) === 'reserved';
  if (last === undefined || isFirst) return false;
  return (
    last.reason === reason &&
    last.superseded_by === (supersededBy ?? null) &&
    (note === null || note === last.note) &&
    (effectiveAt === recordedAt || effectiveAt === last.effective_at)
  );
}

/** Of two who change a document at the same time the second learns that somebody else was faster. */
function changedMeanwhile(state: DocumentState): AppError {
  return new AppError('changed-meanwhile', {
    th: `มีผู้อื่นเปลี่ยนสถานะเอกสารนี้ไปก่อนแล้ว ขณะนี้มีสถานะ ${state} โปรดเปิดดูอีกครั้ง`,
    en: `Somebody else has changed this document meanwhile; it is ${state} now. Look at it again.`,
  });
}

function documentNotFound(): AppError {
  return new AppError('not-found', { th: 'ไม่พบเอกสารนี้', en: 'There is no such document.' });
}
