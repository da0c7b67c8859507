import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getListFromStatusListJWT } from '@sd-jwt/jwt-status-list';
import { decodeProtectedHeader, importX509, jwtVerify } from 'jose';
import { changeDocument } from '../../../src/app/documents/change-document.ts';
import type { DocumentChange } from '../../../src/app/documents/document-change.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import type { DocumentEntry } from '../../../src/registry/registry-entries.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import {
  approvedBatch,
  fixtureRecords,
  openIssuingWorld,
  worldStart,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

const LIST_SIZE = 16;
const DOCUMENTS = 40;

/** What an institution publishes, read by somebody else's implementation of Token Status List. */
describe('published status lists', () => {
  let world: IssuingWorld;
  const documents: IssuedDocument[] = [];
  beforeAll(async () => {
    world = await openIssuingWorld();
    const statusLists = { ...world.environment.statusLists, size: LIST_SIZE };
    const environment = { ...world.environment, statusLists };
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(DOCUMENTS)));
    for await (const document of issueBatch(environment, 'b-1')) documents.push(document);
  });
  afterAll(() => world.close());

  const entryOf = async ({ documentId }: IssuedDocument): Promise<DocumentEntry> =>
    (await world.environment.registry.findDocument(documentId))!;

  /** What the other implementation reads for a document, after `jose` has verified the signature. */
  async function readElsewhere(document: IssuedDocument): Promise<number> {
    const { statusList, statusIndex } = await entryOf(document);
    const { published } = (await world.environment.registry.findStatusList(statusList))!;
    const { token } = published!;
    const { x5c, alg } = decodeProtectedHeader(token);
    const pem = `-----BEGIN CERTIFICATE-----\n${x5c![0]}\n-----END CERTIFICATE-----`;
    const { payload } = await jwtVerify(token, await importX509(pem, alg!), {
      typ: 'statuslist+jwt',
      currentDate: new Date(world.environment.clock.now()),
    });
    expect(payload.sub).toBe(`${world.environment.publicUrl}/status-lists/${statusList}`);
    return getListFromStatusListJWT(token).getStatus(statusIndex);
  }

  const change = (operation: DocumentChange['operation'], document: IssuedDocument) =>
    changeDocument(world.environment, {
      operation,
      documentId: document.documentId,
      ...(operation === 'reinstate' ? {} : { reason: 'holder-request' }),
      actor: 'registrar',
    } as DocumentChange);

  it('spread over as many lists as are needed, each place once and in no order', async () => {
    const entries = await Promise.all(documents.map(entryOf));
    const places = entries.map(({ statusList, statusIndex }) => `${statusList}/${statusIndex}`);
    expect(new Set(places).size).toBe(DOCUMENTS);
    expect(new Set(entries.map(({ statusList }) => statusList))).toEqual(new Set([1, 2, 3]));
    for (const list of [1, 2]) {
      const indexes = entries
        .filter(({ statusList }) => statusList === list)
        .map(({ statusIndex }) => statusIndex);
      expect([...indexes].sort((a, b) => a - b)).toEqual([...Array(LIST_SIZE).keys()]);
      expect(indexes).not.toEqual([...indexes].sort((a, b) => a - b));
    }
    await expect(Promise.all(documents.map(readElsewhere))).resolves.toEqual(
      Array(DOCUMENTS).fill(0),
    );
  });

  it.each([
    ['suspend', 2],
    ['reinstate', 0],
    ['revoke', 1],
  ] as const)('say so before the answer to %s is given', async (operation, value) => {
    const document = documents[20]!;
    const now = instantOf(worldStart + 5000 + value);
    world.setTime(now);
    await change(operation, document);
    // No time has passed on the clock: the list that says so is the one that is published now.
    const { statusList } = await entryOf(document);
    const list = (await world.environment.registry.findStatusList(statusList))!;
    expect([list.published!.publishedAt, list.published!.revision]).toEqual([now, list.revision]);
    expect(await readElsewhere(document)).toBe(value);
    const others = documents.filter((other) => other !== document);
    expect(new Set(await Promise.all(others.map(readElsewhere)))).toEqual(new Set([0]));
  });
});
