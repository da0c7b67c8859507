import { sql } from 'kysely';
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { ReservationSource } from '../../registry/registry-writer.ts';
import type { DocumentState } from '../../registry/states.ts';
import { allocateStatusPlaces } from '../../registry/status-index.ts';
import type { StatusPlace } from '../../registry/status-index.ts';
import { inChunks } from './chunks.ts';
import type { RegistrySchema } from './schema.ts';

/** As the unique index `documents_once_in_force` has it. */
const IN_FORCE: readonly DocumentState[] = ['reserved', 'issued', 'suspended'];

interface BatchName {
  readonly batchId: string;
  readonly institutionCode: string;
}

/**
 * Gives every record of a batch its document, inside the caller's transaction.
 * @returns how many documents are new.
 */
export async function reserveBatch(
  db: Kysely<RegistrySchema>,
  batch: BatchName,
  source: ReservationSource,
): Promise<number> {
  const records = await recordsWithoutDocument(db, batch);
  const places = await takeStatusPlaces(db, batch.institutionCode, records.length, source);
  const documents = records.map((record, at) => ({
    document_id: source.newDocumentId(),
    record_id: record.record_id,
    batch_id: batch.batchId,
    institution_code: batch.institutionCode,
    student_id: record.student_id,
    document_type: record.document_type,
    language: record.language,
    record_digest: record.record_digest,
    state: 'reserved',
    since: source.at,
    reason: null,
    note: null,
    superseded_by: null,
    status_list: places[at]!.list,
    status_index: places[at]!.index,
    reserved_at: source.at,
    issued_at: null,
    level: null,
    pdf_digest: null,
    sidecar_digest: null,
  }));
  for (const chunk of inChunks(documents)) {
    await db.insertInto('documents').values(chunk).execute();
  }
  await linkRecords(db, batch);
  await addClaims(
    db,
    batch.institutionCode,
    new Set(records.map((record) => record.student_id)),
    source,
  );
  return documents.length;
}

/** The first record of each content that no document stands for yet. */
async function recordsWithoutDocument(db: Kysely<RegistrySchema>, batch: BatchName) {
  return db
    .selectFrom('records')
    .select(({ fn }) => [
      fn.min('record_id').as('record_id'),
      'student_id',
      'document_type',
      'language',
      'record_digest',
    ])
    .where('batch_id', '=', batch.batchId)
    .where('document_id', 'is', null)
    .where((eb) => eb.not(eb.exists(documentOfRecord(eb, batch))))
    .groupBy(['student_id', 'document_type', 'language', 'record_digest'])
    .orderBy('record_id')
    .execute();
}

/** The document in force that a record already has: what makes two records the same is said here alone. */
function documentOfRecord(
  eb: ExpressionBuilder<RegistrySchema, 'records'>,
  { institutionCode }: BatchName,
) {
  return eb
    .selectFrom('documents')
    .select('documents.document_id')
    .where('documents.institution_code', '=', institutionCode)
    .whereRef('documents.student_id', '=', 'records.student_id')
    .whereRef('documents.document_type', '=', 'records.document_type')
    .whereRef('documents.language', '=', 'records.language')
    .whereRef('documents.record_digest', '=', 'records.record_digest')
    .where('documents.state', 'in', IN_FORCE);
}

async function linkRecords(db: Kysely<RegistrySchema>, batch: BatchName): Promise<void> {
  await db
    .updateTable('records')
    .set((eb) => ({
      document_id: documentOfRecord(eb, batch),
    }))
    .where('batch_id', '=', batch.batchId)
    .where('document_id', 'is', null)
    .execute();
}

/** Fills the institution's lists one after the other and opens new ones as they are needed. */
async function takeStatusPlaces(
  db: Kysely<RegistrySchema>,
  institutionCode: string,
  count: number,
  source: ReservationSource,
): Promise<readonly StatusPlace[]> {
  const places: StatusPlace[] = [];
  const lists = await listsWithRoom(db, institutionCode);
  for (let at = 0; places.length < count; at++) {
    const list = lists[at] ?? (await openStatusList(db, institutionCode, source.statusListSize));
    const taken = await takenIndexes(db, list.list);
    places.push(
      ...allocateStatusPlaces({ ...list, taken }, count - places.length, source.randomBelow),
    );
  }
  return places;
}

async function listsWithRoom(db: Kysely<RegistrySchema>, institutionCode: string) {
  return db
    .selectFrom('status_lists')
    .select(['list', 'size'])
    .where('institution_code', '=', institutionCode)
    .where(
      'size',
      '>',
      sql<number>`(select count(*) from documents where documents.status_list = status_lists.list)`,
    )
    .orderBy('list')
    .execute();
}

async function openStatusList(db: Kysely<RegistrySchema>, institutionCode: string, size: number) {
  return db
    .insertInto('status_lists')
    .values({
      list: sql`(select coalesce(max(list), 0) + 1 from status_lists)`,
      institution_code: institutionCode,
      size,
      revision: 1,
      published_revision: null,
      token: null,
      published_at: null,
      expires_at: null,
    })
    .returning(['list', 'size'])
    .executeTakeFirstOrThrow();
}

async function takenIndexes(
  db: Kysely<RegistrySchema>,
  list: number,
): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('documents')
    .select('status_index')
    .where('status_list', '=', list)
    .execute();
  return new Set(rows.map((row) => row.status_index));
}

async function addClaims(
  db: Kysely<RegistrySchema>,
  institutionCode: string,
  studentIds: ReadonlySet<string>,
  source: ReservationSource,
): Promise<void> {
  const claims = [...studentIds].map((studentId) => ({
    handle: source.claimHandleHex(institutionCode, studentId),
    institution_code: institutionCode,
    student_id: studentId,
  }));
  for (const chunk of inChunks(claims)) {
    await db
      .insertInto('claims')
      .values(chunk)
      .onConflict((conflict) => conflict.column('handle').doNothing())
      .execute();
  }
}
