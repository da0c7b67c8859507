import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * An approval stands for what was seen: the digest of the summary that was approved, and whether the person who
 * approved had submitted too. Summaries that were shown are remembered by the digests of their parts, so that
 * it can be said what has changed since.
 */
export const approvals: Migration = {
  number: 8,
  name: 'approvals',
  async up(db) {
    await db.schema.alterTable('batches').addColumn('approved_digest', 'text').execute();
    await db.schema
      .alterTable('batches')
      .addColumn('approved_alone', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('shown_summaries')
      .addColumn('batch_id', 'text', (column) => column.notNull().references('batches.batch_id'))
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('basis_json', 'text', (column) => column.notNull())
      .addColumn('shown_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('shown_summaries_primary', ['batch_id', 'digest'])
      .execute();
    for (const operation of ['update', 'delete']) {
      await sql`create trigger ${sql.ref(`shown_summaries_never_${operation}`)}
        before ${sql.raw(operation)} on shown_summaries
        begin select raise(abort, 'append-only'); end`.execute(db);
    }
  },
};
