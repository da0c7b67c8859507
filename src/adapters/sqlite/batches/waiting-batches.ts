import type { Kysely } from 'kysely';
import type { BatchWaiting, DueBatch } from '../../../registry/registry-entries.ts';
import type { RegistrySchema } from '../schema.ts';

/** Why a batch waits, as its column holds it. Of before batches said when they are tried again: at once. */
export function parseWaiting(json: string): BatchWaiting {
  const waiting = JSON.parse(json) as BatchWaiting;
  const { attempts = 1, nextAttempt = waiting.since } = waiting as Partial<BatchWaiting>;
  return { ...waiting, attempts, nextAttempt };
}

/** Batches that are tried again by themselves, and when. */
export async function listWaitingBatches(db: Kysely<RegistrySchema>): Promise<readonly DueBatch[]> {
  const rows = await db
    .selectFrom('batches')
    .select(['batch_id', 'waiting_json'])
    .where('waiting_json', 'is not', null)
    .where('state', '=', 'issuing')
    .orderBy('batches.sequence')
    .execute();
  return rows.flatMap(({ batch_id: batchId, waiting_json: json }) => {
    const nextAttempt = json === null ? null : parseWaiting(json).nextAttempt;
    return nextAttempt === null ? [] : [{ batchId, nextAttempt }];
  });
}
