import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { renewDocuments } from '../../app/renewal/renew-documents.ts';
import type { RenewalEnvironment } from '../../app/renewal/renewal-environment.ts';
import type { RenewalOutcome, RenewalResult } from '../../app/renewal/renewal-report.ts';
import { isAppError } from '../../shared/app-error.ts';

export interface RenewalScheduleOptions {
  readonly intervalHours: number;
  readonly logger: Logger;
  /** Told of each document, and of the end of each run. */
  readonly counter?: RenewalCounter;
}

/** What an operator watches of renewing. */
interface RenewalCounter {
  countRenewal(result: RenewalResult): void;
  noteRenewalRun(): void;
}

/** Renewing in the background of a service. */
export interface RenewalSchedule {
  /** Lets the documents in work be finished and kept, and begins no other. */
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const FRACTIONS = 1_000_000;
/** Services that start together do not ask together: the first run comes within so much of the interval. */
const FIRST_SHARE = 0.05;
/** By how much of the interval the others differ. */
const JITTER_SHARE = 0.1;
/** Documents that could not be renewed are named in the log up to this number, the rest are counted. */
const MOST_NAMED = 20;

/** Renews what is due, again and again, until it is closed; another process that does so is left alone. */
export function startRenewalSchedule(
  environment: RenewalEnvironment,
  { intervalHours, logger, counter }: RenewalScheduleOptions,
): RenewalSchedule {
  const stopping = new AbortController();
  const { signal } = stopping;
  const intervalMs = intervalHours * HOUR_MS;
  const fraction = (): number => environment.random.below(FRACTIONS) / FRACTIONS;
  const running = (async () => {
    let pauseMs = intervalMs * FIRST_SHARE * fraction();
    while (await pausedFor(pauseMs, signal)) {
      await renewOnce(environment, signal, logger, counter);
      pauseMs = intervalMs * (1 - JITTER_SHARE + 2 * JITTER_SHARE * fraction());
    }
  })();
  return {
    close: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** @returns false when it was asked to stop meanwhile. */
async function pausedFor(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(milliseconds, undefined, { signal, ref: false });
    return !signal.aborted;
  } catch {
    return false;
  }
}

/** What goes wrong is logged and tried again the next time. */
async function renewOnce(
  environment: RenewalEnvironment,
  signal: AbortSignal,
  logger: Logger,
  counter: RenewalCounter | undefined,
): Promise<void> {
  let named = 0;
  const tell = (outcome: RenewalOutcome): void => {
    counter?.countRenewal(outcome.result);
    if (outcome.result !== 'failed' || ++named > MOST_NAMED) return;
    const { documentId, failure } = outcome;
    logger.warn({ documentId, code: failure?.code }, 'document not renewed');
  };
  try {
    const { counts, stoppedBy } = await renewDocuments(environment, { signal }, tell);
    const fields = { counts, ...(stoppedBy === null ? {} : { stoppedBy: stoppedBy.code }) };
    const isAlarming = counts.failed > 0 || stoppedBy !== null || counts['nothing-to-gain'] > 0;
    logger[isAlarming ? 'warn' : 'info'](fields, 'documents looked at for renewal');
    if (stoppedBy === null && !signal.aborted) counter?.noteRenewalRun();
  } catch (error) {
    if (isAppError(error) && error.code === 'renewal-under-way') {
      logger.info('another process renews documents');
    } else {
      logger.error({ err: error }, 'documents not renewed');
    }
  }
}
