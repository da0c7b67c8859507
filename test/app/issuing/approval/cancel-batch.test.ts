import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { auditInstallation } from '../../../../src/app/audit/audit-installation.ts';
import type { IssuedDocument } from '../../../../src/app/services.ts';
import { openApprovalWorld, sentRecords } from '../../../support/approval-world.ts';
import type { ApprovalWorld, SentRecord } from '../../../support/approval-world.ts';
import { auditOf } from '../../../support/issuing-world.ts';

/** Ten students, each with a document in Thai and in English: five chunks of four documents. */
const many: readonly SentRecord[] = Array.from({ length: 10 }, (_, at) => ({
  ...sentRecords[0],
  studentId: String(6_600_000_000 + at),
}));

async function allOf<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function firstOf<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}

describe('cancelling a batch', () => {
  let world: ApprovalWorld;
  beforeEach(async () => {
    world = await openApprovalWorld({ requiresApproval: false });
  });
  afterEach(() => world.close());

  const approved = async (records: readonly SentRecord[] = many) => {
    const { batchId } = await world.submit(...records);
    await world.issuer.approveBatch(batchId, 'anan');
    return batchId;
  };
  /** Issues, and cancels when the first document comes. */
  const issueAndCancel = async (batchId: string) => {
    const issued: IssuedDocument[] = [];
    const run = async () => {
      for await (const document of world.issuer.issueBatch(batchId)) {
        if (issued.length === 0) await world.issuer.cancelBatch(batchId, 'benja', 'wrong term');
        issued.push(document);
      }
    };
    await expect(run()).rejects.toMatchObject({ code: 'batch-cancelled' });
    return issued;
  };
  const count = (state: 'issued' | 'reserved') =>
    world.environment.registry.countDocuments({ state });

  it('lets what is issued stay issued, and never issues the rest', async () => {
    const batchId = await approved();
    const issued = await issueAndCancel(batchId);
    const kept = await count('issued');
    expect(kept).toBeGreaterThanOrEqual(issued.length);
    expect(kept).toBeLessThan(20);
    expect(kept % world.environment.chunkDocuments).toBe(0);
    expect(await count('reserved')).toBe(0);
    expect(await world.issuer.getBatch(batchId)).toMatchObject({
      state: 'cancelled',
      counts: { accepted: 20, issued: kept },
    });
    const codes = await allOf(world.issuer.listClaimCodes(batchId));
    expect(codes).toHaveLength(kept);
    expect(codes[0]).toMatchObject({ claimCode: issued[0]!.claimCode, row: 1 });
  });

  it('leaves a registry that agrees with itself, and a trail that says what became of it', async () => {
    const batchId = await approved();
    await issueAndCancel(batchId);
    const kept = await count('issued');
    const { registry } = world.environment;
    const trail = await registry.listTrail({ after: 0, limit: 99, object: batchId });
    expect(trail.at(-1)).toMatchObject({
      action: 'batch.cancelled',
      actor: 'benja',
      before: { state: 'issuing' },
      after: { state: 'cancelled', issued: kept, released: 20 - kept },
    });
    const events = await registry.listBatchEvents(batchId);
    expect(events.at(-1)).toMatchObject({ to: 'cancelled', actor: 'benja', note: 'wrong term' });
    const report = await auditInstallation(auditOf(world));
    expect(report.faults).toEqual([]);
  });

  it('is not gone on with afterwards: the refusal names the state', async () => {
    const batchId = await approved();
    await issueAndCancel(batchId);
    const resume = async () => {
      await firstOf(world.issuer.issueBatch(batchId));
    };
    await expect(resume()).rejects.toMatchObject({
      code: 'illegal-transition',
      text: { en: expect.stringContaining('cancelled') },
    });
  });

  it('lets the same records be submitted anew: what is issued is found again, the rest is issued', async () => {
    const cancelled = await approved();
    await issueAndCancel(cancelled);
    const kept = await count('issued');
    const batchId = await approved();
    const documents = await allOf(world.issuer.issueBatch(batchId));
    expect(documents.filter(({ isNew }) => isNew)).toHaveLength(20 - kept);
    expect(documents).toHaveLength(20);
  });

  it('passes documents that another batch waits for on to that batch', async () => {
    const { registry, clock, random } = world.environment;
    const [one, other] = [await approved(), await approved()];
    const source = {
      newDocumentId: () => {
        throw new Error('the other batch has reserved them');
      },
      randomBelow: random.below,
      claimHandleHex: () => '',
      statusListSize: 1024,
      at: clock.now(),
    };
    const interrupted = async () => {
      const producer = { ...world.environment.producer, produce: () => Promise.reject(stopped) };
      await firstOf(world.issuerWith({ producer }).issueBatch(one));
    };
    const stopped = new Error('the process died here');
    await expect(interrupted()).rejects.toBe(stopped);
    const printing = { repertoire: new Uint8Array(), fingerprintHex: 'f'.repeat(64) };
    expect(await registry.reserveDocuments(other, printing, source)).toBe(0);
    await world.issuer.cancelBatch(one, 'benja');
    expect(await count('reserved')).toBe(20);
    const { items } = await registry.listBatchDocuments(other, { limit: 99 });
    expect(new Set(items.map(({ document }) => document.batchId))).toEqual(new Set([other]));
    expect((await registry.listBatchDocuments(one, { limit: 99 })).items).toEqual([]);
  });

  it('may be repeated by the same person; another one learns that it is done, and what is issued cannot be cancelled', async () => {
    const { issuer } = world;
    const { batchId } = await world.submit(many[0]!);
    const cancelled = await issuer.cancelBatch(batchId, 'anan');
    expect(await issuer.cancelBatch(batchId, 'anan')).toEqual(cancelled);
    await expect(issuer.cancelBatch(batchId, 'benja')).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    const done = await approved([many[1]!]);
    await allOf(issuer.issueBatch(done));
    await expect(issuer.cancelBatch(done, 'anan')).rejects.toMatchObject({
      code: 'illegal-transition',
      text: { en: expect.stringContaining('from issued to cancelled') },
    });
  });

  it('reserves nothing more when it comes between two parts of reserving', async () => {
    const batchId = await approved();
    await world.environment.registry.changeBatchState({
      batchId,
      to: 'issuing',
      actor: 'parinya',
      at: world.environment.clock.now(),
    });
    await world.issuer.cancelBatch(batchId, 'benja');
    const { clock, random, registry } = world.environment;
    const printing = { repertoire: new Uint8Array(), fingerprintHex: 'f'.repeat(64) };
    await expect(
      registry.reserveDocuments(batchId, printing, {
        newDocumentId: () => {
          throw new Error('nothing is reserved');
        },
        randomBelow: random.below,
        claimHandleHex: () => '',
        statusListSize: 1024,
        at: clock.now(),
      }),
    ).rejects.toMatchObject({ code: 'batch-cancelled' });
  });
});
