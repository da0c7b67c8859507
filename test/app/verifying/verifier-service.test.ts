import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteReadOnly } from '../../../src/adapters/sqlite/open-sqlite.ts';
import { SqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument, VerifierService } from '../../../src/app/services.ts';
import { createVerifierService } from '../../../src/app/verifier-service.ts';
import { parseStatusListToken } from '../../../src/formats/status-list/status-list-token.ts';
import { toDocumentId } from '../../../src/shared/document-id.ts';
import { aReservationSource } from '../../support/registry-contract.ts';
import { approvedBatch, fixtureRecords, openIssuingWorld } from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

describe('the verifying side', () => {
  let world: IssuingWorld;
  let verifier: VerifierService;
  let trustList: string;
  let close: () => Promise<void>;
  const documents: IssuedDocument[] = [];

  beforeAll(async () => {
    world = await openIssuingWorld();
    const { registry } = world.environment;
    await registry.storeBatch(approvedBatch(fixtureRecords(2)));
    for await (const document of issueBatch(world.environment, 'b-1')) documents.push(document);
    trustList = JSON.stringify(world.pki.trustList);
    const database = await openSqliteReadOnly(world.databaseFile);
    close = () => database.destroy();
    verifier = createVerifierService({
      clock: world.environment.clock,
      registry: new SqliteRegistry(database),
      trustList: { read: () => Promise.resolve(trustList) },
      publicUrl: world.environment.publicUrl,
      statusListTtlSeconds: 60,
    });
  });
  afterAll(async () => {
    await close();
    await world.close();
  });

  it('finds a document genuine, by its PDF, its sidecar and both', async () => {
    const { pdf, sidecar } = documents[0]!;
    for (const request of [{ pdf }, { sidecar }, { pdf, sidecar }]) {
      expect(await verifier.verify(request)).toMatchObject({
        indication: 'TOTAL-PASSED',
        registry: { state: 'issued' },
      });
    }
  });

  it('tells what anyone may know of a document, and nothing of one that is only reserved', async () => {
    const { registry } = world.environment;
    const { documentId } = documents[0]!;
    expect(await verifier.findDocumentStatus(documentId)).toEqual({
      documentId,
      state: 'issued',
      since: expect.any(Number),
      reason: null,
      supersededBy: null,
      institution: {
        code: '99001',
        nameTh: expect.any(String),
        nameEn: 'Sommut University',
      },
    });
    const [english] = fixtureRecords(1, 'en');
    await registry.storeBatch(approvedBatch([english!], { batchId: 'b-2' }));
    const source = aReservationSource({ newDocumentId: () => toDocumentId(new Uint8Array(15)) });
    await registry.reserveDocuments(
      'b-2',
      { repertoire: new Uint8Array(), fingerprintHex: '' },
      source,
    );
    const reserved = (await registry.listDocuments({ state: 'reserved' }, { limit: 9 })).items;
    expect(reserved).toHaveLength(1);
    expect(await verifier.findDocumentStatus(reserved[0]!.documentId)).toBeUndefined();
    const nobody = toDocumentId(new Uint8Array(15).fill(9));
    expect(await verifier.findDocumentStatus(nobody)).toBeUndefined();
  });

  it('publishes status lists as they were signed, and their keys', async () => {
    const list = await verifier.findStatusList(1);
    expect(parseStatusListToken(list!.token).uri).toBe(
      `${world.environment.publicUrl}/status-lists/1`,
    );
    expect(list!.etag).toMatch(/^"[\w-]+"$/);
    expect(await verifier.findStatusList(99)).toBeUndefined();
    const { keys } = await verifier.getJwks();
    const header = JSON.parse(
      Buffer.from(documents[0]!.sidecar.split('.')[0]!, 'base64url').toString(),
    ) as { kid: string };
    expect(keys).toContainEqual(expect.objectContaining({ kid: header.kid, alg: 'ES256' }));
    expect(JSON.stringify(keys)).not.toContain('"d"');
    expect(await verifier.getTrustList()).toBe(trustList);
  });

  it('is ready only when registry and trust list answer', async () => {
    await verifier.checkReadiness();
    const whole = trustList;
    trustList = '{}';
    await expect(verifier.checkReadiness()).rejects.toMatchObject({ code: 'input-unreadable' });
    trustList = whole;
    await verifier.checkReadiness();
  });
});
