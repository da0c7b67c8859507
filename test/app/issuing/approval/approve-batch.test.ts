import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareSigner } from '../../../../src/signing/prepared-signer.ts';
import { openDevelopmentSigner } from '../../../../src/adapters/development-pki/development-pki.ts';
import { openApprovalWorld, sentRecords } from '../../../support/approval-world.ts';
import type { ApprovalWorld } from '../../../support/approval-world.ts';

const [first, second] = sentRecords as [(typeof sentRecords)[0], (typeof sentRecords)[0]];
const outdated = (part: string) => ({
  code: 'approval-outdated',
  text: { en: expect.stringContaining(part) },
});

describe('approving a batch', () => {
  let world: ApprovalWorld;
  beforeEach(async () => {
    world = await openApprovalWorld();
  });
  afterEach(() => world.close());

  it('is for exactly the summary that was looked at, and the trail says which', async () => {
    const { issuer, environment } = world;
    const { batchId } = await world.submit(first, second);
    const summary = await issuer.summariseBatch(batchId);
    expect(await issuer.summariseBatch(batchId)).toEqual(summary);
    expect(summary.rule).toEqual({
      needsSecondPerson: true,
      needsDigest: false,
      onePersonUpTo: 0,
    });
    const approved = await issuer.approveBatch(batchId, 'benja', summary.digest);
    expect(approved).toMatchObject({
      state: 'approved',
      approvedBy: 'benja',
      approvedDigest: summary.digest,
      isApprovedAlone: false,
    });
    const trail = await environment.registry.listTrail({ after: 0, limit: 9, object: batchId });
    expect(trail.at(-1)).toMatchObject({
      action: 'batch.approved',
      actor: 'benja',
      after: { state: 'approved', digest: summary.digest, persons: 2 },
    });
  });

  it('takes the short form of the digest, and none that is no digest or too short', async () => {
    const { issuer } = world;
    const { batchId } = await world.submit(first);
    const { digestShort } = await issuer.summariseBatch(batchId);
    for (const wrong of ['', 'yes', digestShort.slice(0, -1), `${digestShort} g`]) {
      await expect(issuer.approveBatch(batchId, 'benja', wrong)).rejects.toMatchObject({
        code: 'usage',
      });
    }
    const typed = ` ${digestShort.toUpperCase()} `;
    expect((await issuer.approveBatch(batchId, 'benja', typed)).state).toBe('approved');
  });

  it('is for what was shown when no digest is named, and refused when that has changed', async () => {
    const { issuer } = world;
    const { batchId } = await world.submit(first);
    const { digest } = await issuer.summariseBatch(batchId);
    await world.issue({ ...first, majorEn: 'Another Major' });
    await expect(issuer.approveBatch(batchId, 'benja')).rejects.toMatchObject(
      outdated('earlier documents of its students'),
    );
    const again = await issuer.summariseBatch(batchId);
    expect(again.digest).not.toBe(digest);
    expect(await issuer.approveBatch(batchId, 'benja')).toMatchObject({
      state: 'approved',
      approvedDigest: again.digest,
      isApprovedAlone: false,
    });
  });

  it('is refused without a digest where the institution insists on one', async () => {
    await world.close();
    world = await openApprovalWorld({ requiresApproval: true, approvalNamesDigest: true });
    const { issuer } = world;
    const { batchId } = await world.submit(first);
    await expect(issuer.approveBatch(batchId, 'benja')).rejects.toMatchObject({
      code: 'approval-digest-missing',
    });
    const { digest, rule } = await issuer.summariseBatch(batchId);
    expect(rule).toMatchObject({ needsDigest: true });
    expect((await issuer.approveBatch(batchId, 'benja', digest)).state).toBe('approved');
  });

  it('is refused with the digest of nothing that was shown', async () => {
    const { issuer } = world;
    const { batchId } = await world.submit(first);
    await expect(issuer.approveBatch(batchId, 'benja', 'a'.repeat(64))).rejects.toMatchObject(
      outdated('not the digest of a summary of this batch'),
    );
    const other = await issuer.summariseBatch((await world.submit(second)).batchId);
    await expect(issuer.approveBatch(batchId, 'benja', other.digest)).rejects.toMatchObject(
      outdated('not the digest of a summary of this batch'),
    );
    expect((await issuer.getBatch(batchId)).state).toBe('awaiting-approval');
  });

  it('asks again when a document of one of its students was issued meanwhile', async () => {
    const { issuer } = world;
    const { batchId } = await world.submit(first);
    const { digest, differences } = await issuer.summariseBatch(batchId);
    expect(differences).toMatchObject({ same: 0 });
    await world.issue({ ...first, majorEn: 'Another Major' });
    await expect(issuer.approveBatch(batchId, 'benja', digest)).rejects.toMatchObject(
      outdated('earlier documents of its students'),
    );
    const again = await issuer.summariseBatch(batchId);
    expect(again.digest).not.toBe(digest);
    expect(again.differences).toMatchObject({ new: 0, changed: differences.new });
    expect((await issuer.approveBatch(batchId, 'benja', again.digest)).state).toBe('approved');
  });

  it('asks again when an earlier document was revoked meanwhile', async () => {
    const { issuer } = world;
    const [document] = await world.issue(first);
    const { batchId } = await world.submit(first);
    const { digest, differences } = await issuer.summariseBatch(batchId);
    expect(differences).toMatchObject({ new: 0, changed: 0, again: 0 });
    await issuer.changeDocument({
      documentId: document!.documentId,
      operation: 'revoke',
      reason: 'issued-in-error',
      actor: 'benja',
    });
    await expect(issuer.approveBatch(batchId, 'benja', digest)).rejects.toMatchObject(
      outdated('earlier documents of its students'),
    );
    const { differences: now } = await issuer.summariseBatch(batchId);
    expect(now).toMatchObject({ same: differences.same - 1, again: 1 });
  });

  it('asks again when another key would sign', async () => {
    const { batchId } = await world.submit(first);
    const { digest, keys } = await world.issuer.summariseBatch(batchId);
    const { clock } = world.environment;
    const rotated = await openDevelopmentSigner(world.pki, 'signer-99002', clock).then(
      prepareSigner,
    );
    const other = world.issuerWith({ signers: { getSigner: () => Promise.resolve(rotated) } });
    await expect(other.approveBatch(batchId, 'benja', digest)).rejects.toMatchObject(
      outdated('the signing keys'),
    );
    const summary = await other.summariseBatch(batchId);
    expect(summary.keys).not.toEqual(keys);
    expect(summary.keys[0]).toEqual({ use: 'pdf', keyId: rotated.signer.keyId, problem: null });
  });

  it('asks again when the template or the design was edited, and says that the batch keeps the old one', async () => {
    const { batchId } = await world.submit(first);
    const { digest, printing } = await world.issuer.summariseBatch(batchId);
    expect(printing).toMatchObject({ template: 'classic', problem: null });
    expect(printing.presentDigest).toBe(printing.digest);
    const { templates } = world.environment;
    const edited = { digestHex: 'e'.repeat(64), content: new Uint8Array() };
    const other = world.issuerWith({
      templates: { freeze: () => edited, check: (content) => templates.check(content) },
    });
    await expect(other.approveBatch(batchId, 'benja', digest)).rejects.toMatchObject(
      outdated('the template or the design'),
    );
    expect((await other.summariseBatch(batchId)).printing).toEqual({
      ...printing,
      presentDigest: edited.digestHex,
    });
  });

  it('asks again when a kept record is not what it was, whatever its digest says', async () => {
    const { batchId } = await world.submit(first);
    const { digest } = await world.issuer.summariseBatch(batchId);
    const database = new Database(world.databaseFile);
    const changed = database
      .prepare(
        "update records set canonical_record = cast(replace(cast(canonical_record as text), '3.', '4.') as blob)",
      )
      .run();
    database.close();
    expect(changed.changes).toBeGreaterThan(0);
    await expect(world.issuer.approveBatch(batchId, 'benja', digest)).rejects.toMatchObject(
      outdated('its records'),
    );
  });

  it('is never done by whoever submitted, however they write their name', async () => {
    const { issuer } = world;
    const { batchId } = await world.submit(first);
    const { digest } = await issuer.summariseBatch(batchId);
    for (const name of ['anan', ' Anan', 'ANAN ']) {
      await expect(issuer.approveBatch(batchId, name, digest)).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });
});

describe('two persons who decide at the same time', () => {
  let world: ApprovalWorld;
  beforeEach(async () => {
    world = await openApprovalWorld();
  });
  afterEach(() => world.close());

  it('do not both decide: the second learns that somebody else was faster', async () => {
    const { issuer } = world;
    const { batchId } = await world.submit(first);
    const { digest } = await issuer.summariseBatch(batchId);
    const outcomes = await Promise.allSettled([
      issuer.approveBatch(batchId, 'benja', digest),
      issuer.rejectBatch(batchId, 'dean', 'wrong term'),
      issuer.approveBatch(batchId, 'chai', digest),
    ]);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.map((each) => (each as { reason: unknown }).reason)).toEqual([
      expect.objectContaining({ code: 'changed-meanwhile' }),
      expect.objectContaining({ code: 'changed-meanwhile' }),
    ]);
  });

  it('may each repeat what they did themselves', async () => {
    const { issuer } = world;
    const { batchId } = await world.submit(first);
    const { digest } = await issuer.summariseBatch(batchId);
    const once = await issuer.approveBatch(batchId, 'benja', digest);
    expect(await issuer.approveBatch(batchId, 'Benja', digest)).toEqual(once);
    await expect(issuer.rejectBatch(batchId, 'benja', 'no')).rejects.toMatchObject({
      code: 'illegal-transition',
    });
    await expect(issuer.rejectBatch(batchId, 'dean', 'no')).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
  });
});

describe('an institution that lets one person approve small batches', () => {
  let world: ApprovalWorld;
  const submitted = async () => {
    const { batchId, counts } = await world.submit(first);
    return { batchId, accepted: counts.accepted };
  };
  afterEach(() => world.close());

  it('has every such approval marked', async () => {
    world = await openApprovalWorld({ requiresApproval: true, onePersonUpTo: 2 });
    const { batchId } = await submitted();
    expect(await world.issuer.approveBatch(batchId, 'anan')).toMatchObject({
      state: 'approved',
      isApprovedAlone: true,
      approvedDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { registry } = world.environment;
    const events = await registry.listBatchEvents(batchId);
    expect(events.at(-1)?.note).toBe('approved by the person who submitted it');
    const trail = await registry.listTrail({ after: 0, limit: 9, object: batchId });
    expect(trail.at(-1)?.after).toMatchObject({ persons: 1 });
  });

  it('still asks for a second person above the limit', async () => {
    world = await openApprovalWorld({ requiresApproval: true, onePersonUpTo: 1 });
    const { batchId, accepted } = await submitted();
    expect(accepted).toBe(2);
    await expect(world.issuer.approveBatch(batchId, 'anan')).rejects.toMatchObject({
      code: 'forbidden',
      text: { en: expect.stringContaining('up to 1 documents') },
    });
    const { rule } = await world.issuer.summariseBatch(batchId);
    expect(rule).toEqual({ needsSecondPerson: true, needsDigest: false, onePersonUpTo: 1 });
  });

  it('holds also that person to a digest they name', async () => {
    world = await openApprovalWorld({ requiresApproval: false });
    const { batchId } = await submitted();
    await expect(world.issuer.approveBatch(batchId, 'anan', 'b'.repeat(64))).rejects.toMatchObject({
      code: 'approval-outdated',
    });
  });
});
