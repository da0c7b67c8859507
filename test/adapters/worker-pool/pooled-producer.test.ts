import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DocumentThreads } from '../../../src/adapters/worker-pool/document-threads.ts';
import { PooledProducer } from '../../../src/adapters/worker-pool/pooled-producer.ts';
import type { ProductionJob } from '../../../src/app/issuing/production/document-producer.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { toDocumentId } from '../../../src/shared/document-id.ts';
import { instantOf } from '../../../src/shared/instant.ts';

const job = (template: string, records: readonly number[] = [1]): ProductionJob => ({
  institutionCode: '99001',
  template,
  frozenTemplate: new Uint8Array(),
  repertoire: new Uint8Array(),
  issuedAt: instantOf(0),
  level: 'B-B',
  documents: records.map((first, index) => ({
    documentId: idOf(index),
    canonicalRecord: Uint8Array.of(first, 2, 3),
    statusList: 1,
    statusIndex: 2,
  })),
});

const idOf = (index: number) => toDocumentId(new Uint8Array(15).fill(index));
/** As the worker of these tests has it. */
const DEADLY = 0xdd;

describe('producing in worker threads', () => {
  let threads: DocumentThreads;
  let producer: PooledProducer;
  const deaths = new Int32Array(new SharedArrayBuffer(4));
  beforeEach(() => {
    deaths.fill(0);
  });
  beforeAll(() => {
    threads = new DocumentThreads({
      workerFile: resolve('test/support/echo-worker.js'),
      workerData: { greeting: 'from the main thread', deaths },
      threads: 2,
    });
    producer = new PooledProducer(threads);
  });
  afterAll(() => threads.close());

  it('hands jobs over and documents back, bytes intact', async () => {
    const { finished } = await producer.produce(job('good'));
    const [document] = finished;
    expect(document).toMatchObject({
      documentId: toDocumentId(new Uint8Array(15)),
      pdf: Uint8Array.of(1, 2, 3),
      sidecar: utf8Bytes('from the main thread'),
    });
    expect(producer.parallelJobs).toBe(2);
  });

  it('gives the memory of documents back that nobody looks at any more', async () => {
    const { finished } = await producer.produce(job('good'));
    const shared = Uint8Array.of(1, 2, 3, 4).subarray(1);
    producer.release([...finished, { ...finished[0]!, pdf: shared }]);
    expect(finished[0]!.pdf.length).toBe(0);
    expect(finished[0]!.sidecar.length).toBe(0);
    expect(shared.length).toBe(3);
  });

  it('brings a known failure back with its code and both sentences', async () => {
    await expect(producer.produce(job('known-failure'))).rejects.toMatchObject({
      name: 'AppError',
      code: 'signing-failed',
      text: { th: 'ไม่สำเร็จ', en: 'failed' },
    });
  });

  it('brings a bug back as an error, and goes on working', async () => {
    await expect(producer.produce(job('bug'))).rejects.toMatchObject({
      message: expect.stringContaining('a bug'),
    });
    expect((await producer.produce(job('good'))).finished).toHaveLength(1);
  });

  it('tries a job once more when its thread dies, and loses nothing', async () => {
    const { finished, refused } = await producer.produce(job('dies-once', [1, 2, 3]));
    expect(finished.map(({ documentId }) => documentId)).toEqual([idOf(0), idOf(1), idOf(2)]);
    expect(refused).toEqual([]);
    expect(deaths[0]).toBe(2);
  });

  it('finds the record that ends every thread, names it, and makes the others', async () => {
    const { finished, refused } = await producer.produce(job('good', [1, DEADLY, 3]));
    expect(finished.map(({ documentId }) => documentId)).toEqual([idOf(0), idOf(2)]);
    expect(refused).toMatchObject([{ documentId: idOf(1), code: 'record-ends-worker' }]);
    // The job, once more, and the record alone.
    expect(deaths[0]).toBe(3);
    expect((await producer.produce(job('good'))).finished).toHaveLength(1);
  });

  it('blames no record when threads die without one', async () => {
    await expect(producer.produce(job('always-dies', [1, 2]))).rejects.toMatchObject({
      code: 'workers-unavailable',
    });
  });

  it('works on others meanwhile', async () => {
    const [bad, good] = await Promise.all([
      producer.produce(job('good', [DEADLY])),
      producer.produce(job('good', [4, 5])),
    ]);
    expect(bad.refused).toHaveLength(1);
    expect(good.finished).toHaveLength(2);
  });
});
