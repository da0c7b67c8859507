import type { Kysely } from 'kysely';

import type { BatchState } from '../../../registry/states.ts';
import type { RegistrySchema } from '../schema.ts';

/** How many batches are in each state, and of how many documents wait for a service outside. */
export async function countBatches(db: Kysely<RegistrySchema>): Promise<{
  readonly byState: ReadonlyMap<BatchState, number>;
  readonly waiting: number;
}> {
  const rows = await db
    .selectFrom('batches')
    .select(({ fn }) => [
      'state',
      fn.countAll<number>().as('all'),
      fn.count<number>('waiting_json').as('waiting'),
    ])
    .groupBy('state')
    .execute();
  return {
    byState: new Map(rows.map(({ state, all }) => [state as BatchState, all])),
    waiting: rows.reduce((sum, { waiting }) => sum + waiting, 0),
  };
}
