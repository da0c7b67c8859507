import type { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type {
  ProductionJob,
  ProductionResult,
} from '../../app/issuing/production/document-producer.ts';
import { AppError } from '../../shared/app-error.ts';
import type { WorkerAnswer } from './worker-message.ts';

export interface ThreadOptions {
  /** The compiled module whose default export takes a {@link WorkerTask} and gives a `WorkerAnswer`. */
  readonly workerFile: string;
  /** Plain data that every worker is given when it starts. */
  readonly workerData: unknown;
  readonly threads: number;
}

/** Documents to make and, where the job needs services, a way to ask the main thread for them. */
export interface ProduceTask {
  readonly job: ProductionJob;
  readonly services: MessagePort | null;
}

/** Canonical records whose glyphs are wanted, as one encoded repertoire. */
export interface CollectTask {
  readonly frozenTemplate: Uint8Array;
  readonly records: readonly Uint8Array[];
}

/** What a worker may be given. */
export type WorkerTask = ProduceTask | CollectTask;

/** A worker that has had nothing to do for so long ends; starting another costs a few tenths of a second. */
const IDLE_TIMEOUT_MS = 30_000;

/**
 * What a worker's heap may hold: several times what a batch needs. A record that makes a worker take more
 * ends that worker, not the machine.
 */
const HEAP_MEGABYTES = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 };

/** The threads that render and sign. They start with the first task and end when there is none for a while. */
export class DocumentThreads {
  readonly count: number;
  readonly #pool: Piscina<WorkerTask, WorkerAnswer<unknown>>;

  constructor({ workerFile, workerData, threads }: ThreadOptions) {
    this.count = threads;
    this.#pool = new Piscina<WorkerTask, WorkerAnswer<unknown>>({
      filename: workerFile,
      workerData,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_TIMEOUT_MS,
      resourceLimits: HEAP_MEGABYTES,
    });
    // A thread that dies with nothing to do takes nothing along; the next task starts another.
    this.#pool.on('error', () => undefined);
  }

  /** Threads that run, and tasks that wait for one. */
  get load(): { readonly threads: number; readonly queued: number } {
    return { threads: this.#pool.threads.length, queued: this.#pool.queueSize };
  }

  /** @returns `undefined` when the thread died. */
  async produce(
    task: ProduceTask,
    transferList: readonly MessagePort[],
  ): Promise<WorkerAnswer<ProductionResult> | undefined> {
    return (await this.#run(task, transferList)) as WorkerAnswer<ProductionResult> | undefined;
  }

  /** @returns `undefined` when the thread died. */
  async collect(task: CollectTask): Promise<WorkerAnswer<Uint8Array> | undefined> {
    return (await this.#run(task, [])) as WorkerAnswer<Uint8Array> | undefined;
  }

  /** Lets the tasks under way end, then ends the threads. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #run(
    task: WorkerTask,
    transferList: readonly MessagePort[],
  ): Promise<WorkerAnswer<unknown> | undefined> {
    try {
      return await this.#pool.run(task, { transferList: [...transferList] });
    } catch {
      // Failures and bugs come as answers, so that only the thread's end is left.
      return undefined;
    }
  }
}

/** Threads end whatever they are given. */
export function threadsDie(): AppError {
  return new AppError('workers-unavailable', {
    th: 'เปิดโปรแกรมที่จัดทำเอกสารไม่ได้ ไม่มีเอกสารใดหาย ตรวจหน่วยความจำของเครื่องแล้วสั่งทำต่อ',
    en: 'The threads that make documents cannot be kept running. Nothing is lost: check the memory of the machine and resume.',
  });
}
