import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { instantOf } from '../../../shared/instant.ts';
import type { RegistrySchema } from '../schema.ts';
import { appendTrail } from '../trail.ts';
import type { Migration } from './migration.ts';

const DOCUMENTS_AT_ONCE = 1000;

/**
 * The audit trail, a chain of digests, and its signed checkpoints. What is older than the trail is adopted
 * as it stands: from here on nothing of it changes unnoticed.
 */
export const auditTrail: Migration = {
  number: 4,
  name: 'audit-trail',
  async up(db) {
    await db.schema
      .createTable('audit_trail')
      .addColumn('sequence', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('object', 'text', (column) => column.notNull())
      .addColumn('before_json', 'text')
      .addColumn('after_json', 'text', (column) => column.notNull())
      .addColumn('previous_digest', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('audit_trail_by_object')
      .on('audit_trail')
      .column('object')
      .execute();
    await db.schema
      .createTable('trail_checkpoints')
      .addColumn('sequence', 'integer', (column) => column.primaryKey())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('token', 'text', (column) => column.notNull())
      .execute();
    await adopt(db);
    for (const table of ['audit_trail', 'trail_checkpoints']) {
      for (const operation of ['update', 'delete']) {
        await sql`create trigger ${sql.ref(`${table}_never_${operation}`)}
          before ${sql.raw(operation)} on ${sql.table(table)}
          begin select raise(abort, 'append-only'); end`.execute(db);
      }
    }
  },
};

async function adopt(db: Kysely<RegistrySchema>): Promise<void> {
  const actor = 'migration';
  const batches = await db
    .selectFrom('batches')
    .select(['batch_id', 'state', 'submitted_at'])
    .orderBy('sequence')
    .execute();
  await appendTrail(
    db,
    batches.map(({ batch_id: object, state, submitted_at }) => ({
      at: instantOf(submitted_at),
      actor,
      action: 'batch.adopted',
      object,
      before: null,
      after: { state },
    })),
  );
  for (let last = 0; ;) {
    const rows = await db
      .selectFrom('documents')
      .select(['sequence', 'document_id', 'state', 'since', 'reason', 'superseded_by'])
      .select(['record_digest', 'pdf_digest', 'sidecar_digest', 'status_list', 'status_index'])
      .where('state', '<>', 'reserved')
      .where('sequence', '>', last)
      .orderBy('sequence')
      .limit(DOCUMENTS_AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    last = rows.at(-1)!.sequence;
    const events = rows.map((row) => ({
      at: instantOf(row.since),
      actor,
      action: 'document.adopted',
      object: row.document_id,
      before: null,
      after: {
        state: row.state,
        since: row.since,
        reason: row.reason,
        supersededBy: row.superseded_by,
        recordDigest: row.record_digest,
        pdfDigest: row.pdf_digest,
        sidecarDigest: row.sidecar_digest,
        statusList: row.status_list,
        statusIndex: row.status_index,
      },
    }));
    await appendTrail(db, events);
  }
}
