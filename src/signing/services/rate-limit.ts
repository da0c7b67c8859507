import { instantOf, type Instant } from '../../shared/instant.ts';
import type { ServiceClock } from './service-clock.ts';

/** Spaces requests evenly, as contracts with services ask for: so many a second, without bursts. */
export class RateLimit {
  readonly #intervalMs: number;
  readonly #clock: ServiceClock;
  #next: Instant = instantOf(0);

  /** @param perSecond left out: no limit. */
  constructor(perSecond: number | undefined, clock: ServiceClock) {
    this.#intervalMs = perSecond === undefined ? 0 : 1000 / perSecond;
    this.#clock = clock;
  }

  /** Fulfils when the next request may go out; those who wait go in their order. */
  async wait(): Promise<void> {
    if (this.#intervalMs === 0) return;
    const now = this.#clock.now();
    const slot = instantOf(Math.max(now, this.#next));
    this.#next = instantOf(slot + this.#intervalMs);
    if (slot > now) await this.#clock.pause(slot - now);
  }
}
