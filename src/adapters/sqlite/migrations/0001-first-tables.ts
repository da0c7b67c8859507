import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The tables of the first release. What makes "twice" impossible is here, not in code: one document for
 * one content, one document for one status entry, one set of artifacts for one document. History is
 * append-only by trigger.
 */
export const firstTables: Migration = {
  number: 1,
  name: 'first-tables',
  async up(db) {
    await db.schema
      .createTable('batches')
      .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('batch_id', 'text', (column) => column.notNull().unique())
      .addColumn('institution_code', 'text', (column) => column.notNull())
      .addColumn('template', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('submitted_by', 'text', (column) => column.notNull())
      .addColumn('submitted_at', 'bigint', (column) => column.notNull())
      .addColumn('approved_by', 'text')
      .addColumn('record_count', 'integer', (column) => column.notNull())
      .addColumn('accepted_count', 'integer', (column) => column.notNull())
      .addColumn('error_count', 'integer', (column) => column.notNull())
      .addColumn('warning_count', 'integer', (column) => column.notNull())
      .addColumn('report_json', 'text', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('batch_events')
      .addColumn('event_id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('batch_id', 'text', (column) => column.notNull().references('batches.batch_id'))
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('to_state', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .execute();

    await db.schema
      .createTable('idempotency_keys')
      .addColumn('institution_code', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('request_digest', 'text', (column) => column.notNull())
      .addColumn('batch_id', 'text', (column) =>
        column.notNull().unique().references('batches.batch_id'),
      )
      .addPrimaryKeyConstraint('idempotency_keys_primary', ['institution_code', 'key'])
      .execute();

    await db.schema
      .createTable('repertoires')
      .addColumn('batch_id', 'text', (column) => column.primaryKey().references('batches.batch_id'))
      .addColumn('repertoire', 'blob', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('status_lists')
      .addColumn('list', 'integer', (column) => column.primaryKey())
      .addColumn('institution_code', 'text', (column) => column.notNull())
      .addColumn('size', 'integer', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('published_revision', 'integer')
      .addColumn('token', 'text')
      .addColumn('published_at', 'bigint')
      .addColumn('expires_at', 'bigint')
      .execute();

    await db.schema
      .createTable('records')
      .addColumn('record_id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('batch_id', 'text', (column) => column.notNull().references('batches.batch_id'))
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('file', 'text', (column) => column.notNull())
      .addColumn('row', 'integer', (column) => column.notNull())
      .addColumn('student_id', 'text', (column) => column.notNull())
      .addColumn('document_type', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('record_digest', 'text', (column) => column.notNull())
      .addColumn('canonical_record', 'blob', (column) => column.notNull())
      .addColumn('document_id', 'text', (column) => column.references('documents.document_id'))
      .addUniqueConstraint('records_position', ['batch_id', 'position'])
      .execute();

    await db.schema
      .createTable('documents')
      .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('document_id', 'text', (column) => column.notNull().unique())
      .addColumn('record_id', 'integer', (column) =>
        column.notNull().unique().references('records.record_id'),
      )
      .addColumn('batch_id', 'text', (column) => column.notNull().references('batches.batch_id'))
      .addColumn('institution_code', 'text', (column) => column.notNull())
      .addColumn('student_id', 'text', (column) => column.notNull())
      .addColumn('document_type', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('record_digest', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) =>
        column
          .notNull()
          .check(sql`state in ('reserved', 'issued', 'suspended', 'revoked', 'superseded')`),
      )
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('note', 'text')
      .addColumn('superseded_by', 'text', (column) => column.references('documents.document_id'))
      .addColumn('status_list', 'integer', (column) =>
        column.notNull().references('status_lists.list'),
      )
      .addColumn('status_index', 'integer', (column) => column.notNull())
      .addColumn('reserved_at', 'bigint', (column) => column.notNull())
      .addColumn('issued_at', 'bigint')
      .addColumn('pdf_digest', 'text')
      .addColumn('sidecar_digest', 'text')
      .addUniqueConstraint('documents_status_place', ['status_list', 'status_index'])
      .addCheckConstraint(
        'documents_issued_is_whole',
        sql`(state = 'reserved') = (issued_at is null)
          and (issued_at is null) = (pdf_digest is null)
          and (issued_at is null) = (sidecar_digest is null)`,
      )
      .execute();
    await db.schema
      .createIndex('documents_once')
      .unique()
      .on('documents')
      .columns(['institution_code', 'student_id', 'document_type', 'language', 'record_digest'])
      .execute();
    await db.schema
      .createIndex('documents_by_batch')
      .on('documents')
      .columns(['batch_id', 'state'])
      .execute();
    await db.schema
      .createIndex('records_by_document')
      .on('records')
      .column('document_id')
      .execute();

    await db.schema
      .createTable('artifacts')
      .addColumn('document_id', 'text', (column) =>
        column.primaryKey().references('documents.document_id'),
      )
      .addColumn('pdf', 'blob', (column) => column.notNull())
      .addColumn('sidecar', 'text', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('document_state_changes')
      .addColumn('change_id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('document_id', 'text', (column) =>
        column.notNull().references('documents.document_id'),
      )
      .addColumn('from_state', 'text', (column) => column.notNull())
      .addColumn('to_state', 'text', (column) => column.notNull())
      .addColumn('effective_at', 'bigint', (column) => column.notNull())
      .addColumn('recorded_at', 'bigint', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('note', 'text')
      .addColumn('actor', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('document_state_changes_by_document')
      .on('document_state_changes')
      .column('document_id')
      .execute();

    await db.schema
      .createTable('claims')
      .addColumn('handle', 'text', (column) => column.primaryKey())
      .addColumn('institution_code', 'text', (column) => column.notNull())
      .addColumn('student_id', 'text', (column) => column.notNull())
      .execute();

    for (const table of ['document_state_changes', 'batch_events', 'artifacts']) {
      for (const operation of ['update', 'delete']) {
        await sql`create trigger ${sql.ref(`${table}_never_${operation}`)}
          before ${sql.raw(operation)} on ${sql.table(table)}
          begin select raise(abort, 'append-only'); end`.execute(db);
      }
    }
  },
};
