import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import Database from 'better-sqlite3';
import { Kysely } from 'kysely';

import { countBatches } from '../src/adapters/sqlite/batches/count-batches.ts';
import { releaseReserved } from '../src/adapters/sqlite/batches/release-reserved.ts';
import { SqliteEraser } from '../src/adapters/sqlite/erasing/sqlite-eraser.ts';
import { ImmediateSqliteDialect } from '../src/adapters/sqlite/immediate-sqlite-dialect.ts';
import { openSqlite } from '../src/adapters/sqlite/open-sqlite.ts';
import type { RegistrySchema } from '../src/adapters/sqlite/schema.ts';
import { SqliteRegistryWriter } from '../src/adapters/sqlite/sqlite-registry-writer.ts';
import { SqliteRenewalRegistry } from '../src/adapters/sqlite/sqlite-renewal-registry.ts';
import { takeStatusPlaces } from '../src/adapters/sqlite/status-places.ts';
import { parseDocumentId } from '../src/shared/document-id.ts';
import { instantOf } from '../src/shared/instant.ts';
import { fillRegistry, institutionOf } from './registry/fill-registry.ts';

/**
 * `npm run bench:registry -- [--documents N] [--plans]`: what each query of the API, the commands and the service takes in a
 * registry of a million documents. Half a minute and some 2 GB of disk; `--plans` shows how SQLite goes about each.
 */
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000000' },
    plans: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const documents = Number(values.documents);
const clock = { now: () => instantOf(Date.UTC(2027, 0, 1)) };
const institution = institutionOf(0);

const folder = mkdtempSync(join(tmpdir(), 'parinya-registry-'));
try {
  const file = join(folder, 'registry.sqlite');
  await (await openSqlite(file, clock)).destroy();
  fillRegistry(file, {
    documents,
    institutions: 8,
    documentsInBatch: 500,
    statusListSize: 131_072,
  });
  await measure(file);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(file: string): Promise<void> {
  const connection = new Database(file);
  let statements: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  const db = new Kysely<RegistrySchema>({
    dialect: new ImmediateSqliteDialect({ database: connection }),
    log: ({ query }) => void statements.push(query),
  });
  const registry = new SqliteRegistryWriter(db);
  const renewal = new SqliteRenewalRegistry(db);
  const eraser = new SqliteEraser(db);
  const page = { limit: 100 };
  const last = { limit: 100, cursor: String(documents - 50) };
  const middle = { limit: 100, cursor: String(documents / 2) };
  const id = parseDocumentId('0000-0000-0000-0000');
  const students = Array.from({ length: 500 }, (_, at) => `65${String(at * 7).padStart(8, '0')}`);
  const soon = { before: instantOf(1_800_000_000_000 + 86_400_000 * 90), endingAlgorithms: [] };
  const draw = (below: number) => Math.floor(Math.random() * below);
  const places = { randomBelow: draw, statusListSize: 131_072 } as Parameters<
    typeof takeStatusPlaces
  >[3];
  const queries: Readonly<Record<string, () => Promise<unknown>>> = {
    'GET /documents, first page': () =>
      registry.listDocuments({ institutionCode: institution }, page),
    'GET /documents, in the middle': () =>
      registry.listDocuments({ institutionCode: institution }, middle),
    'GET /documents, at the end': () =>
      registry.listDocuments({ institutionCode: institution }, last),
    'GET /documents?state=revoked': () =>
      registry.listDocuments({ institutionCode: institution, state: 'revoked' }, page),
    'GET /documents?state=suspended': () =>
      registry.listDocuments({ institutionCode: institution, state: 'suspended' }, page),
    'GET /documents?state=reserved (there is none)': () =>
      registry.listDocuments({ institutionCode: institution, state: 'reserved' }, page),
    'GET /documents of an institution that has none': () =>
      registry.listDocuments({ institutionCode: '99999' }, page),
    'GET /batches/{id}/documents': () =>
      registry.listDocuments({ batchId: 'batch-8', institutionCode: institution }, page),
    'GET /batches/{id}/documents, in the middle': () =>
      registry.listDocuments({ batchId: 'batch-8', institutionCode: institution }, middle),
    'documents of a batch in order': () => registry.listBatchDocuments('batch-8', page),
    'documents of one student (claim)': () =>
      registry.listDocuments({ institutionCode: institution, studentId: '6500000007' }, page),
    'documents of 500 students (intake, approval)': () =>
      registry.findDocumentsOfStudents(institution, students),
    'GET /documents/{id}/status': () => registry.findDocument(id),
    'history of a document': () => registry.listStateChanges(id),
    'GET /batches': () => registry.listBatches(page),
    'GET /batches of an institution': () => registry.listBatches(page, institution),
    'GET /batches of an institution that has none': () => registry.listBatches(page, '99999'),
    'batches that wait': () => registry.listWaitingBatches(),
    'batches counted for metrics': () => countBatches(db),
    'status list, regenerated': () => registry.readStatusMarks(1),
    'cancelling: 200 reserved documents given up': () => giveUp(connection, db),
    'audit: all documents counted': () => registry.countDocuments({}),
    'audit: places given twice': () => registry.listRepeatedStatusPlaces(),
    'reserving: places for 250 documents': () => takeStatusPlaces(db, institution, 250, places),
    'renewal: those that end soon, first page': () => renewal.listRenewalCandidates(soon, page),
    'renewal: those that end soon, in the middle': () =>
      renewal.listRenewalCandidates(soon, middle),
    'renewal: none ends': () =>
      renewal.listRenewalCandidates({ ...soon, before: instantOf(1_700_000_000_000) }, page),
    'renewal: none ends in an institution': () =>
      renewal.listRenewalCandidates(
        { ...soon, before: instantOf(1_700_000_000_000), institutionCode: institution },
        page,
      ),
    'renewal: an algorithm that nothing uses ends': () =>
      renewal.listRenewalCandidates(
        { before: instantOf(1_700_000_000_000), endingAlgorithms: [['RSA-1024']] },
        page,
      ),
    'renewal: algorithms in use': () => renewal.listProofAlgorithms(),
    'erasure: what may be erased, none': () =>
      eraser.listErasableDocuments(
        { institutionCode: institution, before: instantOf(1_000) },
        page,
      ),
    'erasure: what may be erased, all': () =>
      eraser.listErasableDocuments(
        { institutionCode: institution, before: instantOf(1_900_000_000_000) },
        page,
      ),
  };
  for (const [name, run] of Object.entries(queries)) {
    if (values.only !== undefined && !name.includes(values.only)) continue;
    await run();
    statements = [];
    const begin = process.cpuUsage();
    const answer = await run();
    const { user, system } = process.cpuUsage(begin);
    const size = Array.isArray(answer)
      ? answer.length
      : ((answer as { items?: readonly unknown[] } | undefined)?.items?.length ?? 1);
    console.log(`${((user + system) / 1000).toFixed(1).padStart(9)} ms  ${name} (${size})`);
    if (values.plans) for (const line of plansOf(connection, statements)) console.log(line);
  }
  await db.destroy();
}

/** A batch of 200 documents that were only reserved. */
async function giveUp(connection: Database.Database, db: Kysely<RegistrySchema>): Promise<void> {
  connection.pragma('foreign_keys = ON');
  connection.exec(`
    insert into records (record_id, batch_id, position, file, row, student_id, document_type, language,
      record_digest, canonical_record, document_id)
    select record_id + 10000000, 'batch-${documents / 500 + 2}', position, file, row, student_id, document_type,
      language, 'g' || record_digest, canonical_record, null from records limit 200;
    insert into documents (document_id, record_id, batch_id, institution_code, student_id, document_type,
      language, record_digest, state, since, status_list, status_index, reserved_at, revision)
    select 'G' || document_id, record_id + 10000000, 'batch-${documents / 500 + 2}', institution_code, student_id,
      document_type, language, 'g' || record_digest, 'reserved', since, status_list, status_index + 500000,
      reserved_at, 1 from documents limit 200;
    update records set document_id = (select document_id from documents where documents.record_id = records.record_id)
      where record_id > 10000000;`);
  await releaseReserved(db, `batch-${documents / 500 + 2}`);
  connection.exec('delete from records where record_id > 10000000');
}

function plansOf(
  connection: Database.Database,
  statements: readonly { readonly sql: string; readonly parameters: readonly unknown[] }[],
): readonly string[] {
  return statements
    .filter(({ sql }) => /^(select|with)/i.test(sql))
    .flatMap(({ sql, parameters }) =>
      connection
        .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
        .all(...parameters)
        .map(({ detail }) => `${' '.repeat(14)}${detail}`),
    );
}
