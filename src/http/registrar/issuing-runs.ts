import type { Logger } from 'pino';
import type { IssuerService } from '../../app/services.ts';
import { isAppError } from '../../shared/app-error.ts';
import { toLoggable } from '../problems/problem-handler.ts';

/** How often it is looked for batches whose next attempt has come. */
const LOOK_EVERY_MS = 10_000;

/**
 * Issues approved batches in the background, one after the other. Stopping is safe at any point: the
 * application finishes every reserved document when a batch is taken up again. One whose documents wait for
 * a service outside or for a key store is taken up again when its next attempt has come, whoever left it waiting.
 */
export class IssuingRuns {
  readonly #issuer: IssuerService;
  readonly #logger: Logger;
  readonly #waiting = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  #looking: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(issuer: IssuerService, logger: Logger) {
    this.#issuer = issuer;
    this.#logger = logger;
  }

  /** From now on takes up what is due. Waiting alone keeps no process alive. */
  watch(everyMs = LOOK_EVERY_MS): void {
    this.#looking ??= setInterval(() => void this.#takeUpDue(), everyMs).unref();
  }

  /** Lines the batch up for issuing; one that waits or runs already stays where it is. */
  start(batchId: string): void {
    if (this.#stopping || this.#waiting.has(batchId)) return;
    this.#waiting.add(batchId);
    this.#last = this.#last.then(() => this.#run(batchId));
  }

  /** The batches that an earlier process left approved or half issued. */
  async findUnfinished(): Promise<readonly string[]> {
    const batchIds: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.#issuer.listBatches({
        limit: 100,
        ...(cursor === null ? {} : { cursor }),
      });
      for (const { batchId, state } of page.items) {
        if (state === 'approved' || state === 'issuing') batchIds.push(batchId);
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    return batchIds;
  }

  /** Lets the document in work be finished, starts no other, and waits for that. */
  async close(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#looking);
    await this.#last;
  }

  async #run(batchId: string): Promise<void> {
    try {
      if (!this.#stopping) await this.#issue(batchId);
    } catch (error) {
      if (isAppError(error) && error.code === 'batch-cancelled') {
        this.#logger.info({ batchId }, 'batch cancelled');
        return;
      }
      const cause = isAppError(error) ? { code: error.code } : toLoggable(error);
      this.#logger.error({ batchId, ...cause }, 'issuing stopped; it can be resumed');
    } finally {
      this.#waiting.delete(batchId);
    }
  }

  async #takeUpDue(): Promise<void> {
    try {
      for (const batchId of await this.#issuer.findDueBatches()) this.start(batchId);
    } catch (error) {
      this.#logger.error({ err: error }, 'batches that wait not looked for');
    }
  }

  async #issue(batchId: string): Promise<void> {
    let documents = 0;
    for await (const document of this.#issuer.runBatch(batchId)) {
      if (document.isNew) documents += 1;
      if (this.#stopping) return;
    }
    this.#logger.info({ batchId, documents }, 'batch issued');
  }
}
