/**
 * Lets so many tasks run at the same time and no more; the others wait in their order. A service that is
 * asked by a batch of thousands sees a steady few requests.
 */
export class ConcurrencyLimit {
  readonly #most: number;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  /** @param most 1 or more. */
  constructor(most: number) {
    this.#most = most;
  }

  async run<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    // A place that is freed goes to the first in the queue without passing through the count.
    if (this.#running < this.#most) this.#running++;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
