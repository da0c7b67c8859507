import type { Kysely } from 'kysely';
import type { RegistrySchema } from '../schema.ts';

/** What became of the documents of a batch that is given up. */
interface ReleasedDocuments {
  /** Documents of its records that are issued, and stay so. */
  readonly issued: number;
  /** Documents that were reserved for it and never issued: nothing of them is left. */
  readonly released: number;
}

/**
 * Gives up the documents that a batch has reserved and not issued, inside the caller's transaction: nobody
 * outside ever knew of them. One that a record of another batch in work waits for passes to that batch.
 */
export async function releaseReserved(
  db: Kysely<RegistrySchema>,
  batchId: string,
): Promise<Readonly<Record<keyof ReleasedDocuments, number>>> {
  await db
    .updateTable('records')
    .set({ document_id: null })
    .where('batch_id', '=', batchId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('documents')
          .select('documents.document_id')
          .whereRef('documents.document_id', '=', 'records.document_id')
          .where('documents.state', '=', 'reserved'),
      ),
    )
    .execute();
  await passOn(db, batchId);
  const deleted = await db
    .deleteFrom('documents')
    .where('batch_id', '=', batchId)
    .where('state', '=', 'reserved')
    .executeTakeFirst();
  const { issued } = await db
    .selectFrom('records')
    .select(({ fn }) => fn.countAll<number>().as('issued'))
    .where('batch_id', '=', batchId)
    .where('document_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return { issued, released: Number(deleted.numDeletedRows) };
}

/** Records of other batches say the same and wait for the same document. */
async function passOn(db: Kysely<RegistrySchema>, batchId: string): Promise<void> {
  const heirs = await db
    .selectFrom('documents')
    .innerJoin('records', 'records.document_id', 'documents.document_id')
    .select(['documents.document_id', 'records.record_id', 'records.batch_id'])
    .where('documents.batch_id', '=', batchId)
    .where('documents.state', '=', 'reserved')
    .orderBy('records.record_id', 'desc')
    .execute();
  // The first record comes last, and stays.
  const heirOf = new Map(heirs.map((heir) => [heir.document_id, heir]));
  for (const { document_id, record_id, batch_id } of heirOf.values()) {
    await db
      .updateTable('documents')
      .set({ record_id, batch_id })
      .where('document_id', '=', document_id)
      .execute();
  }
}
