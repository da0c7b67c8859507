import type { Kysely } from 'kysely';
import { batchCancelled } from '../../../registry/batch-cancelled.ts';
import type { BatchStateChange } from '../../../registry/registry-writer.ts';
import { isSamePerson } from '../../../registry/same-person.ts';
import type { BatchState } from '../../../registry/states.ts';
import { batchTransitions, isTransitionAllowed } from '../../../registry/transitions.ts';
import type { TrailValues } from '../../../registry/trail.ts';
import { AppError } from '../../../shared/app-error.ts';
import { formatInstant, instantOf } from '../../../shared/instant.ts';
import { illegalTransition } from '../illegal-transition.ts';
import type { RegistrySchema } from '../schema.ts';
import { appendTrail } from '../trail.ts';
import { addBatchEvent, batchNotFound } from './batch-events.ts';
import { releaseReserved } from './release-reserved.ts';

/** States that a person decides on. */
const DECISIONS: readonly BatchState[] = ['approved', 'rejected', 'cancelled'];

/** States that issuing ends with. */
const ENDS: readonly BatchState[] = ['issued', 'partly-issued'];

/** Moves a batch along its table, inside the caller's transaction. */
export async function changeBatchState(
  db: Kysely<RegistrySchema>,
  change: BatchStateChange,
): Promise<void> {
  const { batchId, to, actor, at, approval } = change;
  const batch = await db
    .selectFrom('batches')
    .select('state')
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  if (batch === undefined) throw batchNotFound();
  const from = batch.state as BatchState;
  if (!isTransitionAllowed(batchTransitions, from, to)) {
    if (from === 'cancelled' && ENDS.includes(to)) throw batchCancelled();
    await refuseSecondDecision(db, change, from);
    if (from === to) return;
    throw illegalTransition(from, to);
  }
  await db
    .updateTable('batches')
    .set({
      state: to,
      ...(to === 'approved' ? { approved_by: actor } : {}),
      ...(approval === undefined
        ? {}
        : { approved_digest: approval.digestHex, approved_alone: approval.isAlone ? 1 : 0 }),
    })
    .where('batch_id', '=', batchId)
    .execute();
  const released: TrailValues = to === 'cancelled' ? await releaseReserved(db, batchId) : {};
  const approved: TrailValues =
    approval === undefined ? {} : { digest: approval.digestHex, persons: approval.isAlone ? 1 : 2 };
  await addBatchEvent(db, change);
  const action = `batch.${to}`;
  const after = { state: to, ...approved, ...released };
  await appendTrail(db, [{ at, actor, action, object: batchId, before: { state: from }, after }]);
}

/**
 * Of two who decide at the same time the second learns that another person was faster. Doing again what one
 * has done oneself is no conflict.
 * @throws AppError `changed-meanwhile`
 */
async function refuseSecondDecision(
  db: Kysely<RegistrySchema>,
  { batchId, to, actor }: BatchStateChange,
  state: BatchState,
): Promise<void> {
  if (!DECISIONS.includes(to)) return;
  const decision = await db
    .selectFrom('batch_events')
    .select(['at', 'actor'])
    .where('batch_id', '=', batchId)
    .where('to_state', 'in', DECISIONS)
    .orderBy('event_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (decision === undefined || isSamePerson(decision.actor, actor)) return;
  const since = formatInstant(instantOf(decision.at));
  throw new AppError('changed-meanwhile', {
    th: `มีผู้อื่นตัดสินชุดเอกสารนี้ไปก่อนแล้วเมื่อ ${since} ขณะนี้มีสถานะ ${state} โปรดเปิดดูอีกครั้ง`,
    en: `Somebody else decided on this batch at ${since}; it is ${state} now. Look at it again.`,
  });
}
