import { sql } from 'kysely';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Page, PageRequest } from '../../registry/page.ts';
import type { DocumentQuery } from '../../registry/registry.ts';
import type { DocumentState } from '../../registry/states.ts';
import type { BatchRow } from './row-mapping.ts';
import type { RegistrySchema } from './schema.ts';

/** Batches with their key and the number of their records whose document is issued. */
export function selectBatches(
  db: Kysely<RegistrySchema>,
): SelectQueryBuilder<RegistrySchema, 'batches' | 'idempotency_keys', BatchRow> {
  return db
    .selectFrom('batches')
    .leftJoin('idempotency_keys', 'idempotency_keys.batch_id', 'batches.batch_id')
    .select([
      'batches.sequence',
      'batches.batch_id',
      'batches.institution_code',
      'batches.template',
      'batches.level',
      'batches.state',
      'batches.submitted_by',
      'batches.submitted_at',
      'batches.approved_by',
      'batches.approved_digest',
      'batches.approved_alone',
      'batches.waiting_json',
      'batches.template_digest',
      'batches.fingerprint',
      'batches.signing_keys_json',
      'batches.record_count',
      'batches.accepted_count',
      'batches.error_count',
      'batches.warning_count',
      'idempotency_keys.key as idempotency_key',
      'idempotency_keys.request_digest',
      'batches.issued_count',
    ]);
}

/** Documents narrowed to a query. */
export function matching<Output>(
  query: SelectQueryBuilder<RegistrySchema, 'documents', Output>,
  { institutionCode, batchId, studentId, state }: DocumentQuery,
): SelectQueryBuilder<RegistrySchema, 'documents', Output> {
  let narrowed = query;
  if (institutionCode !== undefined) {
    // A batch is far smaller than its institution: then the batch is what documents are found by.
    const column = batchId === undefined ? sql.ref<string>('institution_code') : unindexed;
    narrowed = narrowed.where(column, '=', institutionCode);
  }
  if (batchId !== undefined) narrowed = narrowed.where('batch_id', '=', batchId);
  if (studentId !== undefined) narrowed = narrowed.where('student_id', '=', studentId);
  if (state !== undefined) narrowed = narrowed.where('state', '=', state);
  // Said in the index's own words, or it is not used.
  if (state !== undefined && MARKED.includes(state)) narrowed = narrowed.where(isMarked);
  return narrowed;
}

const unindexed = sql<string>`+institution_code`;

/** States that a status list marks, and that few documents are in. */
const MARKED: readonly DocumentState[] = ['suspended', 'revoked', 'superseded'];

/** As the indexes of those documents have it. */
export const isMarked = sql<boolean>`documents.state in ('suspended', 'revoked', 'superseded')`;

/** A cursor is the last item's number; whatever else a client sends starts from the beginning. */
export function readCursor({ cursor }: PageRequest): number | undefined {
  return cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : undefined;
}

/** One row more than asked for tells that another page follows. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  numberOf: (row: Row) => number,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? String(numberOf(last)) : null,
  };
}
