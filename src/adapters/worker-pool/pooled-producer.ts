import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type {
  DocumentProducer,
  ProductionJob,
  ProductionResult,
} from '../../app/issuing/production/document-producer.ts';
import { reachesLevel } from '../../formats/pdf/signatures/pades-level.ts';
import type { ArchivalServices } from '../../signing/pades/archival-services.ts';
import { serveServices } from './remote-services.ts';
import { fromWorkerAnswer } from './worker-message.ts';
import type { WorkerAnswer } from './worker-message.ts';

export interface PoolOptions {
  /** The compiled module whose default export takes a {@link WorkerTask} and gives a `WorkerAnswer`. */
  readonly workerFile: string;
  /** Plain data that every worker is given when it starts. */
  readonly workerData: unknown;
  readonly threads: number;
  /** What workers may ask this thread for; needed for levels above B-B. */
  readonly archival?: ArchivalServices;
}

/** What a worker is given: its job and, where the job needs services, a way to ask this thread for them. */
export interface WorkerTask {
  readonly job: ProductionJob;
  readonly services: MessagePort | null;
}

/** A worker that has had nothing to do for so long ends; starting another costs a few tenths of a second. */
const IDLE_TIMEOUT_MS = 30_000;

/** Renders and signs in worker threads, so that the main thread keeps answering while a batch runs. */
export class PooledProducer implements DocumentProducer {
  readonly parallelJobs: number;
  readonly #pool: Piscina<WorkerTask, WorkerAnswer>;
  readonly #archival: ArchivalServices | undefined;

  constructor({ workerFile, workerData, threads, archival }: PoolOptions) {
    this.#archival = archival;
    this.parallelJobs = threads;
    this.#pool = new Piscina<WorkerTask, WorkerAnswer>({
      filename: workerFile,
      workerData,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_TIMEOUT_MS,
    });
  }

  async produce(job: ProductionJob): Promise<ProductionResult> {
    if (this.#archival === undefined || !reachesLevel(job.level, 'B-T')) {
      return fromWorkerAnswer(await this.#pool.run({ job, services: null }));
    }
    const { port1, port2 } = new MessageChannel();
    serveServices(port1, this.#archival);
    try {
      const task = { job, services: port2 };
      return fromWorkerAnswer(await this.#pool.run(task, { transferList: [port2] }));
    } finally {
      port1.close();
    }
  }

  /** Lets the jobs under way end, then ends the threads. */
  async close(): Promise<void> {
    await this.#pool.close();
  }
}
