import { createHash } from 'node:crypto';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/instant.ts';
import type { Answer } from '../answer.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;
const MOST_KEPT = 10_000;

interface Remembered {
  readonly requestDigest: string;
  readonly answer: Promise<Answer>;
  readonly until: number;
}

/**
 * Remembers the answers of writes that carried an `Idempotency-Key`, so that a repeated request gets
 * the same answer and does nothing twice. Held in memory for a day: after a restart the registry's own
 * states still forbid a second effect, only the answer differs (409).
 */
export class IdempotentAnswers {
  readonly #kept = new Map<string, Remembered>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The answer for this key: a remembered one, or that of `act`. Failures are not remembered.
   * @param scope who asks for what; keys of different scopes never meet.
   * @throws AppError `idempotency-conflict` when the key came with another request before.
   */
  async answer(
    scope: string,
    key: string,
    request: Uint8Array,
    act: () => Promise<Answer>,
  ): Promise<Answer> {
    this.#forgetOld();
    const name = `${scope}\n${key}`;
    const requestDigest = createHash('sha256').update(request).digest('hex');
    const before = this.#kept.get(name);
    if (before !== undefined) {
      if (before.requestDigest !== requestDigest) throw conflict();
      return before.answer;
    }
    const answer = act();
    this.#kept.set(name, { requestDigest, answer, until: this.#clock.now() + KEPT_MS });
    try {
      return await answer;
    } catch (error) {
      this.#kept.delete(name);
      throw error;
    }
  }

  /** Entries stand in the order of their time, so the oldest are first. */
  #forgetOld(): void {
    for (const [name, { until }] of this.#kept) {
      if (until > this.#clock.now() && this.#kept.size < MOST_KEPT) return;
      this.#kept.delete(name);
    }
  }
}

function conflict(): AppError {
  return new AppError('idempotency-conflict', {
    th: 'Idempotency-Key นี้เคยใช้กับคำขออื่นแล้ว โปรดใช้รหัสใหม่',
    en: 'This Idempotency-Key came with another request before. Use a new one.',
  });
}
