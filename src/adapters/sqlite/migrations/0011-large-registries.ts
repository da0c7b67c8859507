import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * What lists of a registry of millions need to be found by: an institution's documents in their order, those few that are
 * not in force, what a document took the place of (asked whenever one is deleted), and the batches that wait. Two
 * indexes that no question used, and that each document had to be entered into, go.
 */
export const largeRegistries: Migration = {
  number: 11,
  name: 'large-registries',
  async up(db) {
    await db.schema.dropIndex('documents_by_batch').execute();
    await db.schema.dropIndex('document_revisions_by_end').execute();
    // Each index ends with the row's number, so that what it finds comes in order and page by page.
    await db.schema
      .createIndex('documents_in_batch')
      .on('documents')
      .columns(['batch_id'])
      .execute();
    await db.schema
      .createIndex('documents_of_institution')
      .on('documents')
      .columns(['institution_code'])
      .execute();
    const isMarked = sql`state in ('suspended', 'revoked', 'superseded')`;
    await sql`create index documents_marked on documents (institution_code, state)
      where ${isMarked}`.execute(db);
    await sql`create index status_places_marked on documents (status_list, status_index, state)
      where ${isMarked}`.execute(db);
    await sql`create index documents_superseding on documents (superseded_by)
      where superseded_by is not null`.execute(db);
    await sql`create index state_changes_superseding on document_state_changes (superseded_by)
      where superseded_by is not null`.execute(db);
    await sql`create index batches_waiting on batches (state) where waiting_json is not null`.execute(
      db,
    );
    await db.schema.createIndex('batches_by_state').on('batches').column('state').execute();
    await db.schema
      .createIndex('batches_of_institution')
      .on('batches')
      .column('institution_code')
      .execute();
  },
};
