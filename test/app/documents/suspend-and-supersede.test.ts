import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeDocument } from '../../../src/app/documents/change-document.ts';
import { getDocumentHistory } from '../../../src/app/documents/document-history.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { createVerifierService } from '../../../src/app/verifier-service.ts';
import { findStatus } from '../../../src/formats/status-list/status-list.ts';
import { parseStatusListToken } from '../../../src/formats/status-list/status-list-token.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import type { VerificationReport } from '../../../src/verification/report.ts';
import {
  approvedBatch,
  fixtureRecords,
  openIssuingWorld,
  worldStart,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

const minute = (count: number) => instantOf(worldStart + count * 60_000);
const actor = 'registrar';

describe('suspending, reinstating and superseding a document', () => {
  let world: IssuingWorld;
  /** Three students' Thai documents, then the English one of the first. */
  const documents: IssuedDocument[] = [];
  beforeAll(async () => {
    world = await openIssuingWorld();
    documents.push(...(await issue('b-1', fixtureRecords(3))));
    documents.push(...(await issue('b-2', fixtureRecords(1, 'en'))));
  });
  afterAll(() => world.close());

  const id = (at: number) => documents[at]!.documentId;

  async function issue(
    batchId: string,
    records: ReturnType<typeof fixtureRecords>,
  ): Promise<readonly IssuedDocument[]> {
    await world.environment.registry.storeBatch(approvedBatch(records, { batchId }));
    const issued: IssuedDocument[] = [];
    for await (const document of issueBatch(world.environment, batchId)) issued.push(document);
    return issued;
  }

  async function publishedStatus(at: number): Promise<number | undefined> {
    const { registry } = world.environment;
    const entry = (await registry.findDocument(id(at)))!;
    const list = await registry.findStatusList(entry.statusList);
    return findStatus(parseStatusListToken(list!.published!.token).list, entry.statusIndex);
  }

  async function verify(at: number): Promise<VerificationReport> {
    const { clock, registry, publicUrl } = world.environment;
    const verifier = createVerifierService({
      clock,
      registry,
      publicUrl,
      statusListTtlSeconds: 60,
      trustList: { read: () => Promise.resolve(JSON.stringify(world.pki.trustList)) },
    });
    const { pdf, sidecar } = documents[at]!;
    return verifier.verify({ pdf, sidecar });
  }

  it('refuses to reinstate what was never suspended, and names the state', async () => {
    await expect(
      changeDocument(world.environment, { operation: 'reinstate', documentId: id(0), actor }),
    ).rejects.toMatchObject({
      code: 'illegal-transition',
      text: { en: expect.stringContaining('issued') },
    });
  });

  it('suspends and reinstates, and says both in the status list at once', async () => {
    world.setTime(minute(10));
    const view = await changeDocument(world.environment, {
      operation: 'suspend',
      documentId: id(0),
      reason: 'holder-request',
      actor,
    });
    expect(view).toMatchObject({ state: 'suspended', since: minute(10), reason: 'holder-request' });
    expect(await publishedStatus(0)).toBe(2);
    expect(await verify(0)).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'DOCUMENT_SUSPENDED',
    });
    world.setTime(minute(20));
    for (let time = 0; time < 2; time++) {
      const reinstated = await changeDocument(world.environment, {
        operation: 'reinstate',
        documentId: id(0),
        actor,
      });
      expect(reinstated).toMatchObject({ state: 'issued', since: minute(20), reason: null });
    }
    expect(await publishedStatus(0)).toBe(0);
    expect((await verify(0)).indication).toBe('TOTAL-PASSED');
    expect(await world.environment.registry.listStateChanges(id(0))).toHaveLength(3);
  });

  it.each([
    ['of another student', 1],
    ['that is the document itself', 0],
  ])('refuses a successor %s', async (_, successor) => {
    await expect(
      changeDocument(world.environment, {
        operation: 'supersede',
        documentId: id(0),
        supersededBy: id(successor),
        reason: 'record-corrected',
        actor,
      }),
    ).rejects.toMatchObject({ code: 'successor-refused' });
    expect((await world.environment.registry.findDocument(id(0)))!.state).toBe('issued');
  });

  it('supersedes, and whoever verifies the old document is told by which', async () => {
    world.setTime(minute(30));
    const change = {
      operation: 'supersede',
      documentId: id(0),
      supersededBy: id(3),
      reason: 'record-corrected',
      actor,
    } as const;
    const view = await changeDocument(world.environment, change);
    expect(view).toMatchObject({ state: 'superseded', supersededBy: id(3) });
    expect(await publishedStatus(0)).toBe(1);
    expect(await verify(0)).toMatchObject({
      subIndication: 'DOCUMENT_SUPERSEDED',
      registry: { state: 'superseded', supersededBy: id(3) },
    });
    await expect(
      changeDocument(world.environment, { ...change, documentId: id(3), supersededBy: id(0) }),
    ).rejects.toMatchObject({ code: 'successor-refused' });
  });

  it('answers for any time as known at any other, whatever happened since', async () => {
    const { registry } = world.environment;
    const asKnown = async (at: number, knownAt: number) => {
      const times = { at: minute(at), knownAt: minute(knownAt) };
      return (await getDocumentHistory(registry, id(1), times)).state;
    };
    const change = { documentId: id(1), reason: 'fraud', actor } as const;
    world.setTime(minute(40));
    await changeDocument(world.environment, { ...change, operation: 'suspend' });
    world.setTime(minute(60));
    await changeDocument(world.environment, {
      ...change,
      operation: 'revoke',
      effectiveAt: minute(20),
    });
    expect(await asKnown(-1, 60)).toBe('not-issued');
    expect(await asKnown(10, 60)).toBe('issued');
    expect(await asKnown(30, 59)).toBe('issued');
    expect(await asKnown(30, 60)).toBe('revoked');
    expect(await asKnown(50, 59)).toBe('suspended');
    expect(await asKnown(50, 60)).toBe('revoked');
    const times = { at: minute(30), knownAt: minute(60) };
    const history = await getDocumentHistory(registry, id(1), times);
    expect(history).toMatchObject({ isInForce: false, since: minute(20), recordedAt: minute(60) });
    expect(history.changes.map(({ to }) => to)).toEqual(['issued', 'suspended', 'revoked']);
  });

  it.each([
    ['in the future', 9999],
    ['before the document was issued', -5],
  ])('refuses a change that takes effect %s', async (_, at) => {
    await expect(
      changeDocument(world.environment, {
        operation: 'revoke',
        documentId: id(2),
        reason: 'fraud',
        effectiveAt: minute(at),
        actor,
      }),
    ).rejects.toMatchObject({ code: 'time-not-possible' });
  });

  it('makes a new document of the same record once the old one is revoked, and only one', async () => {
    const record = fixtureRecords(3)[1]!;
    const [again] = await issue('b-3', [record]);
    expect(again).toMatchObject({ isNew: true, studentId: documents[1]!.studentId });
    expect(again!.documentId).not.toBe(id(1));
    expect((await world.environment.registry.findDocument(id(1)))!.state).toBe('revoked');
    const [known] = await issue('b-4', [record]);
    expect(known).toMatchObject({ isNew: false, documentId: again!.documentId });
  });
});
