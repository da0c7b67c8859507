import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssuerEnvironment } from '../../../src/app/issuer-environment.ts';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import { openSqlite } from '../../../src/adapters/sqlite/open-sqlite.ts';
import { SqliteRegistryWriter } from '../../../src/adapters/sqlite/sqlite-registry-writer.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { crash, withCrash } from '../../support/failing-registry.ts';
import type { CrashPoint } from '../../support/failing-registry.ts';
import {
  approvedBatch,
  auditOf,
  fixtureRecords,
  openIssuingWorld,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

/** More than one chunk, so that a crash may come between chunks. */
const RECORDS = 6;
/** The writes of issuing such a batch, in order; the first test says that the list is complete. */
const WRITES = [
  'changeBatchState',
  'reserveDocuments',
  'publishStatusList',
  'recordSigningKeys',
  'recordIssued',
  'recordIssued',
  'changeBatchState',
];

describe('issuing through a crash', () => {
  let world: IssuingWorld;
  let records: ReturnType<typeof fixtureRecords>;
  beforeAll(async () => {
    world = await openIssuingWorld();
    records = fixtureRecords(RECORDS);
  });
  afterAll(() => world.close());

  async function openAt(name: string): Promise<{
    readonly registry: SqliteRegistryWriter;
    readonly close: () => Promise<void>;
  }> {
    const { clock } = world.environment;
    const database = await openSqlite(`${world.folder}/${name}.sqlite`, clock);
    return { registry: new SqliteRegistryWriter(database), close: () => database.destroy() };
  }

  async function run(environment: IssuerEnvironment): Promise<readonly IssuedDocument[]> {
    const documents: IssuedDocument[] = [];
    for await (const document of issueBatch(environment, 'b-1')) documents.push(document);
    return documents;
  }

  it('makes these writes when nothing happens', async () => {
    const { registry, close } = await openAt('quiet');
    await registry.storeBatch(approvedBatch(records));
    const watched = withCrash(registry, undefined);
    await run({ ...world.environment, registry: watched.registry });
    expect(watched.writes).toEqual(WRITES);
    await close();
  });

  const points = WRITES.flatMap((name, write) =>
    (['before', 'after'] as const).map((when) => ({ name, write, when })),
  );
  it.each(points)(
    'finishes exactly once after a crash $when write $write ($name)',
    async ({ write, when }) => {
      const point: CrashPoint = { write, when };
      const file = `crash-${write}-${when}`;
      const first = await openAt(file);
      await first.registry.storeBatch(approvedBatch(records));
      const before = withCrash(first.registry, point);
      await expect(run({ ...world.environment, registry: before.registry })).rejects.toBe(crash);
      const halfway = (await first.registry.listDocuments({}, { limit: 1000 })).items;
      await first.close();

      const second = await openAt(file);
      const { registry } = second;
      const documents = await run({ ...world.environment, registry });
      expect(documents.map(({ row }) => row)).toEqual(records.map((_, at) => at + 1));
      expect(new Set(documents.map(({ documentId }) => documentId)).size).toBe(RECORDS);
      const entries = (await registry.listDocuments({}, { limit: 1000 })).items;
      expect(entries).toHaveLength(RECORDS);
      expect(entries.every(({ state }) => state === 'issued')).toBe(true);
      // What was reserved or issued before the crash is what is issued after it.
      for (const old of halfway) {
        const entry = entries.find(({ documentId }) => documentId === old.documentId);
        expect(entry?.statusIndex).toBe(old.statusIndex);
        if (old.state === 'issued') expect(entry).toEqual(old);
      }
      expect((await registry.findBatch('b-1'))?.state).toBe('issued');
      const [list] = await registry.listStatusLists();
      expect(list?.published?.revision).toBe(list?.revision);
      expect((await auditInstallation(auditOf(world, registry))).faults).toEqual([]);
      await second.close();
    },
  );
});
