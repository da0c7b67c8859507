import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Page, PageRequest } from '../../registry/page.ts';
import type {
  BatchDocument,
  BatchEntry,
  BatchStateEvent,
  DocumentEntry,
  DocumentStateChange,
  DueBatch,
  ReservedDocument,
  ShownSummary,
  StatusListEntry,
  SubmittedRecord,
} from '../../registry/registry-entries.ts';
import type {
  ArtifactStore,
  BatchRecordCounts,
  DocumentQuery,
  Registry,
} from '../../registry/registry.ts';
import type { DocumentRevision } from '../../registry/renewal-registry.ts';
import type { BatchState } from '../../registry/states.ts';
import type { TrailCheckpoint, TrailEntry } from '../../registry/trail.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { instantOf } from '../../shared/instant.ts';
import { findPdf, findSidecar } from './artifacts.ts';
import { findShownSummary } from './batches/shown-summaries.ts';
import { findFrozenTemplate } from './batches/batch-printing.ts';
import {
  countBatchRecords,
  findRecords,
  findSubmittedRecords,
  listSubmittedRecords,
} from './batches/submitted-records.ts';
import { listWaitingBatches } from './batches/waiting-batches.ts';
import { inChunks } from './chunks.ts';
import { matching, readCursor, selectBatches, toPage } from './registry-queries.ts';
import {
  toBatchEntry,
  toBytes,
  toDocumentEntry,
  toDocumentRevision,
  toDocumentStateChange,
} from './row-mapping.ts';
import type { RegistrySchema } from './schema.ts';
import { clearContent, openRecord, openText, contentPlaces } from './sealing/content-seal.ts';
import type { ContentSeal } from './sealing/content-seal.ts';
import {
  findStatusList,
  listRepeatedStatusPlaces,
  listStatusLists,
  readStatusMarks,
} from './status-lists.ts';
import { findLastCheckpoint, findTrailEnd, listCheckpoints, listTrail } from './trail.ts';
import type { CheckpointPart, TrailPart } from './trail.ts';

/** The registry and the embedded artifact store over Kysely, to read. */
export class SqliteRegistry implements Registry, ArtifactStore {
  protected readonly db: Kysely<RegistrySchema>;

  protected readonly seal: ContentSeal;

  /** @param seal opens, and for a writer seals, what identifies people. */
  constructor(db: Kysely<RegistrySchema>, seal: ContentSeal = clearContent) {
    this.db = db;
    this.seal = seal;
  }

  async checkReadiness(): Promise<void> {
    await this.db.selectFrom('schema_migrations').select('number').limit(1).execute();
  }

  async findBatch(batchId: string): Promise<BatchEntry | undefined> {
    const row = await selectBatches(this.db)
      .where('batches.batch_id', '=', batchId)
      .executeTakeFirst();
    return row && toBatchEntry(row);
  }

  async findBatchByKey(institutionCode: string, key: string): Promise<BatchEntry | undefined> {
    const row = await selectBatches(this.db)
      .where('idempotency_keys.institution_code', '=', institutionCode)
      .where('idempotency_keys.key', '=', key)
      .executeTakeFirst();
    return row && toBatchEntry(row);
  }

  async findBatchReport(batchId: string): Promise<string | undefined> {
    const row = await this.db
      .selectFrom('batches')
      .select('report_json')
      .where('batch_id', '=', batchId)
      .executeTakeFirst();
    return row && openText(this.seal, contentPlaces.report(batchId), row.report_json);
  }

  async listBatchEvents(batchId: string): Promise<readonly BatchStateEvent[]> {
    const rows = await this.db
      .selectFrom('batch_events')
      .select(['at', 'actor', 'to_state', 'note'])
      .where('batch_id', '=', batchId)
      .orderBy('event_id')
      .execute();
    return rows.map(({ at, actor, to_state, note }) => ({
      at: instantOf(at),
      actor,
      to: to_state as BatchState,
      note,
    }));
  }

  async listBatches(page: PageRequest, institutionCode?: string): Promise<Page<BatchEntry>> {
    const before = readCursor(page);
    const rows = await selectBatches(this.db)
      .$if(before !== undefined, (query) => query.where('batches.sequence', '<', before!))
      .$if(institutionCode !== undefined, (query) =>
        query.where('batches.institution_code', '=', institutionCode!),
      )
      .orderBy('batches.sequence', 'desc')
      .limit(page.limit + 1)
      .execute();
    return toPage(rows, page.limit, (row) => row.sequence, toBatchEntry);
  }

  async listWaitingBatches(): Promise<readonly DueBatch[]> {
    return listWaitingBatches(this.db);
  }

  async listBatchDocuments(batchId: string, page: PageRequest): Promise<Page<BatchDocument>> {
    const rows = await this.db
      .selectFrom('records')
      .innerJoin('documents', 'documents.document_id', 'records.document_id')
      .selectAll('documents')
      .select(['records.position', 'records.file', 'records.row'])
      .where('records.batch_id', '=', batchId)
      .where('records.position', '>', readCursor(page) ?? -1)
      .orderBy('records.position')
      .limit(page.limit + 1)
      .execute();
    return toPage(
      rows,
      page.limit,
      (row) => row.position,
      (row) => ({ file: row.file, row: row.row, document: toDocumentEntry(row) }),
    );
  }

  async listBatchRecords(batchId: string, page: PageRequest): Promise<Page<Uint8Array>> {
    const rows = await this.db
      .selectFrom('records')
      .select(['position', 'record_digest', 'canonical_record'])
      .where('batch_id', '=', batchId)
      .where('position', '>', readCursor(page) ?? -1)
      .orderBy('position')
      .limit(page.limit + 1)
      .execute();
    return toPage(
      rows,
      page.limit,
      (row) => row.position,
      (row) => openRecord(this.seal, row),
    );
  }

  async countBatchRecords(batchId: string): Promise<BatchRecordCounts> {
    return countBatchRecords(this.db, batchId);
  }

  async listSubmittedRecords(batchId: string, page: PageRequest): Promise<Page<SubmittedRecord>> {
    return listSubmittedRecords(this.db, this.seal, batchId, page);
  }

  async findSubmittedRecords(batchId: string, row: number): Promise<readonly SubmittedRecord[]> {
    return findSubmittedRecords(this.db, this.seal, batchId, row);
  }

  async findShownSummary(batchId: string, digestStart: string): Promise<ShownSummary | undefined> {
    return findShownSummary(this.db, batchId, digestStart);
  }

  async findRecords(
    documentIds: readonly DocumentId[],
  ): Promise<ReadonlyMap<DocumentId, Uint8Array>> {
    return findRecords(this.db, this.seal, documentIds);
  }

  async findReservedDocuments(
    documentIds: readonly DocumentId[],
  ): Promise<readonly ReservedDocument[]> {
    const rows = await this.db
      .selectFrom('documents')
      .innerJoin('records', 'records.record_id', 'documents.record_id')
      .select([
        'documents.document_id',
        'records.canonical_record',
        'records.record_digest',
        'documents.status_list',
        'documents.status_index',
      ])
      .where('documents.document_id', 'in', documentIds)
      .where('documents.state', '=', 'reserved')
      .orderBy('documents.sequence')
      .execute();
    return rows.map((row) => ({
      documentId: row.document_id as DocumentId,
      canonicalRecord: openRecord(this.seal, row),
      statusList: row.status_list,
      statusIndex: row.status_index,
    }));
  }

  async findRepertoire(batchId: string): Promise<Uint8Array | undefined> {
    const row = await this.db
      .selectFrom('repertoires')
      .select('repertoire')
      .where('batch_id', '=', batchId)
      .executeTakeFirst();
    return row && toBytes(row.repertoire);
  }

  async findFrozenTemplate(batchId: string): Promise<Uint8Array | undefined> {
    return findFrozenTemplate(this.db, batchId);
  }

  async findDocument(documentId: DocumentId): Promise<DocumentEntry | undefined> {
    const row = await this.db
      .selectFrom('documents')
      .selectAll()
      .where('document_id', '=', documentId)
      .executeTakeFirst();
    return row && toDocumentEntry(row);
  }

  async listDocuments(query: DocumentQuery, page: PageRequest): Promise<Page<DocumentEntry>> {
    const rows = await matching(this.db.selectFrom('documents'), query)
      .selectAll()
      .where('sequence', '>', readCursor(page) ?? 0)
      .orderBy('sequence')
      .limit(page.limit + 1)
      .execute();
    return toPage(rows, page.limit, (row) => row.sequence, toDocumentEntry);
  }

  async countDocuments(query: DocumentQuery): Promise<number> {
    const row = await matching(this.db.selectFrom('documents'), query)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return row.count;
  }

  async findDocumentsOfStudents(
    institutionCode: string,
    studentIds: readonly string[],
  ): Promise<readonly DocumentEntry[]> {
    const documents: DocumentEntry[] = [];
    for (const chunk of inChunks(studentIds)) {
      const rows = await this.db
        .selectFrom('documents')
        .selectAll()
        .where('institution_code', '=', institutionCode)
        .where('student_id', 'in', chunk)
        // As an expression, so that they are found by their students and sorted, not all looked at in their order.
        .orderBy(sql`+sequence`)
        .execute();
      for (const row of rows) documents.push(toDocumentEntry(row));
    }
    return documents;
  }

  async findRecord(documentId: DocumentId): Promise<Uint8Array | undefined> {
    const row = await this.db
      .selectFrom('documents')
      .innerJoin('records', 'records.record_id', 'documents.record_id')
      .select(['records.canonical_record', 'records.record_digest'])
      .where('documents.document_id', '=', documentId)
      .executeTakeFirst();
    return row && openRecord(this.seal, row);
  }

  async listStateChanges(documentId: DocumentId): Promise<readonly DocumentStateChange[]> {
    const rows = await this.db
      .selectFrom('document_state_changes')
      .selectAll()
      .where('document_id', '=', documentId)
      .orderBy('change_id')
      .execute();
    return rows.map(toDocumentStateChange);
  }

  async listRevisions(documentId: DocumentId): Promise<readonly DocumentRevision[]> {
    const rows = await this.db
      .selectFrom('document_revisions')
      .selectAll()
      .where('document_id', '=', documentId)
      .orderBy('revision')
      .execute();
    return rows.map(toDocumentRevision);
  }

  async findClaim(
    handleHex: string,
  ): Promise<{ readonly institutionCode: string; readonly studentId: string } | undefined> {
    const row = await this.db
      .selectFrom('claims')
      .select(['institution_code', 'student_id'])
      .where('handle', '=', handleHex)
      .executeTakeFirst();
    return row && { institutionCode: row.institution_code, studentId: row.student_id };
  }

  async findStatusList(list: number): Promise<StatusListEntry | undefined> {
    return findStatusList(this.db, list);
  }

  async listStatusLists(): Promise<readonly StatusListEntry[]> {
    return listStatusLists(this.db);
  }

  async readStatusMarks(list: number): ReturnType<Registry['readStatusMarks']> {
    return readStatusMarks(this.db, list);
  }

  async listTrail(part: TrailPart): Promise<readonly TrailEntry[]> {
    return listTrail(this.db, part);
  }

  async findTrailEnd(): Promise<Pick<TrailEntry, 'sequence' | 'digestHex'>> {
    return findTrailEnd(this.db);
  }

  async listCheckpoints(part: CheckpointPart): Promise<readonly TrailCheckpoint[]> {
    return listCheckpoints(this.db, part);
  }

  async findLastCheckpoint(): Promise<TrailCheckpoint | undefined> {
    return findLastCheckpoint(this.db);
  }

  async listRepeatedStatusPlaces(): Promise<readonly DocumentId[]> {
    return listRepeatedStatusPlaces(this.db);
  }

  /** Has everything read as it was at one moment, while others go on writing. */
  async atOneMoment<Result>(
    use: (registry: Registry & ArtifactStore) => Promise<Result>,
  ): Promise<Result> {
    return this.db.transaction().execute((db) => use(new SqliteRegistry(db, this.seal)));
  }

  async findPdf(documentId: DocumentId): Promise<Uint8Array | undefined> {
    return findPdf(this.db, this.seal, documentId);
  }

  async findSidecar(documentId: DocumentId): Promise<string | undefined> {
    return findSidecar(this.db, this.seal, documentId);
  }
}
