import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { migrate } from '../../../src/adapters/sqlite/migrate.ts';
import type { Migration } from '../../../src/adapters/sqlite/migrations/migration.ts';
import { migrations } from '../../../src/adapters/sqlite/migrations/migrations.ts';
import { openSqlite, openSqliteReadOnly } from '../../../src/adapters/sqlite/open-sqlite.ts';
import type { RegistrySchema } from '../../../src/adapters/sqlite/schema.ts';
import { instantOf } from '../../../src/shared/instant.ts';

const clock = { now: () => instantOf(Date.UTC(2026, 10, 24)) };

describe('opening a database', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-open-'));
    file = join(folder, 'registry.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes a missing file for the issuer and applies each migration once', async () => {
    for (let opening = 0; opening < 2; opening++) {
      const db = await openSqlite(file, clock);
      const applied = await db.selectFrom('schema_migrations').selectAll().execute();
      expect(applied.map(({ number }) => number)).toEqual(migrations.map(({ number }) => number));
      await db.destroy();
    }
  });

  it('does not make a file for a verifier', async () => {
    await expect(openSqliteReadOnly(file)).rejects.toMatchObject({ code: 'database-unreadable' });
  });

  it('says so when the folder is missing', async () => {
    await expect(openSqlite(join(folder, 'none', 'x.sqlite'), clock)).rejects.toMatchObject({
      code: 'database-unreadable',
    });
  });

  it.each([
    ['text', 'these bytes are no database '.repeat(100)],
    ['an empty file', ''],
  ])('refuses %s where a verifier expects a database', async (_, content) => {
    writeFileSync(file, content);
    await expect(openSqliteReadOnly(file)).rejects.toMatchObject({ code: 'database-unreadable' });
  });

  it('refuses a file that is no database, for the issuer too', async () => {
    writeFileSync(file, 'these bytes are no database '.repeat(100));
    await expect(openSqlite(file, clock)).rejects.toMatchObject({ code: 'database-unreadable' });
  });

  it('refuses a database of a newer version, for both sides', async () => {
    const db = await openSqlite(file, clock);
    await db
      .insertInto('schema_migrations')
      .values({ number: 9999, name: 'from-the-future', applied_at: 0 })
      .execute();
    await db.destroy();
    await expect(openSqlite(file, clock)).rejects.toMatchObject({ code: 'database-newer' });
    await expect(openSqliteReadOnly(file)).rejects.toMatchObject({ code: 'database-newer' });
  });

  it('keeps nothing of a migration that fails', async () => {
    const db = await openSqlite(file, clock);
    const failing: Migration = {
      number: migrations.length + 1,
      name: 'fails',
      async up(schema) {
        await sql`create table half_done (id integer)`.execute(schema);
        throw new Error('no room');
      },
    };
    await expect(migrate(db, clock, [...migrations, failing])).rejects.toThrow('no room');
    const tables = await sql<{ name: string }>`select name from sqlite_master`.execute(db);
    expect(tables.rows.map(({ name }) => name)).not.toContain('half_done');
    await migrate(db, clock);
    await db.destroy();
  });

  it('brings every earlier schema up to date', async () => {
    for (let version = 1; version < migrations.length; version++) {
      const old = join(folder, `version-${version}.sqlite`);
      const connection = new Database(old);
      const before = new Kysely<RegistrySchema>({
        dialect: new SqliteDialect({ database: connection }),
      });
      await migrate(before, clock, migrations.slice(0, version));
      await before.destroy();
      const db = await openSqlite(old, clock);
      const applied = await db.selectFrom('schema_migrations').selectAll().execute();
      expect(applied).toHaveLength(migrations.length);
      await db.destroy();
    }
  });

  it('numbers its migrations without gaps', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, at) => at + 1));
  });
});
