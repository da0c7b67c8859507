import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The same record may become a document again once the earlier one is revoked or superseded: only among
 * documents in force it stays unique. A change of state keeps which document came in the place of which.
 */
export const reissueAndSupersession: Migration = {
  number: 3,
  name: 'reissue-and-supersession',
  async up(db) {
    await db.schema.dropIndex('documents_once').execute();
    await sql`create unique index documents_once_in_force
      on documents (institution_code, student_id, document_type, language, record_digest)
      where state in ('reserved', 'issued', 'suspended')`.execute(db);
    await db.schema
      .createIndex('documents_by_student')
      .on('documents')
      .columns(['institution_code', 'student_id'])
      .execute();
    await db.schema
      .alterTable('document_state_changes')
      .addColumn('superseded_by', 'text', (column) => column.references('documents.document_id'))
      .execute();
  },
};
