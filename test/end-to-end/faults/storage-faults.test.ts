import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { ImmediateSqliteDialect } from '../../../src/adapters/sqlite/immediate-sqlite-dialect.ts';
import type { RegistrySchema } from '../../../src/adapters/sqlite/schema.ts';
import { SqliteRegistryWriter } from '../../../src/adapters/sqlite/sqlite-registry-writer.ts';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuerEnvironment } from '../../../src/app/issuer-environment.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import {
  approvedBatch,
  auditOf,
  fixtureRecords,
  openIssuingWorld,
  worldStart,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

const RECORDS = 10;

/** A second connection to the world's database, with a fault of its own. */
interface FaultyDatabase {
  readonly registry: SqliteRegistryWriter;
  readonly connection: Database.Database;
  readonly close: () => Promise<void>;
}

describe('issuing on a storage that fails', () => {
  let world: IssuingWorld;
  beforeEach(async () => {
    world = await openIssuingWorld();
    await world.environment.registry.storeBatch(approvedBatch(fixtureRecords(RECORDS)));
  });
  afterEach(() => world.close());

  function openFaulty(options: Database.Options = {}): FaultyDatabase {
    const connection = new Database(world.databaseFile, { timeout: 50, ...options });
    const db = new Kysely<RegistrySchema>({
      dialect: new ImmediateSqliteDialect({ database: connection }),
    });
    return { registry: new SqliteRegistryWriter(db), connection, close: () => db.destroy() };
  }

  /** Issues until something fails. @returns how many documents were handed out. */
  async function issue(environment: IssuerEnvironment, onDocument?: () => void): Promise<number> {
    const issued: string[] = [];
    for await (const { documentId } of issueBatch(environment, 'b-1')) {
      issued.push(documentId);
      onDocument?.();
    }
    return issued.length;
  }

  /** Whatever was kept agrees with itself, and going on makes the rest. */
  async function expectAllRightAfterwards(): Promise<void> {
    const { registry } = world.environment;
    const atOnce = await auditInstallation(auditOf(world));
    expect(atOnce.faults).toEqual([]);
    const kept = await registry.countDocuments({ state: 'issued' });
    expect(kept).toBeLessThan(RECORDS);
    expect(await issue(world.environment)).toBe(RECORDS);
    expect(await registry.countDocuments({})).toBe(RECORDS);
    expect((await auditInstallation(auditOf(world))).faults).toEqual([]);
    expect((await registry.findBatch('b-1'))?.state).toBe('issued');
  }

  it.each([4, 12, 35, 58])('says that the disk is full, %d pages from now', async (pages) => {
    const faulty = openFaulty();
    const used = faulty.connection.pragma('page_count', { simple: true }) as number;
    faulty.connection.pragma(`max_page_count = ${used + pages}`);
    const environment = { ...world.environment, registry: faulty.registry };
    await expect(issue(environment)).rejects.toMatchObject({
      code: 'disk-full',
      cause: { code: 'SQLITE_FULL' },
    });
    await faulty.close();
    await expectAllRightAfterwards();
  });

  it('goes on with the same process when there is room again', async () => {
    const faulty = openFaulty();
    const used = faulty.connection.pragma('page_count', { simple: true }) as number;
    faulty.connection.pragma(`max_page_count = ${used + 60}`);
    const environment = { ...world.environment, registry: faulty.registry };
    await expect(issue(environment)).rejects.toMatchObject({ code: 'disk-full' });
    faulty.connection.pragma('max_page_count = 1000000');
    expect(await issue(environment)).toBe(RECORDS);
    await faulty.close();
    expect((await auditInstallation(auditOf(world))).faults).toEqual([]);
  });

  it('says that the database cannot be written', async () => {
    const faulty = openFaulty({ readonly: true });
    const environment = { ...world.environment, registry: faulty.registry };
    await expect(issue(environment)).rejects.toMatchObject({ code: 'database-read-only' });
    await faulty.close();
    await expectAllRightAfterwards();
  });

  it('says that another process keeps the database to itself, at the beginning and half-way', async () => {
    const faulty = openFaulty();
    const environment = { ...world.environment, registry: faulty.registry };
    const other = new Database(world.databaseFile, { timeout: 0 });
    other.exec('begin immediate');
    await expect(issue(environment)).rejects.toMatchObject({ code: 'database-busy' });
    other.exec('rollback');
    const lock = () => {
      // Not while a chunk is being kept at this very moment; then with the next document.
      if (!other.inTransaction && !faulty.connection.inTransaction) other.exec('begin immediate');
    };
    await expect(issue(environment, lock)).rejects.toMatchObject({ code: 'database-busy' });
    other.exec('rollback');
    other.close();
    await faulty.close();
    await expectAllRightAfterwards();
  });

  it('does not date a document before its approval when the clock goes back, at the beginning and half-way', async () => {
    const { environment } = world;
    world.setTime(instantOf(worldStart - 3_600_000));
    await expect(issue(environment)).rejects.toMatchObject({ code: 'clock-went-back' });
    expect(await environment.registry.countDocuments({})).toBe(0);
    world.setTime(worldStart);
    const goBack = () => {
      world.setTime(instantOf(worldStart - 3_600_000));
    };
    await expect(issue(environment, goBack)).rejects.toMatchObject({ code: 'clock-went-back' });
    world.setTime(worldStart);
    await expectAllRightAfterwards();
    const { items } = await environment.registry.listDocuments({}, { limit: 99 });
    for (const { issuedAt } of items) expect(issuedAt).toBeGreaterThanOrEqual(worldStart);
  });

  it('bears a clock that is put right by seconds', async () => {
    world.setTime(instantOf(worldStart - 5000));
    expect(await issue(world.environment)).toBe(RECORDS);
  });
});
