import type { Kysely } from 'kysely';

import type { BatchState } from '../../../registry/states.ts';
import type { Instant } from '../../../shared/instant.ts';
import { parseWaiting } from './waiting-batches.ts';
import type { RegistrySchema } from '../schema.ts';

/** How batches stand: how many are in each state, wait, or stopped; and when the first is tried again. */
export async function countBatches(db: Kysely<RegistrySchema>): Promise<{
  readonly byState: ReadonlyMap<BatchState, number>;
  readonly waiting: number;
  readonly stopped: number;
  readonly nextAttempt: Instant | undefined;
}> {
  const rows = await db
    .selectFrom('batches')
    .select(({ fn }) => ['state', fn.countAll<number>().as('all')])
    .groupBy('state')
    .execute();
  const held = await db
    .selectFrom('batches')
    .select('waiting_json')
    .where('waiting_json', 'is not', null)
    .where('state', '=', 'issuing')
    .execute();
  const attempts = held.flatMap(({ waiting_json: json }) =>
    json === null ? [] : [parseWaiting(json).nextAttempt],
  );
  const due = attempts.filter((each) => each !== null);
  return {
    byState: new Map(rows.map(({ state, all }) => [state as BatchState, all])),
    waiting: due.length,
    stopped: attempts.length - due.length,
    nextAttempt: due.sort((one, other) => one - other)[0],
  };
}
