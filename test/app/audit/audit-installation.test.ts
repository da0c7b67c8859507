import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqlite } from '../../../src/adapters/sqlite/open-sqlite.ts';
import { SqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import type { AuditReport } from '../../../src/app/audit/audit-report.ts';
import { changeDocument } from '../../../src/app/documents/change-document.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import {
  auditOf,
  approvedBatch,
  fixtureRecords,
  openIssuingWorld,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

describe('an audit', () => {
  let world: IssuingWorld;
  let databaseFile: string;
  beforeAll(async () => {
    world = await openIssuingWorld();
    await world.environment.registry.storeBatch(approvedBatch(fixtureRecords(3)));
    const documents = [];
    for await (const document of issueBatch(world.environment, 'b-1')) documents.push(document);
    await changeDocument(world.environment, {
      operation: 'revoke',
      documentId: documents[2]!.documentId,
      reason: 'fraud',
      actor: 'registrar',
    });
  });
  afterAll(() => world.close());

  /** Every test has a copy of its own. */
  let copies = 0;
  beforeEach(() => {
    databaseFile = join(world.folder, `copy-${copies++}.sqlite`);
    const database = new Database(world.databaseFile);
    database.exec(`vacuum into '${databaseFile}'`);
    database.close();
  });

  async function audit(): Promise<AuditReport> {
    const database = await openSqlite(databaseFile, world.environment.clock);
    try {
      return await auditInstallation(auditOf(world, new SqliteRegistry(database)));
    } finally {
      await database.destroy();
    }
  }

  /** Changes the file behind the program's back; guards that stand in the way are taken down first. */
  function tamper(statement: string): void {
    const database = new Database(databaseFile);
    database.pragma('foreign_keys = OFF');
    for (const operation of ['update', 'delete']) {
      database.exec(`drop trigger artifacts_never_${operation}`);
      database.exec(`drop trigger document_state_changes_never_${operation}`);
    }
    const { changes } = database.prepare(statement).run();
    database.close();
    expect(changes).toBeGreaterThan(0);
  }

  it('finds nothing where nothing happened', async () => {
    expect(await audit()).toEqual({
      documents: 3,
      states: { reserved: 0, issued: 2, suspended: 0, revoked: 1, superseded: 0 },
      batches: 1,
      statusLists: 1,
      faults: [],
      faultCount: 0,
      gaps: [],
    });
  });

  it.each([
    [
      'a PDF with another byte',
      'update artifacts set pdf = cast(substr(pdf, 1, 2000) || char(1) || substr(pdf, 2002) as blob) where rowid = 1',
      'artifact-digest',
    ],
    ['a lost artifact', 'delete from artifacts where rowid = 1', 'artifact-missing'],
    [
      'a sidecar of another document',
      'update artifacts set sidecar = (select sidecar from artifacts where rowid = 2) where rowid = 1',
      'artifact-digest',
    ],
    [
      'a record that was changed after signing',
      "update records set canonical_record = cast('{}' as blob) where position = 0",
      'record-digest',
    ],
    [
      'a revocation that was taken back',
      "update documents set state = 'issued', reason = null where state = 'revoked'",
      'status-list-bits',
    ],
    [
      'a history that was shortened',
      "delete from document_state_changes where to_state = 'revoked'",
      'state-history',
    ],
    [
      'an old status list',
      'update status_lists set revision = revision + 1',
      'status-list-outdated',
    ],
    [
      'a status list that is no token',
      "update status_lists set token = 'x'",
      'status-list-unreadable',
    ],
    [
      'a document that went back to reserved',
      "update documents set state = 'reserved', issued_at = null, pdf_digest = null, sidecar_digest = null where sequence = 1",
      'artifact-too-early',
    ],
    [
      'a batch that counts what is not there',
      'update batches set accepted_count = 4',
      'batch-incomplete',
    ],
    [
      'a document of another institution',
      "update documents set institution_code = '99002' where sequence = 1",
      'document-identity',
    ],
  ])('finds %s', async (_, statement, code) => {
    tamper(statement);
    expect((await audit()).faults.map((fault) => fault.code)).toContain(code);
  });
});
