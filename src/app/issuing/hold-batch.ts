import type { BatchEntry, BatchWaiting } from '../../registry/registry-entries.ts';
import { AppError, isAppError } from '../../shared/app-error.ts';
import { instantOf } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import { isWaitingFault } from '../../signing/services/waiting-fault.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import { getBatchEntry } from './batch-view.ts';
import { ISSUING_ACTOR } from './finish-chunk.ts';

/** Between the first attempt and the second; each further pause is twice the one before. */
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;
/** A service may ask for more patience than that, but not for ever. */
const LONGEST_ASKED_PAUSE_MS = 6 * 60 * 60_000;

/** When a batch is tried again. @param asked what the service that failed asks for, milliseconds */
function toNextAttempt(now: Instant, attempts: number, asked = 0): Instant {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  return instantOf(now + Math.max(pause, Math.min(asked, LONGEST_ASKED_PAUSE_MS)));
}

/**
 * Puts the next attempt off for as long as this one may take, so that no second process takes the same batch
 * up meanwhile. (Were it to, nothing would be issued twice, but much made twice.)
 */
export async function takeUp(
  { registry, clock }: IssuerEnvironment,
  { batchId, waiting }: BatchEntry,
): Promise<void> {
  if (waiting === null || waiting.nextAttempt === null) return;
  const nextAttempt = toNextAttempt(clock.now(), waiting.attempts + 1);
  await registry.recordWaiting(batchId, { ...waiting, nextAttempt }, ISSUING_ACTOR);
}

/**
 * Keeps with the batch why its run ended: until when it waits or, where waiting helps nothing, that somebody must
 * see to it. The batch stays as it is; going on with it tries again whatever is missing.
 * @returns the error for whoever ran it.
 */
export async function holdBatch(
  environment: IssuerEnvironment,
  before: BatchEntry,
  error: unknown,
): Promise<unknown> {
  if (!isAppError(error) || error.code === 'batch-cancelled') return error;
  try {
    const waiting = await toWaiting(environment, before, error);
    await environment.registry.recordWaiting(before.batchId, waiting, ISSUING_ACTOR);
    return waiting.nextAttempt === null ? error : withCounts(error, before, waiting);
  } catch {
    // A storage that fails cannot keep why; the first failure is the one to tell.
    return error;
  }
}

async function toWaiting(
  { registry, clock }: IssuerEnvironment,
  before: BatchEntry,
  { code, text, retryAfterMs }: AppError,
): Promise<BatchWaiting> {
  const { counts, issued } = await getBatchEntry(registry, before.batchId);
  const since = clock.now();
  const wasInVain = before.waiting !== null && issued === before.issued;
  const attempts = wasInVain ? before.waiting.attempts + 1 : 1;
  const nextAttempt = isWaitingFault(code) ? toNextAttempt(since, attempts, retryAfterMs) : null;
  return { code, text, documents: counts.accepted - issued, since, attempts, nextAttempt };
}

function withCounts(
  { code, text, retryAfterMs }: AppError,
  { batchId, counts }: BatchEntry,
  { documents }: BatchWaiting,
): AppError {
  const issued = counts.accepted - documents;
  return new AppError(
    code,
    {
      th: `${text.th} (รออยู่ ${documents} ฉบับ ออกแล้ว ${issued} ฉบับ สั่งทำต่อ: parinya batch resume ${batchId})`,
      en: `${text.en} (${documents} documents wait, ${issued} are issued; go on with: parinya batch resume ${batchId})`,
    },
    { retryAfterMs },
  );
}
