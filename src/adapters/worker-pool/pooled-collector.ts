import type { RepertoireCollector } from '../../app/issuing/production/repertoire-collector.ts';
import { mergeRepertoires } from '../../rendering/text/merge-repertoires.ts';
import { inParts } from '../../shared/in-parts.ts';
import type { DocumentThreads } from './document-threads.ts';
import { threadsDie } from './document-threads.ts';
import { fromWorkerAnswer } from './worker-message.ts';

/** How a batch is cut. */
interface CollectorParts {
  /** Records that a thread is given at once. */
  readonly partRecords: number;
  /** A batch of no more is collected in this thread. */
  readonly smallBatchRecords: number;
}

/** Some hundredths of a second of work and a few MB to copy; a small batch is done before a thread would have started. */
const PARTS: CollectorParts = { partRecords: 200, smallBatchRecords: 32 };

/**
 * Collects repertoires in worker threads, so that the main thread keeps answering. Whatever the parts, the
 * bytes are the same: a repertoire knows no order of records.
 */
export class PooledCollector implements RepertoireCollector {
  readonly #threads: DocumentThreads;
  readonly #here: RepertoireCollector;
  readonly #parts: CollectorParts;

  /** @param here collects for small batches, in this thread. */
  constructor(threads: DocumentThreads, here: RepertoireCollector, parts = PARTS) {
    this.#threads = threads;
    this.#here = here;
    this.#parts = parts;
  }

  async collect(
    frozenTemplate: Uint8Array,
    records: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array> {
    const underWay: Promise<Uint8Array>[] = [];
    const collected: Uint8Array[] = [];
    const most = this.#threads.count + 1;
    let parts = 0;
    try {
      for await (const part of inParts(records, this.#parts.partRecords)) {
        parts++;
        const isAll = parts === 1 && part.length <= this.#parts.smallBatchRecords;
        if (isAll) return await this.#here.collect(frozenTemplate, part);
        const collecting = this.#collectPart(frozenTemplate, part);
        // A part may fail before its turn comes: the failure waits for it and is not "unhandled".
        collecting.catch(() => undefined);
        underWay.push(collecting);
        if (underWay.length >= most) collected.push(await underWay.shift()!);
        if (collected.length >= most) collected.splice(0, most, mergeRepertoires(collected));
      }
      collected.push(...(await Promise.all(underWay)));
    } finally {
      await Promise.allSettled(underWay);
    }
    // An empty batch has what every document needs; only the collector here knows what that is.
    return parts === 0 ? this.#here.collect(frozenTemplate, []) : mergeRepertoires(collected);
  }

  async #collectPart(
    frozenTemplate: Uint8Array,
    records: readonly Uint8Array[],
  ): Promise<Uint8Array> {
    const task = { frozenTemplate, records };
    const answer = (await this.#threads.collect(task)) ?? (await this.#threads.collect(task));
    if (answer === undefined) throw threadsDie();
    return fromWorkerAnswer(answer);
  }
}
