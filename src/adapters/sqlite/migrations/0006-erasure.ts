import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Personal data may be erased once it need not be kept any longer: documents say when and why that was done,
 * and what only ever grew gives way in exactly that case. A hold keeps a document from being erased; a
 * request waits for the second person.
 */
export const erasure: Migration = {
  number: 6,
  name: 'erasure',
  async up(db) {
    await db.schema.alterTable('documents').addColumn('erased_at', 'bigint').execute();
    await db.schema.alterTable('documents').addColumn('erasure_reason', 'text').execute();
    await db.schema.alterTable('documents').addColumn('held_since', 'bigint').execute();
    await db.schema.alterTable('batches').addColumn('erased_at', 'bigint').execute();
    await db.schema
      .createTable('erasure_requests')
      .addColumn('document_id', 'text', (column) =>
        column.primaryKey().references('documents.document_id'),
      )
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('requested_by', 'text', (column) => column.notNull())
      .addColumn('requested_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('database_facts')
      .addColumn('fact', 'text', (column) => column.primaryKey())
      .execute();
    // Pages that earlier versions freed were not overwritten: the first erasure writes the file anew.
    await sql`insert into database_facts (fact)
      select 'freed-pages-hold-data' where exists (select 1 from batches)`.execute(db);
    await letErasedDataGo(db);
  },
};

async function letErasedDataGo(db: Kysely<unknown>): Promise<void> {
  const documentIsErased = sql`exists (select 1 from documents
    where documents.document_id = old.document_id and documents.erased_at is not null)`;
  const batchIsErased = sql`exists (select 1 from batches
    where batches.batch_id = old.batch_id and batches.erased_at is not null)`;
  for (const table of ['artifacts', 'artifact_additions']) {
    const trigger = sql.ref(`${table}_never_delete`);
    await sql`drop trigger ${trigger}`.execute(db);
    await sql`create trigger ${trigger} before delete on ${sql.table(table)}
      when not ${documentIsErased}
      begin select raise(abort, 'append-only'); end`.execute(db);
  }
  await sql`drop trigger document_state_changes_never_update`.execute(db);
  await sql`create trigger document_state_changes_never_update
    before update of change_id, document_id, from_state, to_state, effective_at, recorded_at,
      reason, actor, superseded_by on document_state_changes
    begin select raise(abort, 'append-only'); end`.execute(db);
  await sql`create trigger document_state_changes_note_stays
    before update of note on document_state_changes
    when new.note is not null or not ${documentIsErased}
    begin select raise(abort, 'append-only'); end`.execute(db);
  await sql`drop trigger batch_events_never_update`.execute(db);
  await sql`create trigger batch_events_never_update
    before update of event_id, batch_id, at, actor, to_state on batch_events
    begin select raise(abort, 'append-only'); end`.execute(db);
  await sql`create trigger batch_events_note_stays
    before update of note on batch_events
    when new.note is not null or not ${batchIsErased}
    begin select raise(abort, 'append-only'); end`.execute(db);
}
