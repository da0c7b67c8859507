import type { Kysely } from 'kysely';
import type { DocumentId } from '../../../shared/document-id.ts';
import type { RegistrySchema } from '../schema.ts';

/** Counts documents that are issued now in every batch that brought a record of theirs. */
export async function countIssued(
  db: Kysely<RegistrySchema>,
  documentIds: readonly DocumentId[],
): Promise<void> {
  const found = await db
    .selectFrom('records')
    .select(({ fn }) => ['batch_id', fn.countAll<number>().as('count')])
    .where('document_id', 'in', documentIds)
    .groupBy('batch_id')
    .execute();
  for (const { batch_id, count } of found) await add(db, batch_id, count);
}

/** Counts, of records that were given their documents just now, those whose document is issued already. */
export async function countLinked(
  db: Kysely<RegistrySchema>,
  batchId: string,
  recordIds: readonly number[],
): Promise<void> {
  if (recordIds.length === 0) return;
  const { count } = await db
    .selectFrom('records')
    .innerJoin('documents', 'documents.document_id', 'records.document_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('records.record_id', 'in', recordIds)
    .where('documents.state', '<>', 'reserved')
    .executeTakeFirstOrThrow();
  if (count > 0) await add(db, batchId, count);
}

async function add(db: Kysely<RegistrySchema>, batchId: string, count: number): Promise<void> {
  await db
    .updateTable('batches')
    .set((eb) => ({ issued_count: eb('issued_count', '+', count) }))
    .where('batch_id', '=', batchId)
    .execute();
}
