import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { SqliteEraser } from '../../../src/adapters/sqlite/erasing/sqlite-eraser.ts';
import { openSqlite } from '../../../src/adapters/sqlite/open-sqlite.ts';
import type { RegistrySchema } from '../../../src/adapters/sqlite/schema.ts';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import { changeDocument } from '../../../src/app/documents/change-document.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { RetentionEnvironment } from '../../../src/app/retention/retention-environment.ts';
import { createRetentionService } from '../../../src/app/retention/retention-service.ts';
import type { RetentionService } from '../../../src/app/retention/retention-service.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { verifyRequest } from '../../../src/app/verifying/verify-request.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { parseTrustList } from '../../../src/trust/parse-trust-list.ts';
import {
  approvedBatch,
  auditOf,
  fixtureRecords,
  openIssuingWorld,
  worldStart,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

const YEAR_MS = 365.25 * 24 * 3600 * 1000;
const reportJson = JSON.stringify({
  records: 2,
  errors: [{ code: 'x', value: 'QUOTED-CELL-CANARY' }],
});

describe('erasing personal data', () => {
  let world: IssuingWorld;
  let database: Kysely<RegistrySchema>;
  let retention: RetentionService;
  let environment: RetentionEnvironment;
  let documents: IssuedDocument[];

  beforeEach(async () => {
    world = await openIssuingWorld();
    database = await openSqlite(world.databaseFile, world.environment.clock);
    const institutions = new Map(
      [...world.environment.institutions].map(([code, institution]) => [
        code,
        { ...institution, requiresApproval: true },
      ]),
    );
    environment = {
      ...world.environment,
      institutions,
      eraser: new SqliteEraser(database),
      rules: new Map([['99001', { documentYears: 10, unissuedDays: 90 }]]),
    };
    retention = createRetentionService(environment);
    documents = [];
    const batch = approvedBatch(fixtureRecords(2), {
      reportJson,
      idempotency: { key: 'KEY-CANARY', requestDigestHex: 'a'.repeat(64) },
    });
    await world.environment.registry.storeBatch(batch);
    for await (const document of issueBatch(world.environment, 'b-1')) documents.push(document);
  });
  afterEach(async () => {
    await database.destroy();
    await world.close();
  });

  const first = () => documents[0]!;
  const revoke = (note: string) =>
    changeDocument(world.environment, {
      operation: 'revoke',
      documentId: first().documentId,
      reason: 'other',
      note,
      actor: 'registrar',
    });

  /** Every file of the database as it lies on disk. */
  function diskBytes(): Buffer {
    const names = readdirSync(world.folder).filter((name) => name.startsWith('registry.sqlite'));
    return Buffer.concat(names.map((name) => readFileSync(join(world.folder, name))));
  }

  /** What must not be found any more of a document: names, numbers, pieces of its record, PDF and sidecar. */
  function tracesOf({ studentId, pdf, sidecar }: IssuedDocument): readonly Buffer[] {
    const record = fixtureRecords(2).find((each) => each.studentId === studentId)!;
    const names = [record.familyNameTh, record.familyNameEn, studentId];
    // Headers of tokens hold certificates, which status lists carry too.
    const [, payload] = sidecar.split('.') as [string, string];
    const pieces = [pdf, Buffer.from(payload)].flatMap((bytes) =>
      Array.from({ length: Math.floor(bytes.length / 600) }, (_, at) =>
        Buffer.from(bytes.subarray(at * 600, at * 600 + 24)),
      ),
    );
    return [...names.map((name) => Buffer.from(name)), ...pieces];
  }

  const foundOf = (document: IssuedDocument, bytes: Buffer) =>
    tracesOf(document).filter((trace) => bytes.includes(trace)).length;

  it('leaves nothing of the person in any file of the database, and the other document whole', async () => {
    await revoke('NOTE-CANARY');
    const before = diskBytes();
    expect(foundOf(first(), before)).toBeGreaterThan(40);
    for (const canary of ['NOTE-CANARY', 'QUOTED-CELL-CANARY', 'records.json']) {
      expect(before.includes(canary)).toBe(true);
    }
    world.setTime(instantOf(worldStart + 11 * YEAR_MS));
    const report = await retention.runRetention({ isRehearsal: false, actor: 'retention' });
    expect(report).toMatchObject({
      isPurged: true,
      institutions: [{ institutionCode: '99001', documents: 2, batches: 1 }],
    });
    const after = diskBytes();
    for (const document of documents) {
      const left = tracesOf(document).filter((trace) => after.includes(trace) && !isShared(trace));
      expect(left.map((trace) => trace.toString('latin1'))).toEqual([]);
    }
    for (const canary of ['NOTE-CANARY', 'QUOTED-CELL-CANARY', 'records.json', 'KEY-CANARY']) {
      expect([canary, after.includes(canary)]).toEqual([canary, false]);
    }
  });

  /** What both PDFs have in common says nothing of either person. */
  function isShared(trace: Buffer): boolean {
    return documents.every(({ pdf }) => Buffer.from(pdf).includes(trace));
  }

  it('erases one document of two by order of two persons, and leaves the other as it was', async () => {
    const { documentId } = first();
    const order = { documentId, reason: 'holder-request' } as const;
    const waiting = await retention.eraseDocument({ ...order, actor: 'anan' });
    expect(waiting.kind).toBe('awaiting-second-person');
    // The same person twice is still one person.
    for (const actor of ['anan', 'Anan', 'anan ']) {
      const again = await retention.eraseDocument({ ...order, actor });
      expect([actor, again.kind]).toEqual([actor, 'awaiting-second-person']);
    }
    await expect(retention.eraseDocument({ ...order, actor: ' ' })).rejects.toMatchObject({
      code: 'usage',
    });
    expect(await world.environment.registry.findPdf(documentId)).toBeDefined();
    await expect(
      retention.eraseDocument({ documentId, reason: 'court-order', actor: 'boonsri' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const erased = await retention.eraseDocument({ ...order, actor: 'boonsri' });
    expect(erased).toMatchObject({ kind: 'erased', reason: 'holder-request', isPurged: true });
    expect(diskBytes().includes(first().studentId)).toBe(false);
    const { registry } = world.environment;
    expect(await registry.findPdf(documentId)).toBeUndefined();
    expect(await registry.findRecord(documentId)).toEqual(new Uint8Array());
    const other = documents[1]!;
    const kept = await registry.findPdf(other.documentId);
    expect(createHash('sha256').update(kept!).digest('hex')).toBe(
      createHash('sha256').update(other.pdf).digest('hex'),
    );
    expect(await auditInstallation(auditOf(world))).toMatchObject({ documents: 2, faults: [] });
  });

  it('keeps id, digests, state, history and trail, so that the holder of the file is still answered', async () => {
    const { registry } = world.environment;
    const before = (await registry.findDocument(first().documentId))!;
    world.setTime(instantOf(worldStart + 11 * YEAR_MS));
    await retention.eraseDocument({
      documentId: first().documentId,
      reason: 'retention-period',
      actor: 'anan',
    });
    const after = (await registry.findDocument(first().documentId))!;
    const { erasedAt, erasureReason, ...kept } = after;
    expect(kept).toEqual({ ...before, studentId: `erased:${before.documentId}` });
    expect([erasedAt, erasureReason]).toEqual([
      instantOf(worldStart + 11 * YEAR_MS),
      'retention-period',
    ]);
    world.setTime(instantOf(worldStart + 1000));
    const list = parseTrustList(JSON.stringify(world.pki.trustList));
    const report = await verifyRequest(
      { clock: world.environment.clock, registry, trust: { kind: 'trust-list', list } },
      { pdf: first().pdf, sidecar: first().sidecar },
    );
    expect(report.indication).toBe('TOTAL-PASSED');
    expect(report.registry).toMatchObject({ state: 'issued' });
  });

  it('refuses what the period, a suspension or a hold forbids, and says which', async () => {
    const { documentId } = first();
    const order = { documentId, reason: 'retention-period', actor: 'anan' } as const;
    await expect(retention.eraseDocument(order)).rejects.toMatchObject({
      code: 'retention-not-over',
    });
    await retention.holdDocument({ documentId, isHeld: true, actor: 'legal' });
    world.setTime(instantOf(worldStart + 11 * YEAR_MS));
    await expect(retention.eraseDocument(order)).rejects.toMatchObject({ code: 'erasure-refused' });
    const run = await retention.runRetention({ isRehearsal: true, actor: 'retention' });
    expect(run.institutions).toEqual([{ institutionCode: '99001', documents: 1, batches: 1 }]);
    const clock = { now: () => worldStart };
    expect(await auditInstallation({ ...auditOf(world), clock })).toMatchObject({ faults: [] });
    await retention.holdDocument({ documentId, isHeld: false, actor: 'legal' });
    await changeDocument(world.environment, {
      operation: 'suspend',
      documentId,
      reason: 'fraud',
      actor: 'registrar',
    });
    await expect(retention.eraseDocument(order)).rejects.toMatchObject({ code: 'erasure-refused' });
  });

  it('rehearses without erasing', async () => {
    world.setTime(instantOf(worldStart + 11 * YEAR_MS));
    const told: string[] = [];
    const report = await retention.runRetention(
      { isRehearsal: true, actor: 'retention' },
      { onDocument: (documentId) => told.push(documentId) },
    );
    expect(report.institutions).toEqual([{ institutionCode: '99001', documents: 2, batches: 1 }]);
    expect(told).toEqual(documents.map(({ documentId }) => documentId));
    expect(await world.environment.registry.findPdf(first().documentId)).toBeDefined();
  });

  it('erases unissued records of a rejected batch after its own, shorter time', async () => {
    const { registry } = world.environment;
    const records = fixtureRecords(5).slice(3);
    await registry.storeBatch(
      approvedBatch(records, { batchId: 'b-2', state: 'awaiting-approval', reportJson }),
    );
    await registry.changeBatchState({
      batchId: 'b-2',
      to: 'rejected',
      actor: 'dean',
      at: worldStart,
      note: 'REJECTION-CANARY',
    });
    world.setTime(instantOf(worldStart + 89 * 24 * 3600 * 1000));
    const early = await retention.runRetention({ isRehearsal: false, actor: 'retention' });
    expect(early.institutions).toEqual([{ institutionCode: '99001', documents: 0, batches: 0 }]);
    world.setTime(instantOf(worldStart + 91 * 24 * 3600 * 1000));
    const due = await retention.runRetention({ isRehearsal: false, actor: 'retention' });
    expect(due.institutions).toEqual([{ institutionCode: '99001', documents: 0, batches: 2 }]);
    const bytes = diskBytes();
    for (const canary of ['REJECTION-CANARY', 'QUOTED-CELL-CANARY', records[0]!.givenNameEn]) {
      expect([canary, bytes.includes(canary)]).toEqual([canary, false]);
    }
    expect(await registry.findBatch('b-2')).toMatchObject({ state: 'rejected' });
    expect(await auditInstallation(auditOf(world))).toMatchObject({ faults: [] });
  });

  it('lets the same record become a document again, and erases that one too', async () => {
    const order = { reason: 'court-order' } as const;
    const erase = async (documentId: IssuedDocument['documentId']) => {
      await retention.eraseDocument({ ...order, documentId, actor: 'anan' });
      await retention.eraseDocument({ ...order, documentId, actor: 'boonsri' });
    };
    await erase(first().documentId);
    const batch = approvedBatch(fixtureRecords(1), { batchId: 'b-3' });
    await world.environment.registry.storeBatch(batch);
    const again: IssuedDocument[] = [];
    for await (const document of issueBatch(world.environment, 'b-3')) again.push(document);
    expect(again.map(({ isNew }) => isNew)).toEqual([true]);
    await erase(again[0]!.documentId);
    expect(await auditInstallation(auditOf(world))).toMatchObject({ documents: 3, faults: [] });
  });

  it('writes a database anew, once, whose freed pages an earlier version did not overwrite', async () => {
    await database.destroy();
    const raw = new Database(world.databaseFile);
    raw.pragma('secure_delete = OFF');
    raw.exec(
      "create table old_rows (name text); insert into old_rows values ('FREED-PAGE-CANARY')",
    );
    raw.exec("drop table old_rows; insert into database_facts values ('freed-pages-hold-data')");
    raw.close();
    expect(diskBytes().includes('FREED-PAGE-CANARY')).toBe(true);
    database = await openSqlite(world.databaseFile, world.environment.clock);
    const eraser = new SqliteEraser(database);
    expect(await eraser.purgeFiles()).toBe(true);
    expect(diskBytes().includes('FREED-PAGE-CANARY')).toBe(false);
    expect(await database.selectFrom('database_facts').selectAll().execute()).toEqual([]);
  });

  it('says that the files are not clean while somebody reads what was before', async () => {
    const reader = new Database(world.databaseFile);
    reader.pragma('busy_timeout = 0');
    reader.exec('begin');
    reader.prepare('select count(*) from documents').get();
    const impatient = await openSqlite(world.databaseFile, world.environment.clock);
    const eraser = new SqliteEraser(impatient);
    await sql`pragma busy_timeout = 1`.execute(impatient);
    await eraser.holdDocument({
      documentId: first().documentId,
      isHeld: true,
      actor: 'legal',
      at: worldStart,
    });
    expect(await eraser.purgeFiles()).toBe(false);
    reader.close();
    expect(await eraser.purgeFiles()).toBe(true);
    await impatient.destroy();
  });
});
