import { instantOf, type Clock, type Instant } from '../../shared/instant.ts';

/** Something that was fetched and may be used again until it goes stale. */
interface Perishable {
  readonly freshUntil: Instant;
}

/** After a failure nobody asks the same again for so long: a batch of thousands must not hammer a service that is down. */
const FAILURE_PAUSE_MS = 30_000;
const MOST_ENTRIES = 1_000;

/**
 * Keeps what revocation services answered until it goes stale, and lets everybody who asks for the same at
 * the same time wait for one request.
 */
export class EvidenceCache<Value extends Perishable> {
  readonly #clock: Clock;
  readonly #kept = new Map<string, Value>();
  readonly #underWay = new Map<string, Promise<Value>>();
  readonly #failed = new Map<string, { readonly error: unknown; readonly until: Instant }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The answer at hand, or that of `fetch`, which is called once for all who ask in the meantime. */
  async get(key: string, fetch: () => Promise<Value>): Promise<Value> {
    const now = this.#clock.now();
    const kept = this.#kept.get(key);
    if (kept !== undefined && now < kept.freshUntil) return kept;
    const failed = this.#failed.get(key);
    if (failed !== undefined && now < failed.until) throw failed.error;
    const underWay = this.#underWay.get(key) ?? this.#start(key, fetch);
    return underWay;
  }

  /** What has been fetched and is still kept. */
  findKept(): readonly string[] {
    return [...this.#kept.keys()];
  }

  /** What is not asked for at present because it failed a moment ago. */
  findPaused(): readonly string[] {
    const now = this.#clock.now();
    return [...this.#failed].filter(([, { until }]) => now < until).map(([key]) => key);
  }

  #start(key: string, fetch: () => Promise<Value>): Promise<Value> {
    const fetching = this.#remember(key, fetch).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, fetching);
    return fetching;
  }

  async #remember(key: string, fetch: () => Promise<Value>): Promise<Value> {
    try {
      const value = await fetch();
      this.#failed.delete(key);
      this.#makeRoom();
      this.#kept.set(key, value);
      return value;
    } catch (error) {
      const until = instantOf(this.#clock.now() + FAILURE_PAUSE_MS);
      this.#failed.set(key, { error, until });
      throw error;
    }
  }

  /** The oldest goes: what is asked for often comes back at once. */
  #makeRoom(): void {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_ENTRIES && oldest !== undefined) this.#kept.delete(oldest);
  }
}
