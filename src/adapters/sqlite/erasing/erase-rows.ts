import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { endedBatchStates, findErasureObstacle } from '../../../registry/erasure.ts';
import type {
  DocumentErasure,
  ErasureObstacle,
  ErasureStanding,
} from '../../../registry/erasure.ts';
import type { BatchState, DocumentState } from '../../../registry/states.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { BilingualText } from '../../../shared/app-error.ts';
import type { DocumentId } from '../../../shared/document-id.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { RegistrySchema } from '../schema.ts';
import { appendTrail } from '../trail.ts';

type Database = Kysely<RegistrySchema>;

const NOTHING = new Uint8Array();

/** What decides whether a document may be erased. */
export async function findErasureStanding(
  db: Database,
  documentId: DocumentId,
): Promise<ErasureStanding | undefined> {
  const document = await db
    .selectFrom('documents')
    .select(['state', 'held_since'])
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  if (document === undefined) return undefined;
  const batches = await db
    .selectFrom('batches')
    .select('state')
    .where('batch_id', 'in', batchesOf(db, documentId))
    .execute();
  return {
    state: document.state as DocumentState,
    isHeld: document.held_since !== null,
    batchStates: batches.map(({ state }) => state as BatchState),
  };
}

/** Erases one document inside the caller's transaction. @returns false where it was erased before. */
export async function eraseDocument(db: Database, erasure: DocumentErasure): Promise<boolean> {
  const { documentId, reason, actor, at } = erasure;
  const document = await db
    .selectFrom('documents')
    .select(['erased_at', 'institution_code', 'student_id'])
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  const standing = await findErasureStanding(db, documentId);
  if (document === undefined || standing === undefined) throw notFound();
  if (document.erased_at !== null) return false;
  const obstacle = findErasureObstacle(standing);
  if (obstacle !== undefined) throw erasureRefused(obstacle);
  await forgetDocument(db, erasure);
  await forgetClaims(db, document);
  const batches = await batchesOf(db, documentId).execute();
  for (const { batch_id } of batches) await eraseBatchRows(db, batch_id, actor, at);
  await appendTrail(db, [
    {
      at,
      actor,
      action: 'document.erased',
      object: documentId,
      before: { erasedAt: null },
      after: { erasedAt: at, erasureReason: reason },
    },
  ]);
  return true;
}

/**
 * Erases what an ended batch keeps beside its issued documents, inside the caller's transaction.
 * @returns false where that was done before.
 */
export async function eraseBatchRows(
  db: Database,
  batchId: string,
  actor: string,
  at: Instant,
): Promise<boolean> {
  const batch = await db
    .selectFrom('batches')
    .select(['state', 'erased_at', 'report_json', 'institution_code'])
    .select(['record_count', 'accepted_count', 'error_count', 'warning_count'])
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  if (batch === undefined) throw notFound();
  if (!endedBatchStates.includes(batch.state as BatchState)) throw erasureRefused('batch-open');
  if (batch.erased_at === null) {
    await db
      .updateTable('batches')
      .set({ erased_at: at, report_json: withoutFindings(batch) })
      .where('batch_id', '=', batchId)
      .execute();
    await db
      .updateTable('batch_events')
      .set({ note: null })
      .where('batch_id', '=', batchId)
      .where('note', 'is not', null)
      .execute();
    await forgetUnissued(db, batchId, batch.institution_code, at);
    await appendTrail(db, [
      {
        at,
        actor,
        action: 'batch.erased',
        object: batchId,
        before: { erasedAt: null },
        after: { erasedAt: at },
      },
    ]);
  }
  await forgetEmptyBatch(db, batchId);
  return batch.erased_at === null;
}

/** Every batch that brought the record of a document. */
function batchesOf(db: Database, documentId: string) {
  return db
    .selectFrom('records')
    .select('records.batch_id')
    .distinct()
    .where('records.document_id', '=', documentId);
}

async function forgetDocument(
  db: Database,
  { documentId, reason, at }: Omit<DocumentErasure, 'actor'>,
): Promise<void> {
  // A name of its own for each: the same record may be issued anew, and be erased again.
  const studentId = `erased:${documentId}`;
  await db
    .updateTable('documents')
    .set({ erased_at: at, erasure_reason: reason, student_id: studentId, note: null })
    .where('document_id', '=', documentId)
    .execute();
  await db.deleteFrom('artifacts').where('document_id', '=', documentId).execute();
  await db.deleteFrom('artifact_additions').where('document_id', '=', documentId).execute();
  await db
    .updateTable('records')
    .set({ student_id: studentId, file: '', canonical_record: NOTHING })
    .where('document_id', '=', documentId)
    .execute();
  await db
    .updateTable('document_state_changes')
    .set({ note: null })
    .where('document_id', '=', documentId)
    .where('note', 'is not', null)
    .execute();
  await db.deleteFrom('erasure_requests').where('document_id', '=', documentId).execute();
}

/** A student none of whose documents is left cannot claim anything. */
async function forgetClaims(
  db: Database,
  student: { readonly institution_code: string; readonly student_id: string },
): Promise<void> {
  await db
    .deleteFrom('claims')
    .where('institution_code', '=', student.institution_code)
    .where('student_id', '=', student.student_id)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('documents')
            .select('documents.document_id')
            .where('documents.institution_code', '=', student.institution_code)
            .where('documents.student_id', '=', student.student_id),
        ),
      ),
    )
    .execute();
}

/** Records that never became a document, and documents that were only reserved for them. */
async function forgetUnissued(
  db: Database,
  batchId: string,
  institutionCode: string,
  at: Instant,
): Promise<void> {
  const reserved = await db
    .selectFrom('documents')
    .select(['document_id', 'student_id'])
    .where('batch_id', '=', batchId)
    .where('state', '=', 'reserved')
    .where('erased_at', 'is', null)
    .execute();
  for (const { document_id, student_id } of reserved) {
    const documentId = document_id as DocumentId;
    await forgetDocument(db, { documentId, reason: 'never-issued', at });
    await forgetClaims(db, { institution_code: institutionCode, student_id });
  }
  await db
    .updateTable('records')
    .set({
      student_id: sql`'erased:' || batch_id || '/' || position`,
      file: '',
      canonical_record: NOTHING,
    })
    .where('batch_id', '=', batchId)
    .where('document_id', 'is', null)
    .execute();
}

/** Letters and the client's key for it are kept as long as anything of the batch is. */
async function forgetEmptyBatch(db: Database, batchId: string): Promise<void> {
  const left = await db
    .selectFrom('records')
    .select('record_id')
    .where('batch_id', '=', batchId)
    .where('student_id', 'not like', 'erased:%')
    .limit(1)
    .executeTakeFirst();
  if (left !== undefined) return;
  await db.deleteFrom('repertoires').where('batch_id', '=', batchId).execute();
  await db.deleteFrom('idempotency_keys').where('batch_id', '=', batchId).execute();
}

/** The counts stay; findings quote cells. What is sealed is not opened for it: erasing needs no key. */
function withoutFindings(
  batch: Pick<
    RegistrySchema['batches'],
    'report_json' | 'record_count' | 'accepted_count' | 'error_count' | 'warning_count'
  >,
): string {
  const counts = {
    records: batch.record_count,
    accepted: batch.accepted_count,
    errorCount: batch.error_count,
    warningCount: batch.warning_count,
    errors: [],
  };
  const nothing = { format: 'unknown', encoding: null, courses: 0 };
  const report = typeof batch.report_json === 'string' ? batch.report_json : '{}';
  return JSON.stringify({ ...nothing, ...(JSON.parse(report) as object), ...counts });
}

const refusals: Readonly<Record<ErasureObstacle, BilingualText>> = {
  'not-issued': {
    th: 'เอกสารนี้ยังไม่ได้ออก จึงลบข้อมูลไม่ได้',
    en: 'This document has not been issued: its data are erased with its batch.',
  },
  suspended: {
    th: 'เอกสารนี้ถูกระงับไว้ ให้เพิกถอนหรือคืนสถานะก่อนลบข้อมูล',
    en: 'This document is suspended: revoke or reinstate it before its data are erased.',
  },
  held: {
    th: 'เอกสารนี้ถูกสั่งให้เก็บรักษาไว้เป็นหลักฐาน ให้ยกเลิกคำสั่งนั้นก่อน',
    en: 'This document is held as evidence: release the hold before its data are erased.',
  },
  'batch-open': {
    th: 'ชุดเอกสารของเอกสารนี้ยังดำเนินการไม่เสร็จ จึงลบข้อมูลไม่ได้',
    en: 'A batch of this document is not finished: end it before data are erased.',
  },
};

function erasureRefused(obstacle: ErasureObstacle): AppError {
  return new AppError('erasure-refused', refusals[obstacle]);
}

function notFound(): AppError {
  return new AppError('not-found', { th: 'ไม่พบเอกสารนี้', en: 'There is no such document.' });
}
