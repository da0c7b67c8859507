import type { Logger } from 'pino';
import type { IssuerService } from '../app/services.ts';
import { toLoggable } from '../http/problems/problem-handler.ts';

/** How often it is looked whether a list is outdated; a list lives far longer. */
const INTERVAL_MS = 60_000;

/** Keeps the published status lists fresh while an issuer runs: a list that has run out proves nothing. */
export class StatusListRefreshing {
  readonly #issuer: IssuerService;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #current: Promise<void> = Promise.resolve();

  constructor(issuer: IssuerService, logger: Logger) {
    this.#issuer = issuer;
    this.#logger = logger;
  }

  /** Looks at once and then every minute; one look at a time. */
  start(): void {
    this.#current = this.#refresh();
  }

  /** Waits for the look under way and starts no other. */
  async close(): Promise<void> {
    await this.#current;
    clearTimeout(this.#timer);
  }

  async #refresh(): Promise<void> {
    try {
      await this.#issuer.refreshStatusLists?.();
    } catch (error) {
      this.#logger.error(toLoggable(error), 'status lists could not be refreshed');
    }
    this.#timer = setTimeout(() => this.start(), INTERVAL_MS);
    this.#timer.unref();
  }
}
