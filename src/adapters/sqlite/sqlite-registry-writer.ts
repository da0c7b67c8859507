import type { Kysely } from 'kysely';
import type {
  BatchStateChange,
  NewDocumentState,
  RegistryWriter,
  ReservationSource,
} from '../../registry/registry-writer.ts';
import type {
  BatchPrinting,
  BatchSigningKeys,
  BatchWaiting,
  FinishedDocument,
  NewBatch,
  PublishedStatusListEntry,
  ShownSummary,
} from '../../registry/registry-entries.ts';
import type { BatchState } from '../../registry/states.ts';
import type { TrailCheckpoint } from '../../registry/trail.ts';
import { AppError } from '../../shared/app-error.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { inParts } from '../../shared/in-parts.ts';
import { addBatchEvent, batchNotFound } from './batches/batch-events.ts';
import { keepPrinting, keepTemplate, recordSigningKeys } from './batches/batch-printing.ts';
import { changeBatchState } from './batches/change-batch-state.ts';
import { rememberSummary } from './batches/shown-summaries.ts';
import { parseWaiting } from './batches/waiting-batches.ts';
import { changeDocumentState } from './change-document-state.ts';
import { ROWS_PER_STATEMENT } from './chunks.ts';
import { recordIssued } from './record-issued.ts';
import { reserveBatch } from './reserve-batch.ts';
import type { RegistrySchema } from './schema.ts';
import { contentPlaces, sealText } from './sealing/content-seal.ts';
import { SqliteRegistry } from './sqlite-registry.ts';
import { appendTrail } from './trail.ts';

/** The registry over Kysely for the issuer. Every method is one transaction. */
export class SqliteRegistryWriter extends SqliteRegistry implements RegistryWriter {
  async storeBatch(batch: NewBatch): Promise<void> {
    await this.db.transaction().execute(async (db) => {
      await assertUnused(db, batch);
      if (batch.frozenTemplate !== undefined) await keepTemplate(db, batch.frozenTemplate);
      await db
        .insertInto('batches')
        .values({
          batch_id: batch.batchId,
          institution_code: batch.institutionCode,
          template: batch.template,
          template_digest: batch.frozenTemplate?.digestHex ?? null,
          level: batch.level,
          waiting_json: null,
          state: batch.state,
          submitted_by: batch.submittedBy,
          submitted_at: batch.submittedAt,
          approved_by: null,
          record_count: batch.counts.records,
          accepted_count: batch.counts.accepted,
          error_count: batch.counts.errors,
          warning_count: batch.counts.warnings,
          report_json: sealText(this.seal, contentPlaces.report(batch.batchId), batch.reportJson),
        })
        .execute();
      if (batch.idempotency !== null) {
        await db
          .insertInto('idempotency_keys')
          .values({
            institution_code: batch.institutionCode,
            key: batch.idempotency.key,
            request_digest: batch.idempotency.requestDigestHex,
            batch_id: batch.batchId,
          })
          .execute();
      }
      let position = 0;
      for await (const chunk of inParts(batch.records, ROWS_PER_STATEMENT)) {
        const rows = chunk.map((record) => ({
          batch_id: batch.batchId,
          position: position++,
          file: record.file,
          row: record.row,
          student_id: record.studentId,
          document_type: record.documentType,
          language: record.language,
          record_digest: record.recordDigestHex,
          canonical_record: this.seal.seal(
            contentPlaces.record(record.recordDigestHex),
            record.canonicalRecord,
          ),
          document_id: null,
        }));
        await db.insertInto('records').values(rows).execute();
      }
      await addBatchEvent(db, {
        batchId: batch.batchId,
        to: batch.state,
        actor: batch.submittedBy,
        at: batch.submittedAt,
      });
      const { institutionCode, template, level, state } = batch;
      const { accepted } = batch.counts;
      const templateDigest = batch.frozenTemplate?.digestHex ?? null;
      await appendTrail(db, [
        {
          at: batch.submittedAt,
          actor: batch.submittedBy,
          action: `batch.${state}`,
          object: batch.batchId,
          before: null,
          after: { state, institutionCode, template, templateDigest, level, accepted },
        },
      ]);
    });
  }

  async changeBatchState(change: BatchStateChange): Promise<void> {
    await this.db.transaction().execute((db) => changeBatchState(db, change));
  }

  async rememberSummary(summary: ShownSummary): Promise<void> {
    await rememberSummary(this.db, summary);
  }

  async recordWaiting(batchId: string, waiting: BatchWaiting | null, actor: string): Promise<void> {
    await this.db.transaction().execute(async (db) => {
      const batch = await db
        .selectFrom('batches')
        .select(['state', 'waiting_json'])
        .where('batch_id', '=', batchId)
        .executeTakeFirst();
      if (batch === undefined) throw batchNotFound();
      if (waiting === null && batch.waiting_json === null) return;
      await db
        .updateTable('batches')
        .set({ waiting_json: waiting === null ? null : JSON.stringify(waiting) })
        .where('batch_id', '=', batchId)
        .execute();
      if (waiting === null) return;
      const before = batch.waiting_json === null ? null : parseWaiting(batch.waiting_json);
      if (before?.code === waiting.code && before.documents === waiting.documents) return;
      await addBatchEvent(db, {
        batchId,
        to: batch.state as BatchState,
        actor,
        at: waiting.since,
        note: `${waiting.documents} ${waiting.nextAttempt === null ? 'stopped' : 'waiting'}: ${waiting.code}`,
      });
    });
  }

  async reserveDocuments(
    batchId: string,
    printing: BatchPrinting,
    source: ReservationSource,
  ): Promise<number> {
    const institutionCode = await this.db.transaction().execute(async (db) => {
      const batch = await db
        .selectFrom('batches')
        .select('institution_code')
        .where('batch_id', '=', batchId)
        .executeTakeFirst();
      if (batch === undefined) throw batchNotFound();
      await keepPrinting(db, batchId, printing);
      return batch.institution_code;
    });
    return reserveBatch(this.db, { batchId, institutionCode }, source);
  }

  async recordIssued(
    finished: readonly FinishedDocument[],
    actor: string,
    batchId?: string,
  ): Promise<readonly DocumentId[]> {
    const issued = await this.db
      .transaction()
      .execute((db) => recordIssued(db, this.seal, finished, actor, batchId));
    return issued.map(({ documentId }) => documentId);
  }

  async recordSigningKeys(batchId: string, keys: BatchSigningKeys, actor: string): Promise<void> {
    await this.db.transaction().execute((db) => recordSigningKeys(db, batchId, keys, actor));
  }

  async changeDocumentState(change: NewDocumentState): Promise<void> {
    await this.db.transaction().execute((db) => changeDocumentState(db, change));
  }

  async storeCheckpoint({ sequence, digestHex, at, token }: TrailCheckpoint): Promise<void> {
    await this.db
      .insertInto('trail_checkpoints')
      .values({ sequence, digest: digestHex, at, token })
      .onConflict((conflict) => conflict.column('sequence').doNothing())
      .execute();
  }

  async publishStatusList(list: number, published: PublishedStatusListEntry): Promise<void> {
    await this.db
      .updateTable('status_lists')
      .set({
        published_revision: published.revision,
        token: published.token,
        published_at: published.publishedAt,
        expires_at: published.expiresAt,
      })
      .where('list', '=', list)
      .where((eb) =>
        eb.or([
          eb('published_revision', 'is', null),
          eb('published_revision', '<=', published.revision),
        ]),
      )
      .execute();
  }
}

async function assertUnused(db: Kysely<RegistrySchema>, batch: NewBatch): Promise<void> {
  const same = await db
    .selectFrom('batches')
    .leftJoin('idempotency_keys', 'idempotency_keys.batch_id', 'batches.batch_id')
    .select('batches.batch_id')
    .where((eb) =>
      eb.or([
        eb('batches.batch_id', '=', batch.batchId),
        eb.and([
          eb('idempotency_keys.institution_code', '=', batch.institutionCode),
          eb('idempotency_keys.key', '=', batch.idempotency?.key ?? null),
        ]),
      ]),
    )
    .executeTakeFirst();
  if (same !== undefined) {
    throw new AppError('idempotency-conflict', {
      th: 'ชุดเอกสารนี้ถูกส่งเข้ามาแล้ว',
      en: 'This batch has been submitted already.',
    });
  }
}
