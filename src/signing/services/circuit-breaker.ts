import { instantOf, type Clock, type Instant } from '../../shared/instant.ts';

/** When a service is left alone, and for how long. */
export interface BreakerSettings {
  /** So many failures in a row open the circuit. */
  readonly failures: number;
  readonly pauseMs: number;
}

/**
 * Leaves a service alone that keeps failing: for a while nobody asks it, then one trial request decides.
 * Whoever would have asked goes to the next service at once instead of waiting for a timeout each time.
 */
export class CircuitBreaker {
  readonly #settings: BreakerSettings;
  readonly #clock: Clock;
  #failures = 0;
  #openUntil: Instant | undefined;
  #trialUnderWay = false;

  constructor(settings: BreakerSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** Whether the service may be asked now. After `true` the caller reports back with `succeeded` or `failed`. */
  admits(): boolean {
    if (this.#openUntil === undefined) return true;
    if (this.#clock.now() < this.#openUntil || this.#trialUnderWay) return false;
    this.#trialUnderWay = true;
    return true;
  }

  /** Whether the service is left alone now. */
  get isOpen(): boolean {
    return this.#openUntil !== undefined;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openUntil = undefined;
    this.#trialUnderWay = false;
  }

  failed(): void {
    this.#failures++;
    this.#trialUnderWay = false;
    if (this.#failures >= this.#settings.failures) {
      this.#openUntil = instantOf(this.#clock.now() + this.#settings.pauseMs);
    }
  }
}
