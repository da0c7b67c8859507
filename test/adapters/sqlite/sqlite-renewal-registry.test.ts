import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Kysely } from 'kysely';

import { openSqlite } from '../../../src/adapters/sqlite/open-sqlite.ts';
import type { RegistrySchema } from '../../../src/adapters/sqlite/schema.ts';
import { SqliteRenewalRegistry } from '../../../src/adapters/sqlite/sqlite-renewal-registry.ts';
import { instantOf } from '../../../src/shared/instant.ts';

/** Numbers of documents, with when their proof ends. They lie far apart, as in a registry of a hundred thousand. */
const documents = [
  [1, 100],
  [2, 900],
  [45_000, 100],
  [45_001, null],
  [99_999, 100],
] as const;

describe('Renewal in a registry of many documents', () => {
  let folder: string;
  let db: Kysely<RegistrySchema>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-many-'));
    const file = join(folder, 'registry.sqlite');
    db = await openSqlite(file, { now: () => instantOf(0) });
    const connection = new Database(file);
    connection.pragma('foreign_keys = OFF');
    const document = connection.prepare(
      `insert into documents (sequence, document_id, record_id, batch_id, institution_code, student_id, document_type,
         language, record_digest, state, since, status_list, status_index, reserved_at, issued_at, pdf_digest,
         sidecar_digest, level)
       values (?, ?, ?, 'b', '00999', '65', 'transcript', 'th', ?, 'issued', 1, 1, ?, 1, 1, 'd', 'e', 'B-LTA')`,
    );
    const revision = connection.prepare(
      `insert into document_revisions (document_id, revision, digest, length, level, made_at, proof_ends_at,
         proof_algorithms) values (?, 1, 'd', 9, 'B-LTA', 1, ?, ?)`,
    );
    for (const [sequence, endsAt] of documents) {
      document.run(sequence, `D${sequence}`, sequence, `r${sequence}`, sequence);
      revision.run(`D${sequence}`, endsAt, endsAt === null ? null : `A${sequence % 2} SHA-256`);
    }
    connection.close();
  });
  afterAll(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Pages until there is none left. @returns the numbers found, and how many pages there were. */
  async function listAll(limit: number, institutionCode?: string) {
    const registry = new SqliteRenewalRegistry(db);
    const found: string[] = [];
    let pages = 0;
    let cursor: string | undefined;
    do {
      const page = await registry.listRenewalCandidates(
        {
          before: instantOf(500),
          endingAlgorithms: [],
          ...(institutionCode === undefined ? {} : { institutionCode }),
        },
        { limit, ...(cursor === undefined ? {} : { cursor }) },
      );
      pages++;
      found.push(...page.items.map(({ document }) => document.documentId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return { found, pages };
  }

  it.each([1, 2, 100])(
    'finds each candidate once, %d at a time, with empty pages between them',
    async (limit) => {
      const { found, pages } = await listAll(limit);
      expect(found).toEqual(['D1', 'D45000', 'D45001', 'D99999']);
      expect(pages).toBeGreaterThan(3);
    },
  );

  it('finds none in an institution that has none, and comes to an end', async () => {
    expect((await listAll(100, '00998')).found).toEqual([]);
  });

  it('names the algorithms of documents wherever they lie, each list once', async () => {
    const lists = await new SqliteRenewalRegistry(db).listProofAlgorithms();
    expect(lists).toEqual([
      ['A1', 'SHA-256'],
      ['A0', 'SHA-256'],
    ]);
  });
});
