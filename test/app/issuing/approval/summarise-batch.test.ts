import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openApprovalWorld, sentRecords } from '../../../support/approval-world.ts';
import type { ApprovalWorld, SentRecord } from '../../../support/approval-world.ts';

const [first, second] = sentRecords as [(typeof sentRecords)[0], (typeof sentRecords)[0]];

describe('what an approver is shown of a batch', () => {
  let world: ApprovalWorld;
  beforeEach(async () => {
    world = await openApprovalWorld();
  });
  afterEach(() => world.close());

  const summarise = async (...records: readonly SentRecord[]) => {
    const { batchId } = await world.submit(...records);
    return world.issuer.summariseBatch(batchId);
  };

  it('counts what is new, the same, and different from what was issued, and names the fields', async () => {
    const [document] = await world.issue(first);
    const corrected = { ...first, majorEn: 'Another Major', familyNameEn: 'Corrected' };
    const summary = await summarise(corrected, second);
    const { differences } = summary;
    expect(differences).toMatchObject({ new: 2, same: 0, again: 0, changed: 2 });
    expect(differences.fields).toEqual([
      { field: 'familyNameEn', records: 2 },
      { field: 'majorEn', records: 2 },
    ]);
    expect(differences.changedRecords).toHaveLength(2);
    const [changed] = differences.changedRecords;
    expect(changed).toMatchObject({
      row: 1,
      studentId: first['studentId'],
      documentId: document!.documentId,
      state: 'issued',
      moreDifferences: 0,
    });
    expect(changed?.differences).toContainEqual({
      path: 'familyNameEn',
      before: first['familyNameEn'],
      after: 'Corrected',
    });
    expect((await summarise(first)).differences).toMatchObject({ new: 0, same: 2, changed: 0 });
  });

  it('groups warnings with the first of each, and shows records that have one', async () => {
    await world.issue(first);
    const summary = await summarise(second, { ...first, majorEn: 'Another Major' });
    expect(summary.warnings).toEqual([
      expect.objectContaining({ code: 'issued-differently', count: 2, row: 2 }),
    ]);
    const warned = summary.samples.filter(({ reasons }) => reasons.includes('warning'));
    expect(warned.map(({ row }) => row)).toEqual([2, 2]);
    expect(warned[0]?.reasons).toContain('changed');
  });

  it('names a key that cannot be opened instead of failing', async () => {
    const { batchId } = await world.submit(first);
    const broken = world.issuerWith({
      signers: {
        getSigner: async (code, use) => {
          if (use === 'jose') {
            const { AppError } = await import('../../../../src/shared/app-error.ts');
            throw new AppError('key-store-unavailable', { th: 'ก', en: 'a' });
          }
          return world.environment.signers.getSigner(code, use);
        },
      },
    });
    const { keys } = await broken.summariseBatch(batchId);
    expect(keys[1]).toEqual({ use: 'jose', keyId: null, problem: 'key-store-unavailable' });
  });

  it('goes through large batches in parts, and every record counts in the digest', async () => {
    const many: SentRecord[] = Array.from({ length: 300 }, (_, at) => ({
      ...first,
      studentId: String(6_600_000_000 + at),
    }));
    const { batchId } = await world.submit(...many);
    const summary = await world.issuer.summariseBatch(batchId);
    expect(summary.differences.new).toBe(600);
    const last = many.with(-1, { ...many.at(-1)!, majorEn: 'Another Major' });
    const other = await world.issuer.summariseBatch((await world.submit(...last)).batchId);
    expect(other.digest).not.toBe(summary.digest);
  });

  it('knows no batch that is not there', async () => {
    await expect(world.issuer.summariseBatch('b-none')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
