import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';

import { openCscSigner } from '../../src/adapters/key-stores/csc/csc-signer.ts';
import { openPkcs11Signer } from '../../src/adapters/key-stores/pkcs11/pkcs11-signer.ts';
import { issueBatch } from '../../src/app/issuing/issue-batch.ts';
import { DocumentWorkshop } from '../../src/app/issuing/production/document-workshop.ts';
import type { IssuerEnvironment } from '../../src/app/issuer-environment.ts';
import type { IssuedDocument } from '../../src/app/services.ts';
import { prepareSigner } from '../../src/signing/prepared-signer.ts';
import type { Signer } from '../../src/signing/signer.ts';
import { toCscKey } from '../support/csc-key.ts';
import { startCscServer, type CscServer } from '../support/csc-server.ts';
import {
  approvedBatch,
  fixtureRecords,
  openIssuingWorld,
  worldStart,
  type IssuingWorld,
} from '../support/issuing-world.ts';
import { makeSoftHsm, softHsmModule, type SoftHsm } from '../support/soft-hsm.ts';
import { makeTestKeys, type TestKeys } from '../support/test-keys.ts';

let keys: TestKeys;
let world: IssuingWorld;
beforeAll(async () => {
  keys = await makeTestKeys('P-256');
});
beforeEach(async () => {
  world = await openIssuingWorld();
});
afterEach(() => world.close());

/** The world with another key store, and chunks of eight documents. */
function withSigner({ environment }: IssuingWorld, signer: Signer): IssuerEnvironment {
  const prepared = prepareSigner(signer);
  const signers = { getSigner: () => Promise.resolve(prepared) };
  const { institutions, publicUrl } = environment;
  return {
    ...environment,
    signers,
    chunkDocuments: 8,
    producer: new DocumentWorkshop({
      institutions,
      signers,
      publicUrl,
      templatesFolder: 'templates/transcripts',
    }),
  };
}

async function collect(documents: AsyncIterable<IssuedDocument>): Promise<IssuedDocument[]> {
  const collected: IssuedDocument[] = [];
  for await (const document of documents) collected.push(document);
  return collected;
}

describe('A batch signed by a signing service', () => {
  let service: CscServer;
  beforeEach(async () => {
    service = await startCscServer({ version: 'v2', keys, multisign: 100 });
  });
  afterEach(() => service.close());
  const hashesOf = () =>
    service.requests
      .filter(({ method }) => method === 'signatures/signHash')
      .map(({ body }) => (body['hashes'] as string[]).length);

  it('takes two calls for a chunk: one for its PDFs, one for its sidecars', async () => {
    const signer = await openCscSigner(toCscKey(service, { at: worldStart }));
    const environment = withSigner(world, signer);
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(8)));
    expect(await collect(issueBatch(environment, 'b-1'))).toHaveLength(8);
    // The first is the status list's.
    expect(hashesOf()).toEqual([1, 8, 8]);
  });

  it('stops when the service fails, and goes on later with exactly what is missing', async () => {
    const signer = await openCscSigner(toCscKey(service, { at: worldStart }));
    const environment = withSigner(world, signer);
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(20)));
    const documents = issueBatch(environment, 'b-1')[Symbol.asyncIterator]();
    const first = await documents.next();
    service.faults.set('signatures/signHash', Array(20).fill({ status: 500 }) as []);
    const rest = async () => {
      while ((await documents.next()).done !== true);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'key-store-unavailable' });
    service.faults.clear();
    const all = await collect(issueBatch(environment, 'b-1'));
    expect(new Set(all.map(({ documentId }) => documentId)).size).toBe(20);
    expect(all.find(({ isNew }) => !isNew)?.documentId).toBe(
      (first.value as IssuedDocument).documentId,
    );
  });
});

(softHsmModule === undefined ? describe.skip : describe)('A batch signed by an HSM', () => {
  let hsm: SoftHsm;
  beforeAll(async () => {
    hsm = await makeSoftHsm('registrar', '1234');
    hsm.addKey(keys.privateKey, 'registrar', '01');
  });
  afterAll(() => hsm.remove());

  it('that is pulled out in its midst goes on when it is back, every record once', async () => {
    const signer = await openPkcs11Signer({
      module: hsm.module,
      tokenLabel: 'registrar',
      keyLabel: 'registrar',
      sessions: 4,
      readPin: () => '1234',
      certificates: [keys.leaf, ...keys.issuers],
      at: worldStart,
    });
    const environment = withSigner(world, signer);
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(40)));
    const before: IssuedDocument[] = [];
    const issue = async () => {
      for await (const document of issueBatch(environment, 'b-1')) {
        before.push(document);
        if (before.length === 1) hsm.setPluggedIn(false);
      }
    };
    await expect(issue()).rejects.toMatchObject({ code: 'key-store-unavailable' });
    expect(before.length).toBeLessThan(40);
    await expect(collect(issueBatch(environment, 'b-1'))).rejects.toMatchObject({
      code: 'key-store-unavailable',
    });
    hsm.setPluggedIn(true);
    const all = await collect(issueBatch(environment, 'b-1'));
    expect(new Set(all.map(({ documentId }) => documentId)).size).toBe(40);
    expect(all.filter(({ isNew }) => !isNew).length).toBeGreaterThanOrEqual(before.length);
    await signer.close?.();
  });
});
