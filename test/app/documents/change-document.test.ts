import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeDocument } from '../../../src/app/documents/change-document.ts';
import { refreshStatusLists } from '../../../src/app/documents/publish-status-list.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { findStatus } from '../../../src/formats/status-list/status-list.ts';
import { parseStatusListToken } from '../../../src/formats/status-list/status-list-token.ts';
import type { RevocationReason } from '../../../src/registry/states.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { crash, withCrash } from '../../support/failing-registry.ts';
import {
  approvedBatch,
  fixtureRecords,
  openIssuingWorld,
  worldStart,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

describe('revoking a document', () => {
  let world: IssuingWorld;
  const documents: IssuedDocument[] = [];
  beforeAll(async () => {
    world = await openIssuingWorld();
    await world.environment.registry.storeBatch(approvedBatch(fixtureRecords(4)));
    for await (const document of issueBatch(world.environment, 'b-1')) documents.push(document);
  });
  afterAll(() => world.close());

  async function publishedStatus(document: IssuedDocument): Promise<number | undefined> {
    const { registry } = world.environment;
    const entry = (await registry.findDocument(document.documentId))!;
    const list = await registry.findStatusList(entry.statusList);
    return findStatus(parseStatusListToken(list!.published!.token).list, entry.statusIndex);
  }

  const request = (at: number, reason: RevocationReason = 'fraud') => ({
    operation: 'revoke' as const,
    documentId: documents[at]!.documentId,
    reason,
    actor: 'registrar',
  });

  it('answers with the new state and publishes the list that says so, for this document alone', async () => {
    expect(await publishedStatus(documents[0]!)).toBe(0);
    const at = instantOf(worldStart + 60_000);
    world.setTime(at);
    const view = await changeDocument(world.environment, request(0));
    expect(view).toMatchObject({ state: 'revoked', since: at, reason: 'fraud' });
    expect(await publishedStatus(documents[0]!)).toBe(1);
    expect(await publishedStatus(documents[1]!)).toBe(0);
  });

  it('is done once: a repetition changes nothing, another reason is refused', async () => {
    const { registry } = world.environment;
    world.setTime(instantOf(worldStart + 120_000));
    const again = await changeDocument(world.environment, request(0));
    expect(again.since).toBe(worldStart + 60_000);
    expect(await registry.listStateChanges(documents[0]!.documentId)).toHaveLength(2);
    await expect(
      changeDocument(world.environment, request(0, 'key-compromise')),
    ).rejects.toMatchObject({ code: 'illegal-transition' });
  });

  it('refuses to pass over another time of effect or another note in silence', async () => {
    const told = { note: 'A letter came.', effectiveAt: instantOf(worldStart + 60_000) };
    world.setTime(instantOf(worldStart + 180_000));
    await changeDocument(world.environment, { ...request(3), ...told });
    // The same again, all of it or without what was said beside it.
    await changeDocument(world.environment, { ...request(3), ...told });
    await changeDocument(world.environment, request(3));
    for (const other of [
      { ...told, note: 'Another letter came.' },
      { ...told, effectiveAt: instantOf(worldStart + 30_000) },
    ]) {
      await expect(
        changeDocument(world.environment, { ...request(3), ...other }),
      ).rejects.toMatchObject({ code: 'illegal-transition' });
    }
    const { registry } = world.environment;
    expect(await registry.listStateChanges(documents[3]!.documentId)).toHaveLength(2);
  });

  it.each([
    ['nobody', { actor: ' ' }],
    ['a name with a control character', { actor: 'anan\u0000' }],
    ['a note that turns the direction of text', { note: 'approved \u202Egnihton' }],
    ['a note with half a character', { note: 'a \ud83d letter' }],
    ['a note of a book', { note: 'ก'.repeat(2001) }],
  ])('refuses %s', async (_, part) => {
    await expect(
      changeDocument(world.environment, { ...request(1), ...part }),
    ).rejects.toMatchObject({ code: 'usage' });
  });

  it.each([
    ['a reason that is not published', { reason: 'mood' as RevocationReason }],
    ['"other" without a note', { reason: 'other' as const, note: '  ' }],
  ])('refuses %s', async (_, part) => {
    await expect(
      changeDocument(world.environment, { ...request(1), ...part }),
    ).rejects.toMatchObject({ code: 'reason-unknown' });
  });

  it('keeps the revocation when the process dies before the list is signed, and publishes it later', async () => {
    const { registry } = world.environment;
    const dying = withCrash(registry, { write: 1, when: 'before' });
    await expect(
      changeDocument({ ...world.environment, registry: dying.registry }, request(2)),
    ).rejects.toBe(crash);
    expect(dying.writes).toEqual(['changeDocumentState', 'publishStatusList']);
    expect((await registry.findDocument(documents[2]!.documentId))?.state).toBe('revoked');
    expect(await publishedStatus(documents[2]!)).toBe(0);
    await refreshStatusLists(world.environment);
    expect(await publishedStatus(documents[2]!)).toBe(1);
  });

  it('signs lists anew in the second half of their life, and not before', async () => {
    const { registry, statusLists } = world.environment;
    const before = (await registry.findStatusList(1))!.published!;
    world.setTime(instantOf(before.publishedAt + statusLists.lifetimeSeconds * 400));
    await refreshStatusLists(world.environment);
    expect((await registry.findStatusList(1))!.published).toEqual(before);
    world.setTime(instantOf(before.publishedAt + statusLists.lifetimeSeconds * 600));
    await refreshStatusLists(world.environment);
    expect((await registry.findStatusList(1))!.published!.expiresAt).toBeGreaterThan(
      before.expiresAt,
    );
  });
});
