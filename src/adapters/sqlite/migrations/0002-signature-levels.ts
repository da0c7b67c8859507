import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The level of signatures: what a batch asks for, what a document has, and what documents wait for while a
 * service outside cannot be had. Everything issued before is at B-B.
 */
export const signatureLevels: Migration = {
  number: 2,
  name: 'signature-levels',
  async up(db) {
    await db.schema
      .alterTable('batches')
      .addColumn('level', 'text', (column) => column.notNull().defaultTo('B-B'))
      .execute();
    await db.schema.alterTable('batches').addColumn('waiting_json', 'text').execute();
    await db.schema.alterTable('documents').addColumn('level', 'text').execute();
    await sql`update documents set level = 'B-B' where issued_at is not null`.execute(db);
  },
};
