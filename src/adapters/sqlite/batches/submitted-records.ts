import { sql } from 'kysely';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Page, PageRequest } from '../../../registry/page.ts';
import type { SubmittedRecord } from '../../../registry/registry-entries.ts';
import type { BatchRecordCounts } from '../../../registry/registry.ts';
import type { DocumentId } from '../../../shared/document-id.ts';
import { inChunks } from '../chunks.ts';
import { readCursor, toPage } from '../registry-queries.ts';
import type { RegistrySchema } from '../schema.ts';
import { openRecord } from '../sealing/content-seal.ts';
import type { ContentSeal } from '../sealing/content-seal.ts';

const COLUMNS = [
  'position',
  'file',
  'row',
  'student_id',
  'document_type',
  'language',
  'record_digest',
  'canonical_record',
] as const;

type RecordRow = Pick<RegistrySchema['records'], (typeof COLUMNS)[number]>;

/** The records of a batch in their order. */
export async function listSubmittedRecords(
  db: Kysely<RegistrySchema>,
  seal: ContentSeal,
  batchId: string,
  page: PageRequest,
): Promise<Page<SubmittedRecord>> {
  const rows = await recordsOf(db, batchId)
    .where('position', '>', readCursor(page) ?? -1)
    .limit(page.limit + 1)
    .execute();
  return toPage(rows, page.limit, ({ position }) => position, toRecord(seal));
}

/** Those of one row. */
export async function findSubmittedRecords(
  db: Kysely<RegistrySchema>,
  seal: ContentSeal,
  batchId: string,
  row: number,
): Promise<readonly SubmittedRecord[]> {
  const rows = await recordsOf(db, batchId).where('row', '=', row).execute();
  return rows.map(toRecord(seal));
}

/** How the records of a batch stand to its documents. */
export async function countBatchRecords(
  db: Kysely<RegistrySchema>,
  batchId: string,
): Promise<BatchRecordCounts> {
  return db
    .selectFrom('records')
    .leftJoin('documents', 'documents.document_id', 'records.document_id')
    .where('records.batch_id', '=', batchId)
    .select(({ fn }) => [
      fn.countAll<number>().as('records'),
      sql<number>`count(*) filter (where records.document_id is null)`.as('unlinked'),
      sql<number>`count(*) filter (where records.document_id is not null
        and records.record_digest is distinct from documents.record_digest)`.as('mislinked'),
    ])
    .executeTakeFirstOrThrow();
}

/** The canonical records that documents were made of. */
export async function findRecords(
  db: Kysely<RegistrySchema>,
  seal: ContentSeal,
  documentIds: readonly DocumentId[],
): Promise<ReadonlyMap<DocumentId, Uint8Array>> {
  const found = new Map<DocumentId, Uint8Array>();
  for (const chunk of inChunks(documentIds)) {
    const rows = await db
      .selectFrom('documents')
      .innerJoin('records', 'records.record_id', 'documents.record_id')
      .select(['documents.document_id', 'records.record_digest', 'records.canonical_record'])
      .where('documents.document_id', 'in', chunk)
      .execute();
    for (const row of rows) {
      found.set(row.document_id as DocumentId, openRecord(seal, row));
    }
  }
  return found;
}

function recordsOf(
  db: Kysely<RegistrySchema>,
  batchId: string,
): SelectQueryBuilder<RegistrySchema, 'records', RecordRow> {
  return db
    .selectFrom('records')
    .select(COLUMNS)
    .where('batch_id', '=', batchId)
    .orderBy('position');
}

/** Columns hold what we wrote ourselves: kinds and languages are narrowed here. */
function toRecord(seal: ContentSeal): (row: RecordRow) => SubmittedRecord {
  return (row) => ({
    file: row.file,
    row: row.row,
    studentId: row.student_id,
    documentType: row.document_type as SubmittedRecord['documentType'],
    language: row.language as SubmittedRecord['language'],
    canonicalRecord: openRecord(seal, row),
    recordDigestHex: row.record_digest,
  });
}
