import type { Clock } from '../../shared/instant.ts';
import { PaceMeter } from './pace-meter.ts';
import type { IssuingPace } from './pace-meter.ts';

/** The pace of the batches that this process is issuing. */
export class IssuingPaces {
  readonly #clock: Clock;
  readonly #meters = new Map<string, PaceMeter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Hands on the documents of a batch and counts them. @param total how many there will be. */
  async *watch<Item>(
    batchId: string,
    total: number,
    documents: AsyncIterable<Item>,
  ): AsyncIterable<Item> {
    const meter = new PaceMeter(total);
    this.#meters.set(batchId, meter);
    let done = 0;
    try {
      meter.note(done, this.#clock.now());
      for await (const document of documents) {
        meter.note(++done, this.#clock.now());
        yield document;
      }
    } finally {
      this.#meters.delete(batchId);
    }
  }

  /** `undefined` for a batch that is not being issued here, or has only begun. */
  find(batchId: string): IssuingPace | undefined {
    return this.#meters.get(batchId)?.findPace();
  }
}
