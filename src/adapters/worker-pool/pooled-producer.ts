import { Piscina } from 'piscina';
import type {
  DocumentProducer,
  ProductionJob,
  ProductionResult,
} from '../../app/issuing/production/document-producer.ts';
import { fromWorkerAnswer } from './worker-message.ts';
import type { WorkerAnswer } from './worker-message.ts';

export interface PoolOptions {
  /** The compiled module whose default export takes a `ProductionJob` and gives a `WorkerAnswer`. */
  readonly workerFile: string;
  /** Plain data that every worker is given when it starts. */
  readonly workerData: unknown;
  readonly threads: number;
}

/** A worker that has had nothing to do for so long ends; starting another costs a few tenths of a second. */
const IDLE_TIMEOUT_MS = 30_000;

/** Renders and signs in worker threads, so that the main thread keeps answering while a batch runs. */
export class PooledProducer implements DocumentProducer {
  readonly parallelJobs: number;
  readonly #pool: Piscina<ProductionJob, WorkerAnswer>;

  constructor({ workerFile, workerData, threads }: PoolOptions) {
    this.parallelJobs = threads;
    this.#pool = new Piscina<ProductionJob, WorkerAnswer>({
      filename: workerFile,
      workerData,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_TIMEOUT_MS,
    });
  }

  async produce(job: ProductionJob): Promise<ProductionResult> {
    return fromWorkerAnswer(await this.#pool.run(job));
  }

  /** Lets the jobs under way end, then ends the threads. */
  async close(): Promise<void> {
    await this.#pool.close();
  }
}
