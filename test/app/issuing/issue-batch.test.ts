import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { approvedBatch, fixtureRecords, openIssuingWorld } from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

async function collect(documents: AsyncIterable<IssuedDocument>): Promise<IssuedDocument[]> {
  const collected: IssuedDocument[] = [];
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
});
