import type { ServiceClock } from './service-clock.ts';

/** How often a request is made, and how long to wait between. */
export interface RetrySettings {
  /** The first attempt counts. */
  readonly attempts: number;
  /** Before the second attempt; doubled before each further one. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** What retrying takes from outside. */
export interface RetrySources {
  readonly clock: ServiceClock;
  /** From 0 to below 1; spreads those who failed together. */
  readonly fraction: () => number;
}

/**
 * Makes a request again after failures that may pass, with growing pauses.
 * @param mayPass whether another attempt could end better.
 * @throws what the last attempt threw.
 */
export async function withRetries<Answer>(
  request: () => Promise<Answer>,
  mayPass: (error: unknown) => boolean,
  { attempts, firstPauseMs, longestPauseMs }: RetrySettings,
  { clock, fraction }: RetrySources,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      if (attempt >= attempts || !mayPass(error)) throw error;
      const pauseMs = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
      await clock.pause(pauseMs * (0.5 + fraction() / 2));
    }
  }
}
