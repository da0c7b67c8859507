import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openSqlite, openSqliteReadOnly } from '../../../src/adapters/sqlite/open-sqlite.ts';
import { createContentSeal } from '../../../src/adapters/sqlite/sealing/content-seal.ts';
import { SqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts';
import { SqliteRegistryWriter } from '../../../src/adapters/sqlite/sqlite-registry-writer.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import {
  aBatch,
  aReservationSource,
  describeRegistryContract,
} from '../../support/registry-contract.ts';

const clock = { now: () => instantOf(Date.UTC(2026, 10, 24)) };

function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'parinya-sqlite-'));
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

describeRegistryContract('SQLite', async () => {
  const folder = temporaryFolder();
  const db = await openSqlite(join(folder.path, 'registry.sqlite'), clock);
  return {
    registry: new SqliteRegistryWriter(db),
    close: async () => {
      await db.destroy();
      folder.remove();
    },
  };
});

describeRegistryContract('SQLite with sealed contents', async () => {
  const folder = temporaryFolder();
  const db = await openSqlite(join(folder.path, 'registry.sqlite'), clock);
  return {
    registry: new SqliteRegistryWriter(db, createContentSeal([new Uint8Array(32).fill(3)])),
    close: async () => {
      await db.destroy();
      folder.remove();
    },
  };
});

describe('the SQLite file', () => {
  it('is read by a second process while the first has it open, and never written by it', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'registry.sqlite');
    const writing = await openSqlite(file, clock);
    const reading = await openSqliteReadOnly(file);
    try {
      const writer = new SqliteRegistryWriter(writing);
      await writer.storeBatch(aBatch());
      await writer.reserveDocuments(
        'batch-1',
        { repertoire: new Uint8Array(), fingerprintHex: '' },
        aReservationSource(),
      );
      expect(await new SqliteRegistry(reading).countDocuments({})).toBe(1);
      await expect(
        new SqliteRegistryWriter(reading).storeBatch(aBatch({ batchId: 'batch-2' })),
      ).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
    } finally {
      await reading.destroy();
      await writing.destroy();
      folder.remove();
    }
  });

  it('refuses to rewrite history or artifacts', async () => {
    const folder = temporaryFolder();
    const db = await openSqlite(join(folder.path, 'registry.sqlite'), clock);
    try {
      const writer = new SqliteRegistryWriter(db);
      await writer.storeBatch(aBatch());
      const refused = { code: 'SQLITE_CONSTRAINT_TRIGGER' };
      await expect(sql`update batch_events set actor = 'other'`.execute(db)).rejects.toMatchObject(
        refused,
      );
      await expect(sql`delete from batch_events`.execute(db)).rejects.toMatchObject(refused);
    } finally {
      await db.destroy();
      folder.remove();
    }
  });
});
