import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { issueBatch, runBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { ProductionJob } from '../../../src/app/issuing/production/document-producer.ts';
import { AppError } from '../../../src/shared/app-error.ts';
import { approvedBatch, fixtureRecords, openIssuingWorld } from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

async function collect<Issued>(documents: AsyncIterable<Issued>): Promise<Issued[]> {
  const collected: Issued[] = [];
  for await (const document of documents) collected.push(document);
  return collected;
}

describe('issuing a batch', () => {
  let world: IssuingWorld;
  beforeEach(async () => {
    world = await openIssuingWorld();
  });
  afterEach(() => world.close());

  it('issues every record once, in order, and says the same when asked again', async () => {
    const { environment } = world;
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(3)));
    const first = await collect(issueBatch(environment, 'b-1'));
    expect(first.map(({ row, isNew }) => [row, isNew])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
    const again = await collect(issueBatch(environment, 'b-1'));
    expect(again.map(({ documentId }) => documentId)).toEqual(
      first.map(({ documentId }) => documentId),
    );
    expect(again.every(({ isNew }) => !isNew)).toBe(true);
    expect(again[0]!.pdf).toEqual(first[0]!.pdf);
    expect(await environment.registry.findBatch('b-1')).toMatchObject({
      state: 'issued',
      issued: 3,
    });
  });

  it('does not let one record that cannot be printed hold up the others', async () => {
    const { environment } = world;
    const records = fixtureRecords(6).map((record, at) =>
      at === 1 ? { ...record, givenNameTh: 'ยาว'.repeat(400) } : record,
    );
    await environment.registry.storeBatch(approvedBatch(records));
    const rows: number[] = [];
    const issueAll = async () => {
      for await (const { row } of issueBatch(environment, 'b-1')) rows.push(row);
    };
    await expect(issueAll()).rejects.toMatchObject({
      code: 'text-does-not-fit',
      text: { en: expect.stringContaining('rows 2') },
    });
    expect(rows).toEqual([1, 3, 4, 5, 6]);
    expect(await environment.registry.findBatch('b-1')).toMatchObject({
      state: 'issuing',
      issued: 5,
    });
  });

  it('stops at a failure that concerns all, keeps what is done, and goes on later', async () => {
    const { environment } = world;
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(9)));
    let jobs = 0;
    const failing = {
      ...environment,
      producer: {
        parallelJobs: 2,
        produce: async (job: ProductionJob) => {
          jobs += 1;
          if (jobs === 2) throw new AppError('signing-failed', { th: 'ก', en: 'no key' });
          return environment.producer.produce(job);
        },
      },
    };
    await expect(collect(issueBatch(failing, 'b-1'))).rejects.toMatchObject({
      code: 'signing-failed',
    });
    const kept = await environment.registry.countDocuments({ state: 'issued' });
    expect(kept).toBe(5);
    const documents = await collect(issueBatch(environment, 'b-1'));
    expect(documents).toHaveLength(9);
    expect(documents.filter(({ isNew }) => !isNew)).toHaveLength(kept);
  });

  it('leaves the contents in the registry for whoever only wants it done', async () => {
    const { environment } = world;
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(9)));
    const released: string[] = [];
    const inPlace = {
      ...environment,
      producer: {
        parallelJobs: 2,
        produce: (job: ProductionJob) => environment.producer.produce(job),
        release: (documents: readonly { readonly documentId: string }[]) =>
          void released.push(...documents.map(({ documentId }) => documentId)),
      },
    };
    const entries = await collect(runBatch(inPlace, 'b-1'));
    expect(entries).toHaveLength(9);
    expect(entries.every((entry) => !('pdf' in entry) && !('sidecar' in entry))).toBe(true);
    expect([...released].sort()).toEqual(entries.map(({ documentId }) => documentId).sort());
    const [first] = entries;
    const handedOut = await collect(issueBatch(environment, 'b-1'));
    expect(handedOut[0]).toMatchObject({ ...first, isNew: false });
    expect(handedOut[0]!.pdf.length).toBeGreaterThan(10_000);
    expect(await collect(runBatch(inPlace, 'b-1'))).toHaveLength(9);
    expect(released).toHaveLength(9);
  });

  it('ends what is under way when the caller wants no more', async () => {
    const { environment } = world;
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(9)));
    for await (const { row } of issueBatch(environment, 'b-1')) if (row === 1) break;
    expect(await environment.registry.findBatch('b-1')).toMatchObject({ state: 'issuing' });
    expect(await collect(issueBatch(environment, 'b-1'))).toHaveLength(9);
  });
});
