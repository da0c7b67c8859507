import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExpressionBuilder, Kysely } from 'kysely';
import { batchCancelled } from '../../registry/batch-cancelled.ts';
import type { ReservationSource } from '../../registry/registry-writer.ts';
import type { DocumentState } from '../../registry/states.ts';
import { countLinked } from './batches/issued-counts.ts';
import type { RegistrySchema } from './schema.ts';
import { takeStatusPlaces } from './status-places.ts';

/** As the unique index `documents_once_in_force` has it. */
const IN_FORCE: readonly DocumentState[] = ['reserved', 'issued', 'suspended'];

interface BatchName {
  readonly batchId: string;
  readonly institutionCode: string;
}

/** Part of a batch's records, by their positions. */
interface BatchPart extends BatchName {
  readonly first: number;
  readonly last: number;
}

/** Records that are given their documents in one transaction: some ten milliseconds of work. */
const RECORDS_PER_PART = 250;

/**
 * Gives every record of a batch its document, part by part: each part is one transaction, and between two
 * of them the process does something else. What was given stays when a later part fails; a repetition goes
 * on after it.
 * @returns how many documents are new.
 */
export async function reserveBatch(
  db: Kysely<RegistrySchema>,
  batch: BatchName,
  source: ReservationSource,
): Promise<number> {
  let created = 0;
  for (let after = -1; ;) {
    const part = await findPart(db, batch, after);
    if (part === undefined) return created;
    created += await db.transaction().execute((inside) => reservePart(inside, part, source));
    after = part.last;
    await nextTurn();
  }
}

/** The next records that have no document, as many as one transaction takes. */
async function findPart(
  db: Kysely<RegistrySchema>,
  batch: BatchName,
  after: number,
): Promise<BatchPart | undefined> {
  const rows = await db
    .selectFrom('records')
    .select('position')
    .where('batch_id', '=', batch.batchId)
    .where('position', '>', after)
    .where('document_id', 'is', null)
    .orderBy('position')
    .limit(RECORDS_PER_PART)
    .execute();
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { ...batch, first: first.position, last: last.position };
}

async function reservePart(
  db: Kysely<RegistrySchema>,
  part: BatchPart,
  source: ReservationSource,
): Promise<number> {
  await refuseCancelled(db, part);
  const records = await recordsWithoutDocument(db, part);
  const places = await takeStatusPlaces(db, part.institutionCode, records.length, source);
  const documents = records.map((record, at) => ({
    document_id: source.newDocumentId(),
    record_id: record.record_id,
    batch_id: part.batchId,
    institution_code: part.institutionCode,
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
  if (documents.length > 0) await db.insertInto('documents').values(documents).execute();
  await linkRecords(db, part);
  const studentIds = new Set(records.map((record) => record.student_id));
  await addClaims(db, part.institutionCode, studentIds, source);
  return documents.length;
}

/** Between two parts somebody may give the batch up: then nothing more is reserved for it. */
async function refuseCancelled(db: Kysely<RegistrySchema>, { batchId }: BatchName): Promise<void> {
  const cancelled = await db
    .selectFrom('batches')
    .select('batch_id')
    .where('batch_id', '=', batchId)
    .where('state', '=', 'cancelled')
    .executeTakeFirst();
  if (cancelled !== undefined) throw batchCancelled();
}

/** The first record of each content that no document stands for yet. */
async function recordsWithoutDocument(db: Kysely<RegistrySchema>, part: BatchPart) {
  return db
    .selectFrom('records')
    .select(({ fn }) => [
      fn.min('record_id').as('record_id'),
      'student_id',
      'document_type',
      'language',
      'record_digest',
    ])
    .where('batch_id', '=', part.batchId)
    .where('position', '>=', part.first)
    .where('position', '<=', part.last)
    .where('document_id', 'is', null)
    .where((eb) => eb.not(eb.exists(documentOfRecord(eb, part))))
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

async function linkRecords(db: Kysely<RegistrySchema>, part: BatchPart): Promise<void> {
  const linked = await db
    .updateTable('records')
    .set((eb) => ({
      document_id: documentOfRecord(eb, part),
    }))
    .where('batch_id', '=', part.batchId)
    .where('position', '>=', part.first)
    .where('position', '<=', part.last)
    .where('document_id', 'is', null)
    .returning('record_id')
    .execute();
  const recordIds = linked.map(({ record_id }) => record_id);
  await countLinked(db, part.batchId, recordIds);
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
  if (claims.length === 0) return;
  await db
    .insertInto('claims')
    .values(claims)
    .onConflict((conflict) => conflict.column('handle').doNothing())
    .execute();
}
