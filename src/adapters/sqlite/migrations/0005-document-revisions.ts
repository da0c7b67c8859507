import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Documents may be renewed: evidence and time-stamps are appended to the PDF. Every state of a PDF that was
 * ever handed out stays known by its digest. What was issued stays where it is, untouched; only what was
 * appended is kept beside it, so that the newest file is the first one and all additions in their order.
 */
export const documentRevisions: Migration = {
  number: 5,
  name: 'document-revisions',
  async up(db) {
    await db.schema
      .alterTable('documents')
      .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(1))
      .execute();

    await db.schema
      .createTable('document_revisions')
      .addColumn('document_id', 'text', (column) =>
        column.notNull().references('documents.document_id'),
      )
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('length', 'integer', (column) => column.notNull())
      .addColumn('level', 'text', (column) => column.notNull())
      .addColumn('made_at', 'bigint', (column) => column.notNull())
      // Until when the file proves itself, and by which algorithms; null where nobody has looked yet.
      .addColumn('proof_ends_at', 'bigint')
      .addColumn('proof_algorithms', 'text')
      .addPrimaryKeyConstraint('document_revisions_primary', ['document_id', 'revision'])
      .execute();
    await db.schema
      .createIndex('document_revisions_by_end')
      .on('document_revisions')
      .column('proof_ends_at')
      .execute();
    await sql`insert into document_revisions (document_id, revision, digest, length, level, made_at)
      select documents.document_id, 1, pdf_digest, coalesce(length(artifacts.pdf), 0),
        coalesce(documents.level, 'B-B'), issued_at
      from documents left join artifacts on artifacts.document_id = documents.document_id
      where pdf_digest is not null`.execute(db);

    await db.schema
      .createTable('artifact_additions')
      .addColumn('document_id', 'text', (column) =>
        column.notNull().references('documents.document_id'),
      )
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('appended', 'blob', (column) => column.notNull())
      .addPrimaryKeyConstraint('artifact_additions_primary', ['document_id', 'revision'])
      .execute();

    await db.schema
      .createTable('leases')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .execute();

    await sql`create trigger document_revisions_never_update
      before update of document_id, revision, digest, length, level, made_at on document_revisions
      begin select raise(abort, 'append-only'); end`.execute(db);
    await sql`create trigger document_revisions_never_delete before delete on document_revisions
      begin select raise(abort, 'append-only'); end`.execute(db);
    for (const operation of ['update', 'delete']) {
      await sql`create trigger ${sql.ref(`artifact_additions_never_${operation}`)}
        before ${sql.raw(operation)} on artifact_additions
        begin select raise(abort, 'append-only'); end`.execute(db);
    }
  },
};
