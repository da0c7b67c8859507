import type { Kysely } from 'kysely';
import type { BatchStateChange } from '../../../registry/registry-writer.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { RegistrySchema } from '../schema.ts';

/** Appends to the history of a batch, inside the caller's transaction. */
export async function addBatchEvent(
  db: Kysely<RegistrySchema>,
  change: Pick<BatchStateChange, 'batchId' | 'at' | 'actor' | 'to' | 'note'>,
): Promise<void> {
  await db
    .insertInto('batch_events')
    .values({
      batch_id: change.batchId,
      at: change.at,
      actor: change.actor,
      to_state: change.to,
      note: change.note ?? null,
    })
    .execute();
}

export function batchNotFound(): AppError {
  return new AppError('not-found', { th: 'ไม่พบชุดเอกสารนี้', en: 'There is no such batch.' });
}
