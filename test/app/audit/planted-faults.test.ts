import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from '../../../src/adapters/sqlite/migrate.ts';
import { migrations } from '../../../src/adapters/sqlite/migrations/migrations.ts';
import { openSqlite } from '../../../src/adapters/sqlite/open-sqlite.ts';
import type { RegistrySchema } from '../../../src/adapters/sqlite/schema.ts';
import { appendTrail, toTrailEntry } from '../../../src/adapters/sqlite/trail.ts';
import { SqliteRegistryWriter } from '../../../src/adapters/sqlite/sqlite-registry-writer.ts';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import { createCheckpointKey } from '../../../src/app/audit/checkpoint-key.ts';
import { changeDocument } from '../../../src/app/documents/change-document.ts';
import { publishStatusList } from '../../../src/app/documents/publish-status-list.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import {
  approvedBatch,
  auditOf,
  fixtureRecords,
  openIssuingWorld,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

describe('an audit of an installation in which somebody planted a fault', () => {
  let world: IssuingWorld;
  let databaseFile: string;
  const documents: IssuedDocument[] = [];
  beforeAll(async () => {
    world = await openIssuingWorld();
    await world.environment.registry.storeBatch(approvedBatch(fixtureRecords(3)));
    for await (const document of issueBatch(world.environment, 'b-1')) documents.push(document);
    await changeDocument(world.environment, {
      operation: 'suspend',
      documentId: documents[2]!.documentId,
      reason: 'holder-request',
      actor: 'registrar',
    });
  });
  afterAll(() => world.close());

  /** Every test has a copy of its own. */
  let copies = 0;
  beforeEach(() => {
    databaseFile = join(world.folder, `planted-${copies++}.sqlite`);
    const database = new Database(world.databaseFile);
    database.exec(`vacuum into '${databaseFile}'`);
    database.close();
  });

  /** Somebody with the file in hands, who takes down every guard that stands in it. */
  function plant(fault: (database: Database.Database) => void): void {
    const database = new Database(databaseFile);
    database.pragma('foreign_keys = OFF');
    const triggers = database.prepare("select name from sqlite_master where type = 'trigger'");
    for (const { name } of triggers.all() as { name: string }[]) {
      database.exec(`drop trigger ${name}`);
    }
    fault(database);
    database.close();
  }

  /** The same rows in the tables of the schema before a step, without what came since. */
  async function asKeptBefore(step: string): Promise<string> {
    const older = `${databaseFile}.older`;
    const database = new Database(older);
    const db = new Kysely<RegistrySchema>({ dialect: new SqliteDialect({ database }) });
    const steps = migrations.slice(
      0,
      migrations.findIndex(({ name }) => name === step),
    );
    await migrate(db, world.environment.clock, steps);
    database.pragma('foreign_keys = OFF');
    database.exec(`attach '${databaseFile}' as newer`);
    const tables = database.prepare(
      "select name from main.sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'schema_migrations'",
    );
    for (const { name } of tables.all() as { name: string }[]) {
      const columns = database.prepare('select name from pragma_table_info(?)').pluck().all(name);
      const list = columns.join(', ');
      database.exec(`insert into main.${name} (${list}) select ${list} from newer.${name}`);
    }
    const remembersKeys = database
      .prepare("select 1 from pragma_table_info('batches') where name = 'signing_keys_json'")
      .get();
    if (remembersKeys === undefined) await forgetKeys(database, db);
    await db.destroy();
    return older;
  }

  /** Which keys signed for a batch was not told before it was remembered: the chain without it. */
  async function forgetKeys(database: Database.Database, db: Kysely<RegistrySchema>) {
    const exists = database.prepare("select 1 from sqlite_master where name = 'audit_trail'").get();
    if (exists === undefined) return;
    const rows = await db.selectFrom('audit_trail').selectAll().orderBy('sequence').execute();
    for (const trigger of ['audit_trail_never_delete', 'trail_checkpoints_never_delete']) {
      database.exec(`drop trigger ${trigger}`);
    }
    database.exec('delete from audit_trail; delete from trail_checkpoints');
    const told = rows.map(toTrailEntry).filter(({ action }) => action !== 'batch.signing-keys');
    await appendTrail(db, told);
  }

  async function findings(checkpointKey = world.environment.checkpointKey) {
    const database = await openSqlite(databaseFile, world.environment.clock);
    try {
      const registry = new SqliteRegistryWriter(database);
      const report = await auditInstallation({ ...auditOf(world, registry), checkpointKey });
      return [...new Set(report.faults.map(({ code }) => code))];
    } finally {
      await database.destroy();
    }
  }

  const sql = (statement: string) => (database: Database.Database) => {
    expect(database.prepare(statement).run().changes).toBeGreaterThan(0);
  };

  it('finds nothing where nothing was planted', async () => {
    plant(() => undefined);
    expect(await findings()).toEqual([]);
  });

  it('finds one bit that was flipped in an artifact', async () => {
    plant((database) => {
      const { pdf } = database.prepare('select pdf from artifacts where rowid = 1').get() as {
        pdf: Buffer;
      };
      pdf[Math.floor(pdf.length / 2)]! ^= 1;
      database.prepare('update artifacts set pdf = ? where rowid = 1').run(pdf);
    });
    expect(await findings()).toContain('artifact-digest');
  });

  it.each([
    ['document', "delete from documents where state = 'suspended'", 'document-missing'],
    ['artifact', 'delete from artifacts where rowid = 2', 'artifact-missing'],
    [
      'change of state',
      "delete from document_state_changes where to_state = 'suspended'",
      'state-history',
    ],
    ['trail entry', 'delete from audit_trail where sequence = 3', 'trail-broken'],
    [
      'trail entry of the end',
      "delete from audit_trail where action = 'document.suspended'",
      'trail-cut',
    ],
  ])('finds that a %s was deleted', async (_, statement, code) => {
    plant(sql(statement));
    expect(await findings()).toContain(code);
  });

  it('finds that a state was changed by hand, even with the history and the status list to match', async () => {
    plant((database) => {
      sql("update documents set state = 'issued', reason = null where state = 'suspended'")(
        database,
      );
      sql("delete from document_state_changes where to_state = 'suspended'")(database);
      database.exec(
        'update documents set since = issued_at; update status_lists set published_revision = revision',
      );
    });
    const db = await openSqlite(databaseFile, world.environment.clock);
    const registry = new SqliteRegistryWriter(db);
    await publishStatusList({ ...world.environment, registry }, 1);
    await db.destroy();
    expect(await findings()).toEqual(['trail-mismatch']);
  });

  it('finds that the artifacts of two documents were swapped', async () => {
    plant((database) => {
      const rows = database.prepare('select document_id, pdf, sidecar from artifacts limit 2');
      const [one, two] = rows.all() as { document_id: string; pdf: Buffer; sidecar: string }[];
      const put = database.prepare(
        'update artifacts set pdf = ?, sidecar = ? where document_id = ?',
      );
      put.run(two!.pdf, two!.sidecar, one!.document_id);
      put.run(one!.pdf, one!.sidecar, two!.document_id);
    });
    expect(await findings()).toEqual(['artifact-digest', 'document-identity']);
  });

  it('finds a copy that is no longer known, or was never one', async () => {
    plant(sql('delete from document_revisions where rowid = 1'));
    expect(await findings()).toEqual(['revision-missing', 'trail-mismatch']);
    plant(
      sql(
        "insert into document_revisions select document_id, 0, 'f', 1, level, made_at, null, null from document_revisions where rowid = 2",
      ),
    );
    expect(await findings()).toContain('revision-digest');
  });

  it('finds two documents in one place of a status list', async () => {
    plant((database) => {
      // The table itself forbids it, so it is written anew without what forbids.
      database.exec(`create table without_rules as select * from documents;
        drop table documents; alter table without_rules rename to documents;
        update documents set status_index = (select status_index from documents where sequence = 1)
        where sequence = 2`);
    });
    expect(await findings()).toEqual(
      expect.arrayContaining(['status-place-twice', 'trail-mismatch']),
    );
  });

  it('finds that entries of the trail changed places', async () => {
    plant((database) => {
      database.exec(`update audit_trail set sequence = -1 where sequence = 2;
        update audit_trail set sequence = 2 where sequence = 3;
        update audit_trail set sequence = 3 where sequence = -1`);
    });
    expect(await findings()).toContain('trail-broken');
  });

  it('finds that a document was called erased without having been', async () => {
    plant(
      sql("update documents set erased_at = 1, erasure_reason = 'court-order' where sequence = 1"),
    );
    expect(await findings()).toEqual(
      expect.arrayContaining(['erasure-incomplete', 'trail-mismatch']),
    );
  });

  it('finds that an erasure was used to make artifacts disappear', async () => {
    plant((database) => {
      sql("update documents set erased_at = 1, erasure_reason = 'court-order' where sequence = 1")(
        database,
      );
      sql('delete from artifacts where rowid = 1')(database);
      sql("update records set canonical_record = x'' where record_id = 1")(database);
    });
    expect(await findings()).toEqual(['trail-mismatch']);
  });

  it('finds that a batch was changed by hand', async () => {
    plant(sql("update batches set state = 'approved'"));
    expect(await findings()).toContain('batch-state');
  });

  it.each([
    ['who did it', "actor = 'nobody'", 'trail-mismatch'],
    ['when it was recorded', 'recorded_at = recorded_at - 1000', 'trail-mismatch'],
    ['from when it counts', 'effective_at = effective_at - 1000', 'trail-mismatch'],
    ['why', "reason = 'fraud'", 'trail-mismatch'],
    ['what it was before', "from_state = 'revoked'", 'trail-mismatch'],
    ['what was noted', "note = 'something else'", 'state-history'],
  ])('finds that a change of state says otherwise %s', async (_, values, code) => {
    plant(sql(`update document_state_changes set ${values} where to_state = 'suspended'`));
    expect(await findings()).toContain(code);
  });

  it.each([
    ['student', "student_id = '99999999'", 'document-identity'],
    ['kind', "document_type = 'certificate'", 'document-identity'],
    ['language', "language = case language when 'th' then 'en' else 'th' end", 'document-identity'],
    ['time of issue', 'issued_at = issued_at - 1000', 'state-history'],
    ['note', "note = 'something else'", 'state-history'],
  ])('finds that a document was given another %s', async (_, values, code) => {
    plant(sql(`update documents set ${values} where sequence = 1`));
    expect(await findings()).toEqual([code]);
  });

  it.each([
    ['submitter', "submitted_by = 'somebody'"],
    ['time of submission', 'submitted_at = submitted_at - 1'],
    ['approver', "approved_by = 'somebody'"],
    ['approved digest', "approved_digest = 'f0'"],
    ['number of persons', 'approved_alone = 1'],
    ['level', "level = 'B-T'"],
    ['institution', "institution_code = '99002'"],
    ['key', "signing_keys_json = replace(signing_keys_json, 'a', 'b')"],
  ])('finds that a batch was given another %s', async (_, values) => {
    plant(sql(`update batches set ${values}`));
    expect(await findings()).toEqual(['trail-mismatch']);
  });

  it.each([
    ['changed', "update batch_events set actor = 'somebody' where to_state = 'issued'"],
    ['deleted', "delete from batch_events where to_state = 'issuing'"],
    ['dated back', "update batch_events set at = at - 1 where to_state = 'issued'"],
  ])('finds that an event of a batch was %s', async (_, statement) => {
    plant(sql(statement));
    expect(await findings()).toEqual(['trail-mismatch']);
  });

  it.each([
    ['deleted', 'delete from records where position = 1'],
    ['taken from its document', 'update records set document_id = null where position = 1'],
    [
      'given to another document',
      'update records set document_id = (select document_id from records where position = 0) where position = 1',
    ],
  ])('finds that a record was %s', async (_, statement) => {
    plant(sql(statement));
    expect(await findings()).toContain('batch-incomplete');
  });

  it('finds that a batch was deleted', async () => {
    plant((database) => {
      sql('delete from batch_events')(database);
      sql('delete from batches')(database);
    });
    expect(await findings()).toContain('batch-missing');
  });

  it('finds that a status list was deleted', async () => {
    plant(sql('delete from status_lists'));
    expect(await findings()).toEqual(['status-list-missing']);
  });

  it('finds that a status list was given to another institution', async () => {
    plant(sql("update status_lists set institution_code = '99002'"));
    expect(await findings()).toContain('status-list-owner');
  });

  it('finds a status list that is signed and says something else', async () => {
    plant((database) => sql("update documents set state = 'revoked' where sequence = 1")(database));
    const db = await openSqlite(databaseFile, world.environment.clock);
    const registry = new SqliteRegistryWriter(db);
    await publishStatusList({ ...world.environment, registry }, 1);
    await db.destroy();
    plant(sql("update documents set state = 'issued' where sequence = 1"));
    expect(await findings()).toEqual(['status-list-bits']);
  });

  it('finds an entry of the trail that was rewritten', async () => {
    plant(sql("update audit_trail set actor = 'somebody else' where sequence = 2"));
    expect(await findings()).toContain('trail-broken');
  });

  it('finds a whole chain that was made anew, by the checkpoint that it does not meet', async () => {
    plant(
      sql(
        "update audit_trail set digest = replace(digest, 'a', 'b') where sequence in (select sequence from trail_checkpoints)",
      ),
    );
    expect(await findings()).toContain('trail-checkpoint');
  });

  it('finds checkpoints that another key signed', async () => {
    plant(() => undefined);
    expect(await findings(createCheckpointKey(new Uint8Array(32)))).toEqual(['trail-checkpoint']);
  });

  it.each(migrations.slice(1).map(({ name }) => name))(
    'agrees with what the version before %s kept, once its database is brought up to date',
    async (step) => {
      databaseFile = await asKeptBefore(step);
      expect(await findings()).toEqual([]);
    },
  );

  it('agrees with what an earlier version kept, once its database is brought up to date', async () => {
    databaseFile = await asKeptBefore('audit-trail');
    expect(await findings()).toEqual([]);
    plant(sql("update documents set state = 'revoked', reason = 'fraud' where sequence = 1"));
    expect(await findings()).toContain('trail-mismatch');
  });

  it('refuses to have the trail rewritten while its guards stand', () => {
    const database = new Database(databaseFile);
    for (const statement of ['delete from audit_trail', "update audit_trail set actor = 'x'"]) {
      expect(() => database.exec(statement)).toThrow('append-only');
    }
    database.close();
  });
});
