import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CheckpointOrder, CheckpointWorkerData } from './checkpoint-worker.ts';

/** Written to the log before it is worth a checkpoint: about a chunk of documents. */
const WORTH_BYTES = 2_000_000;
/** Without a large write for so long the thread ends. */
const IDLE_MS = 10_000;
/** The thread calls SQLite and nothing else. */
const HEAP_MEGABYTES = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 };

/**
 * Copies the write-ahead log into the database in a thread of its own. SQLite would do that in whoever commits;
 * in a batch of documents that is some ten milliseconds, three times a second, in which HTTP is not answered.
 * It starts with the first large write and ends when there are no more.
 */
export class CheckpointThread {
  /** The compiled thread. Where the program runs from its sources there is none. */
  static readonly workerFile = fileURLToPath(new URL('checkpoint-worker.js', import.meta.url));

  readonly #data: CheckpointWorkerData;
  readonly #workerFile: string;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #written = 0;
  #isBusy = false;

  /** `undefined` where the compiled thread is missing: SQLite's own checkpoints do it then. */
  static open(file: string, workerFile = this.workerFile): CheckpointThread | undefined {
    return existsSync(workerFile) ? new CheckpointThread(file, workerFile) : undefined;
  }

  private constructor(file: string, workerFile: string) {
    this.#data = { file };
    this.#workerFile = workerFile;
  }

  /** Told of each commit. @param bytes about how much it wrote. */
  noteCommit(bytes: number): void {
    this.#written += bytes;
    this.#checkpointIfWorth();
  }

  /** Ends the thread before the database is closed: the last one to close it clears the log away. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        resolve();
      });
    });
    // Waited for from here on: until now it kept no process alive.
    worker.ref();
    this.#tell(worker, 'close');
    await ended;
  }

  #checkpointIfWorth(): void {
    if (this.#written < WORTH_BYTES || this.#isBusy) return;
    this.#written = 0;
    this.#isBusy = true;
    this.#worker ??= this.#start();
    this.#tell(this.#worker, 'checkpoint');
  }

  #start(): Worker {
    const worker = new Worker(this.#workerFile, {
      workerData: this.#data,
      resourceLimits: HEAP_MEGABYTES,
    });
    worker.unref();
    worker.on('message', () => {
      this.#isBusy = false;
      this.#checkpointIfWorth();
      this.#idle ??= setTimeout(() => {
        void this.close();
      }, IDLE_MS).unref();
      this.#idle.refresh();
    });
    // Without the thread the log is copied by whoever commits, as ever.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      clearTimeout(this.#idle);
      this.#idle = undefined;
      this.#worker = undefined;
      this.#isBusy = false;
    });
    return worker;
  }

  #tell(worker: Worker, order: CheckpointOrder): void {
    worker.postMessage(order);
  }
}
