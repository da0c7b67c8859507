import type { Logger } from 'pino';
import type { IssuerService } from '../../app/services.ts';
import { isAppError } from '../../shared/app-error.ts';
import { toLoggable } from '../problems/problem-handler.ts';

/** A batch whose documents wait for a service is tried again after so long. */
const RETRY_MS = 120_000;

/**
 * Issues approved batches in the background, one after the other. Stopping is safe at any point: the
 * application finishes every reserved document when a batch is taken up again. One whose documents wait for
 * a service outside is taken up again by itself.
 */
export class IssuingRuns {
  readonly #issuer: IssuerService;
  readonly #logger: Logger;
  readonly #waiting = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  readonly #retryMs: number;
  readonly #retries = new Set<NodeJS.Timeout>();
  #stopping = false;

  constructor(issuer: IssuerService, logger: Logger, retryMs = RETRY_MS) {
    this.#retryMs = retryMs;
    this.#issuer = issuer;
    this.#logger = logger;
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
    for (const retry of this.#retries) clearTimeout(retry);
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
      await this.#startLaterIfWaiting(batchId);
    } finally {
      this.#waiting.delete(batchId);
    }
  }

  async #startLaterIfWaiting(batchId: string): Promise<void> {
    const batch = await this.#issuer.getBatch(batchId).catch(() => undefined);
    if (this.#stopping || (batch?.waiting ?? null) === null) return;
    const retry = setTimeout(() => {
      this.#retries.delete(retry);
      this.start(batchId);
    }, this.#retryMs);
    // Waiting alone keeps no process alive.
    retry.unref();
    this.#retries.add(retry);
  }

  async #issue(batchId: string): Promise<void> {
    let documents = 0;
    for await (const document of this.#issuer.issueBatch(batchId)) {
      if (document.isNew) documents += 1;
      if (this.#stopping) return;
    }
    this.#logger.info({ batchId, documents }, 'batch issued');
  }
}
