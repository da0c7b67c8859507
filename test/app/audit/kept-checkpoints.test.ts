import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteReadOnly } from '../../../src/adapters/sqlite/open-sqlite.ts';
import { SqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import type { AuditReport } from '../../../src/app/audit/audit-report.ts';
import {
  encodeCheckpointFile,
  parseCheckpointFile,
} from '../../../src/app/audit/checkpoint-file.ts';
import { createCheckpointKey } from '../../../src/app/audit/checkpoint-key.ts';
import { changeDocument } from '../../../src/app/documents/change-document.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { toTrailDigest, trailStart } from '../../../src/registry/trail.ts';
import {
  approvedBatch,
  auditOf,
  fixtureRecords,
  openIssuingWorld,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

/** An auditor who has a copy of the database, the trust list, and a checkpoint kept elsewhere. */
describe('an audit against checkpoints that were kept elsewhere', () => {
  let world: IssuingWorld;
  let copy: string;
  let kept: string;
  const documents: IssuedDocument[] = [];
  beforeAll(async () => {
    world = await openIssuingWorld();
    const { registry, checkpointKey, publicUrl } = world.environment;
    await registry.storeBatch(approvedBatch(fixtureRecords(3)));
    for await (const document of issueBatch(world.environment, 'b-1')) documents.push(document);
    const checkpoint = (await registry.findLastCheckpoint())!;
    const { publicKey } = checkpointKey;
    kept = encodeCheckpointFile({ publicKey, publicUrl, checkpoints: [checkpoint] });
    await changeDocument(world.environment, {
      operation: 'revoke',
      documentId: documents[0]!.documentId,
      reason: 'fraud',
      actor: 'registrar',
    });
  });
  afterAll(() => world.close());

  let copies = 0;
  beforeEach(() => {
    copy = join(world.folder, `kept-${copies++}.sqlite`);
    const database = new Database(world.databaseFile);
    database.exec(`vacuum into '${copy}'`);
    database.close();
  });

  async function audit(files: readonly string[] = [kept]): Promise<AuditReport> {
    const database = await openSqliteReadOnly(copy);
    const { clock, publicUrl, trust } = auditOf(world);
    try {
      return await auditInstallation({
        clock,
        publicUrl,
        trust,
        registry: new SqliteRegistry(database),
        keptCheckpoints: files.map(parseCheckpointFile),
      });
    } finally {
      await database.destroy();
    }
  }

  /** Somebody with the file, all guards down, and a key of their own. */
  function forge(change: (database: Database.Database) => void): void {
    const database = new Database(copy);
    database.pragma('foreign_keys = OFF');
    const triggers = database.prepare("select name from sqlite_master where type = 'trigger'");
    for (const { name } of triggers.all() as { name: string }[]) {
      database.exec(`drop trigger ${name}`);
    }
    change(database);
    database.close();
  }

  /** A chain that is right in itself, signed by somebody else. */
  function makeAnew(database: Database.Database): void {
    // The histories are made to match: a forger who knows the trail knows them too.
    database.exec(`update document_state_changes set actor = 'somebody-else' where actor = 'registrar';
      update batch_events set actor = 'somebody-else' where actor = 'registrar';
      update batches set submitted_by = 'somebody-else' where submitted_by = 'registrar'`);
    const key = createCheckpointKey(new Uint8Array(32).fill(9));
    const rows = database.prepare('select * from audit_trail order by sequence').all() as {
      sequence: number;
      at: never;
      actor: string;
      action: string;
      object: string;
      before_json: string | null;
      after_json: string;
    }[];
    let previous: { sequence: number; digestHex: string } = trailStart;
    for (const row of rows) {
      const { sequence, at, action, object } = row;
      const actor = row.actor === 'registrar' ? 'somebody-else' : row.actor;
      const entry = {
        ...{ sequence, at, actor, action, object },
        before: row.before_json === null ? null : (JSON.parse(row.before_json) as never),
        after: JSON.parse(row.after_json) as never,
        previousDigestHex: previous.digestHex,
      };
      const digestHex = toTrailDigest(entry);
      database
        .prepare(
          'update audit_trail set actor = ?, previous_digest = ?, digest = ? where sequence = ?',
        )
        .run(actor, previous.digestHex, digestHex, sequence);
      const checkpoint = { sequence, digestHex, at };
      database
        .prepare('update trail_checkpoints set digest = ?, at = ?, token = ? where sequence = ?')
        .run(digestHex, at, key.sign(checkpoint), sequence);
      previous = { sequence, digestHex };
    }
  }

  const codesOf = ({ faults }: AuditReport) => [...new Set(faults.map(({ code }) => code))].sort();

  it('needs no secret: the copy, the trust list and the file are enough', async () => {
    expect(await audit()).toMatchObject({ documents: 3, faults: [], gaps: [] });
  });

  it('says what it could not judge where no key is at hand', async () => {
    expect(await audit([])).toMatchObject({ faults: [], gaps: ['checkpoint-signatures'] });
  });

  it('finds that the end of the trail was cut behind what was kept', async () => {
    forge((database) => {
      database.exec(`delete from audit_trail where sequence > 2;
        delete from trail_checkpoints where sequence > 2`);
    });
    expect(codesOf(await audit())).toContain('trail-not-extended');
  });

  it('finds a whole chain made anew with checkpoints by another key', async () => {
    forge(makeAnew);
    const found = codesOf(await audit());
    expect(found).toEqual(['trail-checkpoint', 'trail-not-extended']);
    // Without what was kept, the same forgery is one consistent chain.
    expect(await audit([])).toMatchObject({ faults: [], gaps: ['checkpoint-signatures'] });
  });

  it('tells a file of another installation', async () => {
    const other = createCheckpointKey(new Uint8Array(32).fill(5));
    const { publicUrl, checkpointKey } = world.environment;
    const checkpoint = {
      sequence: 1,
      digestHex: 'a'.repeat(64),
      at: world.environment.clock.now(),
    };
    const file = encodeCheckpointFile({
      publicKey: other.publicKey,
      publicUrl,
      checkpoints: [{ ...checkpoint, token: other.sign(checkpoint) }],
    });
    const database = await openSqliteReadOnly(copy);
    const report = await auditInstallation({
      ...auditOf(world, new SqliteRegistry(database)),
      checkpointKey,
      keptCheckpoints: [parseCheckpointFile(file)],
    });
    await database.destroy();
    expect(codesOf(report)).toEqual(['trail-checkpoint', 'trail-not-extended']);
  });

  it.each([
    ['no JSON', () => 'x', 'checkpoint-file/syntax'],
    ['another format', () => '{"format":"other"}', 'checkpoint-file/syntax'],
    [
      'a key that is none',
      () => kept.replace(/"x": "[^"]+"/, '"x": "AAAA"'),
      'checkpoint-file/syntax',
    ],
    [
      'another key',
      () =>
        kept.replace(
          /"x": "[^"]+"/,
          `"x": "${createCheckpointKey(new Uint8Array(32)).publicKey.x}"`,
        ),
      'checkpoint-file/signature',
    ],
  ])('refuses a file with %s', (_, make, code) => {
    expect(() => parseCheckpointFile(make())).toThrow(expect.objectContaining({ code }));
  });
});
