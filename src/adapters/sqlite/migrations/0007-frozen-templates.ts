import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * What a batch is printed with: its template with the institution's design as they were when it was submitted
 * (kept once, however many batches share it), the fingerprint of all that its documents' look depends on, and the
 * keys that signed for it. A document remembers with which template it was printed.
 */
export const frozenTemplates: Migration = {
  number: 7,
  name: 'frozen-templates',
  async up(db) {
    await db.schema
      .createTable('frozen_templates')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('content', 'blob', (column) => column.notNull())
      .execute();
    for (const operation of ['update', 'delete']) {
      await sql`create trigger ${sql.ref(`frozen_templates_never_${operation}`)}
        before ${sql.raw(operation)} on frozen_templates
        begin select raise(abort, 'append-only'); end`.execute(db);
    }
    await db.schema
      .alterTable('batches')
      .addColumn('template_digest', 'text', (column) =>
        column.references('frozen_templates.digest'),
      )
      .execute();
    await db.schema.alterTable('batches').addColumn('fingerprint', 'text').execute();
    await db.schema.alterTable('batches').addColumn('signing_keys_json', 'text').execute();
    await db.schema.alterTable('documents').addColumn('template', 'text').execute();
    await db.schema.alterTable('documents').addColumn('fingerprint', 'text').execute();
    await sql`update documents
      set template = (select template from batches where batches.batch_id = documents.batch_id)
      where issued_at is not null`.execute(db);
  },
};
