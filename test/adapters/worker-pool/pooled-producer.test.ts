import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PooledProducer } from '../../../src/adapters/worker-pool/pooled-producer.ts';
import type { ProductionJob } from '../../../src/app/issuing/production/document-producer.ts';
import { toDocumentId } from '../../../src/shared/document-id.ts';
import { instantOf } from '../../../src/shared/instant.ts';

const job = (template: string): ProductionJob => ({
  institutionCode: '99001',
  template,
  repertoire: new Uint8Array(),
  issuedAt: instantOf(0),
  level: 'B-B',
  documents: [
    {
      documentId: toDocumentId(new Uint8Array(15)),
      canonicalRecord: Uint8Array.of(1, 2, 3),
      statusList: 1,
      statusIndex: 2,
    },
  ],
});

describe('producing in worker threads', () => {
  let producer: PooledProducer;
  beforeAll(() => {
    producer = new PooledProducer({
      workerFile: resolve('test/support/echo-worker.js'),
      workerData: { greeting: 'from the main thread' },
      threads: 2,
    });
  });
  afterAll(() => producer.close());

  it('hands jobs over and documents back, bytes intact', async () => {
    const { finished } = await producer.produce(job('good'));
    const [document] = finished;
    expect(document).toMatchObject({
      documentId: toDocumentId(new Uint8Array(15)),
      pdf: Uint8Array.of(1, 2, 3),
      sidecar: 'from the main thread',
    });
    expect(producer.parallelJobs).toBe(2);
  });

  it('brings a known failure back with its code and both sentences', async () => {
    await expect(producer.produce(job('known-failure'))).rejects.toMatchObject({
      name: 'AppError',
      code: 'signing-failed',
      text: { th: 'ไม่สำเร็จ', en: 'failed' },
    });
  });

  it('brings a bug back as an error, and goes on working', async () => {
    await expect(producer.produce(job('bug'))).rejects.toMatchObject({ message: 'a bug' });
    expect((await producer.produce(job('good'))).finished).toHaveLength(1);
  });
});
