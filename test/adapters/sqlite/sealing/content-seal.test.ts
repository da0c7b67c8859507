import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { SqliteEraser } from '../../../../src/adapters/sqlite/erasing/sqlite-eraser.ts';
import { openSqlite } from '../../../../src/adapters/sqlite/open-sqlite.ts';
import type { RegistrySchema } from '../../../../src/adapters/sqlite/schema.ts';
import {
  clearContent,
  createContentSeal,
} from '../../../../src/adapters/sqlite/sealing/content-seal.ts';
import type { ContentSeal } from '../../../../src/adapters/sqlite/sealing/content-seal.ts';
import { resealContents } from '../../../../src/adapters/sqlite/sealing/reseal.ts';
import { SqliteRegistryWriter } from '../../../../src/adapters/sqlite/sqlite-registry-writer.ts';
import { auditInstallation } from '../../../../src/app/audit/audit-installation.ts';
import { issueBatch } from '../../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../../src/app/services.ts';
import {
  approvedBatch,
  auditOf,
  fixtureRecords,
  openIssuingWorld,
  worldStart,
} from '../../../support/issuing-world.ts';
import type { IssuingWorld } from '../../../support/issuing-world.ts';

const oldKey = new Uint8Array(32).fill(1);
const newKey = new Uint8Array(32).fill(2);
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a content seal', () => {
  const seal = createContentSeal([oldKey]);

  it('opens what it sealed for the same place and no other', () => {
    const kept = seal.seal('pdf A', bytes('a transcript'));
    expect(Buffer.from(kept).includes('transcript')).toBe(false);
    expect(Buffer.from(seal.open('pdf A', kept)).toString()).toBe('a transcript');
    expect(() => seal.open('pdf B', kept)).toThrow(
      expect.objectContaining({ code: 'data-key-wrong' }),
    );
  });

  it('never seals the same twice alike', () => {
    const kept = Array.from({ length: 50 }, () =>
      Buffer.from(seal.seal('x', bytes('same'))).toString('hex'),
    );
    expect(new Set(kept).size).toBe(50);
  });

  it('finds every byte that was changed', () => {
    const kept = seal.seal('x', bytes('short'));
    for (let at = 5; at < kept.length; at++) {
      const changed = Uint8Array.from(kept);
      changed[at]! ^= 1;
      expect(() => seal.open('x', changed)).toThrow(
        expect.objectContaining({ code: 'data-key-wrong' }),
      );
    }
    expect(() => seal.open('x', kept.subarray(0, 20))).toThrow(
      expect.objectContaining({ code: 'data-key-wrong' }),
    );
  });

  it('opens with an older key, seals with the newest, and says without any what is missing', () => {
    const kept = seal.seal('x', bytes('older'));
    const rotated = createContentSeal([newKey, oldKey]);
    expect(Buffer.from(rotated.open('x', kept)).toString()).toBe('older');
    expect([rotated.isCurrent(kept), rotated.isCurrent(rotated.seal('x', bytes('y')))]).toEqual([
      false,
      true,
    ]);
    expect(() => createContentSeal([newKey]).open('x', kept)).toThrow(
      expect.objectContaining({ code: 'data-key-wrong' }),
    );
    expect(() => clearContent.open('x', kept)).toThrow(
      expect.objectContaining({ code: 'data-key-missing' }),
    );
  });

  it('leaves alone what was never sealed, and nothing', () => {
    expect(seal.open('x', bytes('%PDF-1.7'))).toEqual(bytes('%PDF-1.7'));
    expect(seal.seal('x', new Uint8Array())).toEqual(new Uint8Array());
  });
});

describe('a registry whose contents are sealed', () => {
  let world: IssuingWorld;
  let database: Kysely<RegistrySchema>;
  let documents: IssuedDocument[];
  beforeEach(async () => {
    world = await openIssuingWorld();
    database = await openSqlite(world.databaseFile, world.environment.clock);
  });
  afterEach(async () => {
    await database.destroy();
    await world.close();
  });

  const registryWith = (seal: ContentSeal) => new SqliteRegistryWriter(database, seal);

  async function issueWith(seal: ContentSeal): Promise<void> {
    const environment = { ...world.environment, registry: registryWith(seal) };
    const reportJson = JSON.stringify({ errors: [{ value: 'CELL-CANARY' }] });
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(3), { reportJson }));
    documents = [];
    for await (const document of issueBatch(environment, 'b-1')) documents.push(document);
  }

  const auditWith = (seal: ContentSeal) => auditInstallation(auditOf(world, registryWith(seal)));

  /** How much of names, record, PDF and sidecar can be read in the files of the database. */
  function readable(): number {
    const names = readdirSync(world.folder).filter((name) => name.startsWith('registry.sqlite'));
    const disk = Buffer.concat(names.map((name) => readFileSync(join(world.folder, name))));
    const traces = documents.flatMap(({ pdf, sidecar }, at) => {
      const { familyNameTh, familyNameEn } = fixtureRecords(3)[at]!;
      const [, payload] = sidecar.split('.') as [string, string];
      const pieces = [Buffer.from(pdf), Buffer.from(payload)].flatMap((content) =>
        Array.from({ length: 20 }, (_, piece) => content.subarray(piece * 150, piece * 150 + 40)),
      );
      return [Buffer.from(familyNameTh), Buffer.from(familyNameEn), ...pieces];
    });
    return [...traces, Buffer.from('CELL-CANARY')].filter((trace) => disk.includes(trace)).length;
  }

  it('works like any other, and shows nothing to whoever has the file', async () => {
    const seal = createContentSeal([oldKey]);
    await issueWith(seal);
    expect(readable()).toBe(0);
    expect(await auditWith(seal)).toMatchObject({ documents: 3, faults: [], gaps: [] });
    expect(await registryWith(seal).findBatchReport('b-1')).toContain('CELL-CANARY');
    await issueBatch({ ...world.environment, registry: registryWith(seal) }, 'b-1')
      [Symbol.asyncIterator]()
      .next();
  });

  it('loses nothing without its key or with another one, and says which it is', async () => {
    const seal = createContentSeal([oldKey]);
    await issueWith(seal);
    const { documentId } = documents[0]!;
    await expect(registryWith(clearContent).findPdf(documentId)).rejects.toMatchObject({
      code: 'data-key-missing',
    });
    await expect(
      registryWith(createContentSeal([newKey])).findSidecar(documentId),
    ).rejects.toMatchObject({
      code: 'data-key-wrong',
    });
    expect((await registryWith(clearContent).findDocument(documentId))!.state).toBe('issued');
    // An auditor without the key sees history, trail and lists, and is told what could not be looked at.
    expect(await auditWith(clearContent)).toMatchObject({ faults: [], gaps: ['sealed-contents'] });
    expect((await auditWith(seal)).faults).toEqual([]);
  });

  it('finds contents that were swapped between two documents or changed', async () => {
    const seal = createContentSeal([oldKey]);
    await issueWith(seal);
    const raw = new Database(world.databaseFile);
    raw.exec(`drop trigger artifacts_never_update;
      update artifacts set pdf = (select pdf from artifacts where rowid = 2) where rowid = 1`);
    raw.close();
    const { faults } = await auditWith(seal);
    expect(faults.map(({ code, subject }) => [code, subject])).toEqual([
      ['artifact-digest', documents[0]!.documentId],
    ]);
  });

  it('is brought from clear to sealed, and from key to key, without a trace of before', async () => {
    await issueWith(clearContent);
    expect(readable()).toBeGreaterThan(50);
    const eraser = new SqliteEraser(database);
    const first = createContentSeal([oldKey]);
    expect(await resealContents(database, first, { isRehearsal: true })).toEqual({
      current: 0,
      other: 10,
    });
    expect(await resealContents(database, first, { isRehearsal: false })).toEqual({
      current: 0,
      other: 10,
    });
    expect(await eraser.purgeFiles()).toBe(true);
    expect(readable()).toBe(0);
    expect(await auditWith(first)).toMatchObject({ faults: [], gaps: [] });
    const rotated = createContentSeal([newKey, oldKey]);
    await resealContents(database, rotated, { isRehearsal: false });
    const onlyNew = createContentSeal([newKey]);
    expect(await resealContents(database, onlyNew, { isRehearsal: true })).toEqual({
      current: 10,
      other: 0,
    });
    expect(await auditWith(onlyNew)).toMatchObject({ faults: [], gaps: [] });
    const raw = new Database(world.databaseFile);
    expect(() => raw.exec("update artifacts set sidecar = 'x'")).toThrow('append-only');
    raw.close();
  });

  it('stops at contents whose key is not given, and leaves them', async () => {
    await issueWith(createContentSeal([oldKey]));
    await expect(
      resealContents(database, createContentSeal([newKey]), { isRehearsal: false }),
    ).rejects.toMatchObject({ code: 'data-key-wrong' });
    expect((await auditWith(createContentSeal([oldKey]))).faults).toEqual([]);
    expect(await database.selectFrom('database_facts').selectAll().execute()).toEqual([]);
  });

  it('erases without the key', async () => {
    await issueWith(createContentSeal([oldKey]));
    const { documentId } = documents[0]!;
    const erasure = { documentId, reason: 'court-order', actor: 'anan', at: worldStart } as const;
    expect(await new SqliteEraser(database).eraseDocument(erasure)).toBe(true);
    expect(await registryWith(clearContent).findRecord(documentId)).toEqual(new Uint8Array());
    const report = JSON.parse((await registryWith(clearContent).findBatchReport('b-1'))!) as object;
    expect(report).toMatchObject({ records: 3, errors: [] });
    expect((await auditWith(createContentSeal([oldKey]))).faults).toEqual([]);
  });
});
