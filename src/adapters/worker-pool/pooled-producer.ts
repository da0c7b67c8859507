import { MessageChannel } from 'node:worker_threads';
import type {
  DocumentProducer,
  ProductionJob,
  ProductionResult,
  RefusedDocument,
} from '../../app/issuing/production/document-producer.ts';
import { reachesLevel } from '../../formats/pdf/signatures/pades-level.ts';
import type { FinishedDocument, ReservedDocument } from '../../registry/registry-entries.ts';
import type { ArchivalServices } from '../../signing/pades/archival-services.ts';
import type { DocumentThreads } from './document-threads.ts';
import { threadsDie } from './document-threads.ts';
import { serveServices } from './remote-services.ts';
import { fromWorkerAnswer, ownBuffers } from './worker-message.ts';
import type { WorkerAnswer } from './worker-message.ts';

/**
 * Renders and signs in worker threads, so that the main thread keeps answering while a batch runs. A thread
 * that dies costs its job one more attempt; a record that ends every thread that takes it up is refused.
 */
export class PooledProducer implements DocumentProducer {
  readonly parallelJobs: number;
  readonly #threads: DocumentThreads;
  readonly #archival: ArchivalServices | undefined;

  /** @param archival what workers may ask this thread for; needed for levels above B-B. */
  constructor(threads: DocumentThreads, archival?: ArchivalServices) {
    this.#threads = threads;
    this.#archival = archival;
    this.parallelJobs = threads.count;
  }

  async produce(job: ProductionJob): Promise<ProductionResult> {
    const answer = (await this.#attempt(job)) ?? (await this.#attempt(job));
    return answer === undefined ? this.#produceOneByOne(job) : fromWorkerAnswer(answer);
  }

  /**
   * Detaches what the threads handed over. Collected when it is found to be garbage, it would make V8 mark
   * this thread's whole heap every two hundred documents.
   */
  release(documents: readonly FinishedDocument[]): void {
    const buffers = new Set(documents.flatMap(ownBuffers));
    const { port1, port2 } = new MessageChannel();
    port2.close();
    port1.postMessage(null, [...buffers]);
    port1.close();
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
  async #attempt(job: ProductionJob): Promise<WorkerAnswer<ProductionResult> | undefined> {
    if (this.#archival === undefined || !reachesLevel(job.level, 'B-T')) {
      return this.#threads.produce({ job, services: null }, []);
    }
    const { port1, port2 } = new MessageChannel();
    serveServices(port1, this.#archival);
    try {
      return await this.#threads.produce({ job, services: port2 }, [port2]);
    } finally {
      port1.close();
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
