import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { endedBatchStates } from '../../../registry/erasure.ts';
import type {
  DocumentErasure,
  DocumentHold,
  ErasableQuery,
  ErasureReason,
  ErasureRequest,
  ErasureStanding,
  RegistryEraser,
} from '../../../registry/erasure.ts';
import type { Page, PageRequest } from '../../../registry/page.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { DocumentId } from '../../../shared/document-id.ts';
import { instantOf } from '../../../shared/instant.ts';
import type { Instant } from '../../../shared/instant.ts';
import { readCursor, toPage } from '../registry-queries.ts';
import type { RegistrySchema } from '../schema.ts';
import { appendTrail } from '../trail.ts';
import { eraseBatchRows, eraseDocument, findErasureStanding } from './erase-rows.ts';

const FREED_PAGES = 'freed-pages-hold-data';

/** Erases personal data in SQLite, down to the bytes of its files. */
export class SqliteEraser implements RegistryEraser {
  readonly #db: Kysely<RegistrySchema>;

  /** @param db opened for writing: there, what is freed is overwritten (`secure_delete`). */
  constructor(db: Kysely<RegistrySchema>) {
    this.#db = db;
  }

  findErasureStanding(documentId: DocumentId): Promise<ErasureStanding | undefined> {
    return findErasureStanding(this.#db, documentId);
  }

  async listErasableDocuments(
    { institutionCode, before }: ErasableQuery,
    page: PageRequest,
  ): Promise<Page<DocumentId>> {
    const rows = await this.#db
      .selectFrom('documents')
      .select(['sequence', 'document_id'])
      .where('institution_code', '=', institutionCode)
      .where('state', 'in', ['issued', 'revoked', 'superseded'])
      .where('erased_at', 'is', null)
      .where('held_since', 'is', null)
      .where('issued_at', '<', before)
      .where('since', '<', before)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('records')
              .innerJoin('batches', 'batches.batch_id', 'records.batch_id')
              .select('batches.batch_id')
              .whereRef('records.document_id', '=', 'documents.document_id')
              .where('batches.state', 'not in', endedBatchStates),
          ),
        ),
      )
      .where('sequence', '>', readCursor(page) ?? 0)
      .orderBy('sequence')
      .limit(page.limit + 1)
      .execute();
    return toPage(
      rows,
      page.limit,
      (row) => row.sequence,
      (row) => row.document_id as DocumentId,
    );
  }

  async listErasableBatches(
    { institutionCode, before }: ErasableQuery,
    page: PageRequest,
  ): Promise<Page<string>> {
    const rows = await this.#db
      .selectFrom('batches')
      .select(['sequence', 'batch_id'])
      .where('institution_code', '=', institutionCode)
      .where('state', 'in', endedBatchStates)
      .where('erased_at', 'is', null)
      .where(
        (eb) =>
          eb
            .selectFrom('batch_events')
            .select(({ fn }) => fn.max('batch_events.at').as('at'))
            .whereRef('batch_events.batch_id', '=', 'batches.batch_id'),
        '<',
        before,
      )
      .where('sequence', '>', readCursor(page) ?? 0)
      .orderBy('sequence')
      .limit(page.limit + 1)
      .execute();
    return toPage(
      rows,
      page.limit,
      (row) => row.sequence,
      (row) => row.batch_id,
    );
  }

  async findErasureRequest(documentId: DocumentId): Promise<ErasureRequest | undefined> {
    const row = await this.#db
      .selectFrom('erasure_requests')
      .selectAll()
      .where('document_id', '=', documentId)
      .executeTakeFirst();
    return (
      row && {
        documentId,
        reason: row.reason as ErasureReason,
        requestedBy: row.requested_by,
        requestedAt: instantOf(row.requested_at),
      }
    );
  }

  async storeErasureRequest(request: ErasureRequest): Promise<void> {
    const { documentId, reason, requestedBy, requestedAt } = request;
    await this.#db.transaction().execute(async (db) => {
      const stored = await db
        .insertInto('erasure_requests')
        .values({
          document_id: documentId,
          reason,
          requested_by: requestedBy,
          requested_at: requestedAt,
        })
        .onConflict((conflict) => conflict.column('document_id').doNothing())
        .returning('document_id')
        .executeTakeFirst();
      if (stored === undefined) return;
      await appendTrail(db, [
        {
          at: requestedAt,
          actor: requestedBy,
          action: 'document.erasure-requested',
          object: documentId,
          before: null,
          after: { erasureRequested: reason },
        },
      ]);
    });
  }

  async holdDocument({ documentId, isHeld, actor, at }: DocumentHold): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      const document = await db
        .selectFrom('documents')
        .select(['held_since', 'erased_at'])
        .where('document_id', '=', documentId)
        .where('state', '<>', 'reserved')
        .executeTakeFirst();
      if (document === undefined) {
        throw new AppError('not-found', {
          th: 'ไม่พบเอกสารนี้',
          en: 'There is no such document.',
        });
      }
      if (isHeld && document.erased_at !== null) throw documentErased();
      if (isHeld === (document.held_since !== null)) return;
      const heldSince = isHeld ? at : null;
      await db
        .updateTable('documents')
        .set({ held_since: heldSince })
        .where('document_id', '=', documentId)
        .execute();
      await appendTrail(db, [
        {
          at,
          actor,
          action: isHeld ? 'document.held' : 'document.released',
          object: documentId,
          before: { heldSince: document.held_since },
          after: { heldSince },
        },
      ]);
    });
  }

  async eraseDocument(erasure: DocumentErasure): Promise<boolean> {
    return this.#db.transaction().execute((db) => eraseDocument(db, erasure));
  }

  async eraseBatch(batchId: string, actor: string, at: Instant): Promise<boolean> {
    return this.#db.transaction().execute((db) => eraseBatchRows(db, batchId, actor, at));
  }

  async purgeFiles(): Promise<boolean> {
    const fact = await this.#db
      .selectFrom('database_facts')
      .select('fact')
      .where('fact', '=', FREED_PAGES)
      .executeTakeFirst();
    if (fact !== undefined) {
      // Written by a version that did not overwrite what it freed: the whole file is made anew, once.
      await sql`vacuum`.execute(this.#db);
      await this.#db.deleteFrom('database_facts').where('fact', '=', FREED_PAGES).execute();
    }
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(this.#db);
    return rows[0]?.busy === 0;
  }
}

function documentErased(): AppError {
  return new AppError('document-erased', {
    th: 'ข้อมูลของเอกสารนี้ถูกลบแล้ว ไม่มีสิ่งใดให้เก็บรักษาไว้',
    en: 'The data of this document have been erased: nothing is left to hold.',
  });
}
