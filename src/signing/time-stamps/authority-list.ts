import { isAppError, type AppError } from '../../shared/app-error.ts';
import { CircuitBreaker, type BreakerSettings } from '../services/circuit-breaker.ts';
import { ConcurrencyLimit } from '../services/concurrency-limit.ts';
import { evidenceFault, isEvidenceFault, mayPass } from '../services/evidence-fault.ts';
import type { ServiceStanding } from '../services/service-standing.ts';
import { RateLimit } from '../services/rate-limit.ts';
import { withRetries, type RetrySettings, type RetrySources } from '../services/retry.ts';
import type { TimestampAuthority } from './timestamp-authority.ts';

/** How authorities are asked: with patience, but not all at once. */
export interface AskingSettings {
  readonly retry: RetrySettings;
  readonly breaker: BreakerSettings;
  /** Requests under way at the same time, for each authority. */
  readonly concurrency: number;
  /** For each authority; left out, only the concurrency limits. */
  readonly requestsPerSecond?: number;
}

/**
 * Several authorities in the order of preference: the first that is not left alone is asked, and when it
 * fails for good, the next. All of them share nothing but the order.
 */
export class AuthorityList implements TimestampAuthority {
  readonly #authorities: readonly AskedAuthority[];

  constructor(
    authorities: readonly TimestampAuthority[],
    settings: AskingSettings,
    sources: RetrySources,
  ) {
    this.#authorities = authorities.map((each) => new AskedAuthority(each, settings, sources));
  }

  stamp(digest: Uint8Array): Promise<Uint8Array> {
    return this.#firstThatCan((authority) => authority.stamp(digest));
  }

  /** The most that any of them needs, among those that can be asked. */
  async tokenBytes(): Promise<number> {
    const sizes = await Promise.allSettled(this.#authorities.map((each) => each.tokenBytes()));
    const known = sizes.flatMap((size) => (size.status === 'fulfilled' ? [size.value] : []));
    if (known.length > 0) return Math.max(...known);
    const failure = sizes.find((size) => size.status === 'rejected');
    throw failure === undefined ? notConfigured() : (failure.reason as Error);
  }

  /** Which of them are asked at present. */
  findStandings(): readonly ServiceStanding[] {
    return this.#authorities.map(({ name, isLeftAlone }, index) => ({
      kind: 'time-stamping',
      name: name ?? `authority ${index + 1}`,
      isLeftAlone,
    }));
  }

  async #firstThatCan<Answer>(
    ask: (authority: AskedAuthority) => Promise<Answer>,
  ): Promise<Answer> {
    let first: AppError | undefined;
    for (const authority of this.#authorities) {
      try {
        return await ask(authority);
      } catch (error) {
        if (!isAppError(error) || !isEvidenceFault(error.code)) throw error;
        first ??= error;
      }
    }
    throw first ?? notConfigured();
  }
}

/** One authority with its own limits and its own record of failures. */
class AskedAuthority {
  readonly #authority: TimestampAuthority;
  readonly #breaker: CircuitBreaker;
  readonly #concurrency: ConcurrencyLimit;
  readonly #rate: RateLimit;
  readonly #retry: RetrySettings;
  readonly #sources: RetrySources;
  #lastFault: unknown;

  constructor(authority: TimestampAuthority, settings: AskingSettings, sources: RetrySources) {
    this.#authority = authority;
    this.#breaker = new CircuitBreaker(settings.breaker, sources.clock);
    this.#concurrency = new ConcurrencyLimit(settings.concurrency);
    this.#rate = new RateLimit(settings.requestsPerSecond, sources.clock);
    this.#retry = settings.retry;
    this.#sources = sources;
  }

  get name(): string | undefined {
    return this.#authority.name;
  }

  get isLeftAlone(): boolean {
    return this.#breaker.isOpen;
  }

  stamp(digest: Uint8Array): Promise<Uint8Array> {
    return this.#ask(() => this.#authority.stamp(digest));
  }

  tokenBytes(): Promise<number> {
    return this.#ask(() => this.#authority.tokenBytes());
  }

  #ask<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    return withRetries(
      () => this.#concurrency.run(() => this.#attempt(request)),
      (error) => isAppError(error) && mayPass(error.code) && !this.#breaker.isOpen,
      this.#retry,
      this.#sources,
    );
  }

  async #attempt<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    if (!this.#breaker.admits()) throw this.#lastFault;
    await this.#rate.wait();
    try {
      const answer = await request();
      this.#breaker.succeeded();
      return answer;
    } catch (error) {
      this.#lastFault = error;
      this.#breaker.failed();
      throw error;
    }
  }
}

function notConfigured(): AppError {
  return evidenceFault('time-stamping-not-configured', '');
}
