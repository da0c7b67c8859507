import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type {
  DocumentProducer,
  ProductionJob,
  ProductionResult,
  RefusedDocument,
} from '../../app/issuing/production/document-producer.ts';
import { reachesLevel } from '../../formats/pdf/signatures/pades-level.ts';
import type { ReservedDocument } from '../../registry/registry-entries.ts';
import { AppError } from '../../shared/app-error.ts';
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

/**
 * What a worker's heap may hold: several times what a batch needs. A record that makes a worker take more
 * ends that worker, not the machine.
 */
const HEAP_MEGABYTES = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };

/**
 * Renders and signs in worker threads, so that the main thread keeps answering while a batch runs. A thread
 * that dies costs its job one more attempt; a record that ends every thread that takes it up is refused.
 */
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
      resourceLimits: HEAP_MEGABYTES,
    });
    // A thread that dies with nothing to do takes nothing along; the next job starts another.
    this.#pool.on('error', () => undefined);
  }

  /** Threads that run, and jobs that wait for one. */
  get load(): { readonly threads: number; readonly queued: number } {
    return { threads: this.#pool.threads.length, queued: this.#pool.queueSize };
  }

  async produce(job: ProductionJob): Promise<ProductionResult> {
    const answer = (await this.#attempt(job)) ?? (await this.#attempt(job));
    return answer === undefined ? this.#produceOneByOne(job) : fromWorkerAnswer(answer);
  }

  /** Lets the jobs under way end, then ends the threads. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  /** Finds out which records it is that end the threads, and makes the documents of the others. */
  async #produceOneByOne(job: ProductionJob): Promise<ProductionResult> {
    // With nothing to make, a thread that dies dies of something else.
    if ((await this.#attempt({ ...job, documents: [] })) === undefined) throw threadsDie();
    const results: ProductionResult[] = [];
    for (const document of job.documents) {
      const answer = await this.#attempt({ ...job, documents: [document] });
      results.push(answer === undefined ? refused(document) : fromWorkerAnswer(answer));
    }
    return {
      finished: results.flatMap((each) => each.finished),
      refused: results.flatMap((each) => each.refused),
      waiting: results.flatMap((each) => each.waiting),
    };
  }

  /** @returns `undefined` when the thread died. */
  async #attempt(job: ProductionJob): Promise<WorkerAnswer | undefined> {
    if (this.#archival === undefined || !reachesLevel(job.level, 'B-T')) {
      return this.#run({ job, services: null }, []);
    }
    const { port1, port2 } = new MessageChannel();
    serveServices(port1, this.#archival);
    try {
      return await this.#run({ job, services: port2 }, [port2]);
    } finally {
      port1.close();
    }
  }

  async #run(task: WorkerTask, transferList: MessagePort[]): Promise<WorkerAnswer | undefined> {
    try {
      return await this.#pool.run(task, { transferList });
    } catch {
      // Failures and bugs come as answers, so that only the thread's end is left.
      return undefined;
    }
  }
}

function refused({ documentId }: ReservedDocument): ProductionResult {
  const refusal: RefusedDocument = {
    documentId,
    code: 'record-ends-worker',
    text: {
      th: 'ระเบียนนี้ทำให้โปรแกรมที่จัดทำเอกสารหยุดทำงานทุกครั้ง จึงข้ามไป ให้ตรวจระเบียนและแจ้งผู้พัฒนา',
      en: 'This record ends the program that makes documents whenever it is tried, so it was left out: look at the record, and report it.',
    },
  };
  return { finished: [], refused: [refusal], waiting: [] };
}

function threadsDie(): AppError {
  return new AppError('workers-unavailable', {
    th: 'เปิดโปรแกรมที่จัดทำเอกสารไม่ได้ ไม่มีเอกสารใดหาย ตรวจหน่วยความจำของเครื่องแล้วสั่งทำต่อ',
    en: 'The threads that make documents cannot be kept running. Nothing is lost: check the memory of the machine and resume.',
  });
}
