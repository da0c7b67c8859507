import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';

import { countBatches } from '../../../src/adapters/sqlite/batches/count-batches.ts';
import { releaseReserved } from '../../../src/adapters/sqlite/batches/release-reserved.ts';
import { SqliteEraser } from '../../../src/adapters/sqlite/erasing/sqlite-eraser.ts';
import { ImmediateSqliteDialect } from '../../../src/adapters/sqlite/immediate-sqlite-dialect.ts';
import { openSqlite } from '../../../src/adapters/sqlite/open-sqlite.ts';
import type { RegistrySchema } from '../../../src/adapters/sqlite/schema.ts';
import { SqliteRegistryWriter } from '../../../src/adapters/sqlite/sqlite-registry-writer.ts';
import { SqliteRenewalRegistry } from '../../../src/adapters/sqlite/sqlite-renewal-registry.ts';
import { takeStatusPlaces } from '../../../src/adapters/sqlite/status-places.ts';
import { toDocumentId } from '../../../src/shared/document-id.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { aReservationSource } from '../../support/registry-contract.ts';

/** Tables with a row for each document or more. */
const LARGE =
  'documents|records|document_revisions|document_state_changes|artifacts|claims|audit_trail';

describe('How SQLite goes about the registry’s questions', () => {
  let folder: string;
  let connection: Database.Database;
  let db: Kysely<RegistrySchema>;
  let asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-plans-'));
    const file = join(folder, 'registry.sqlite');
    await (await openSqlite(file, { now: () => instantOf(0) })).destroy();
    connection = new Database(file);
    db = new Kysely<RegistrySchema>({
      dialect: new ImmediateSqliteDialect({ database: connection }),
      log: ({ query }) => void asked.push(query),
    });
  });
  afterAll(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  async function planOf(ask: () => Promise<unknown>): Promise<readonly string[]> {
    asked = [];
    await ask();
    return asked
      .filter(({ sql }) => /^(select|with|update|delete)/i.test(sql))
      .flatMap(({ sql, parameters }) =>
        connection
          .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
          .all(...parameters)
          .map(({ detail }) => detail),
      );
  }

  const page = { limit: 100, cursor: '7' };
  const institutionCode = '00999';
  const registry = () => new SqliteRegistryWriter(db);
  const renewal = () => new SqliteRenewalRegistry(db);
  const id = toDocumentId(new Uint8Array(15));
  const soon = { before: instantOf(5), endingAlgorithms: [['RSA-1024']] };
  const questions: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['documents of an institution', () => registry().listDocuments({ institutionCode }, page)],
    [
      'those that are revoked',
      () => registry().listDocuments({ institutionCode, state: 'revoked' }, page),
    ],
    ['those of a batch', () => registry().listDocuments({ institutionCode, batchId: 'b' }, page)],
    [
      'those of a student',
      () => registry().listDocuments({ institutionCode, studentId: '65' }, page),
    ],
    ['a batch in its order', () => registry().listBatchDocuments('b', page)],
    ['a document', () => registry().findDocument(id)],
    ['its changes', () => registry().listStateChanges(id)],
    ['its copies', () => registry().listRevisions(id)],
    ['what stands in a status list', () => registry().readStatusMarks(1)],
    ['batches that wait', () => registry().listWaitingBatches()],
    ['batches counted', () => countBatches(db)],
    ['what ends soon', () => renewal().listRenewalCandidates(soon, page)],
    [
      'what ends soon in an institution',
      () => renewal().listRenewalCandidates({ ...soon, institutionCode }, page),
    ],
    [
      'what may be erased',
      () =>
        new SqliteEraser(db).listErasableDocuments({ institutionCode, before: instantOf(5) }, page),
    ],
  ];

  it.each(questions)('finds %s by an index, in order and page by page', async (_what, ask) => {
    const plan = await planOf(ask);
    expect(plan.length).toBeGreaterThan(0);
    // The last number alone is read from the end of the table.
    const withoutLast = plan.filter((line) => line !== 'SCAN documents');
    expect(plan.length - withoutLast.length).toBeLessThanOrEqual(1);
    expect(withoutLast.filter((line) => new RegExp(`^SCAN (${LARGE})`).test(line))).toEqual([]);
    expect(plan).not.toContain('USE TEMP B-TREE FOR ORDER BY');
  });

  it('finds the documents of many students by the students', async () => {
    const ask = () => registry().findDocumentsOfStudents(institutionCode, ['65', '66']);
    expect((await planOf(ask))[0]).toContain('documents_by_student');
  });

  it('gives up reserved documents and takes status entries without looking at all others', async () => {
    const plans = [
      ...(await planOf(() => releaseReserved(db, 'b'))),
      ...(await planOf(() => takeStatusPlaces(db, institutionCode, 2, aReservationSource()))),
    ];
    expect(plans.filter((line) => new RegExp(`^SCAN (${LARGE})`).test(line))).toEqual([]);
  });

  it('has an index for whatever a deleted document might be named by', () => {
    const named = connection
      .prepare<[], { child: string; column: string }>(
        `select m.name as child, f."from" as "column" from sqlite_schema m, pragma_foreign_key_list(m.name) f
         where m.type = 'table' and f."table" = 'documents'`,
      )
      .all();
    expect(named.length).toBeGreaterThan(3);
    for (const { child, column } of named) {
      const [{ detail }] = connection
        .prepare<[], { detail: string }>(
          `explain query plan select 1 from ${child} where ${column} = 'x'`,
        )
        .all() as [{ detail: string }];
      expect(detail).toMatch(/^SEARCH/);
    }
  });
});
