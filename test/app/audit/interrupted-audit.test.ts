import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { openSqliteReadOnly } from '../../../src/adapters/sqlite/open-sqlite.ts';
import { SqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import type { AuditEnvironment } from '../../../src/app/audit/audit-environment.ts';
import {
  parseAuditProgress,
  startAudit,
  withFaults,
} from '../../../src/app/audit/audit-progress.ts';
import type { AuditProgress } from '../../../src/app/audit/audit-progress.ts';
import { FAULTS_TOLD } from '../../../src/app/audit/audit-report.ts';
import { changeDocument } from '../../../src/app/documents/change-document.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { trailStart } from '../../../src/registry/trail.ts';
import {
  approvedBatch,
  auditOf,
  fixtureRecords,
  openIssuingWorld,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

const DOCUMENTS = 130;

describe('an audit that is interrupted', () => {
  let world: IssuingWorld;
  const documents: IssuedDocument[] = [];
  beforeAll(async () => {
    world = await openIssuingWorld();
    const environment = { ...world.environment, chunkDocuments: 64 };
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(DOCUMENTS)));
    for await (const document of issueBatch(environment, 'b-1')) documents.push(document);
  });
  afterAll(() => world.close());

  class Interrupted extends Error {}

  /** Runs until the `parts`-th part is done, as if the power had gone then. */
  async function interruptAfter(parts: number): Promise<AuditProgress> {
    let kept = '';
    let told = 0;
    const run = auditInstallation(auditOf(world), {
      onProgress: (progress) => {
        kept = JSON.stringify(progress);
        told += 1;
        if (told === parts) throw new Interrupted();
      },
    });
    await expect(run).rejects.toThrow(Interrupted);
    return parseAuditProgress(kept);
  }

  /** The same registry, which counts how many PDFs are read. */
  function counting(environment: AuditEnvironment): {
    environment: AuditEnvironment;
    read: () => number;
  } {
    let read = 0;
    const registry = new Proxy(environment.registry, {
      get(target, name) {
        if (name === 'findPdf') read += 1;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    return { environment: { ...environment, registry }, read: () => read };
  }

  it('goes on where it was, looks at nothing twice, and comes to the same report', async () => {
    const whole = await auditInstallation(auditOf(world));
    for (const parts of [1, 2, 3, 4]) {
      const resume = await interruptAfter(parts);
      const { environment, read } = counting(auditOf(world));
      expect(await auditInstallation(environment, { resume })).toEqual(whole);
      expect(read()).toBe([30, 0, 0, 0][parts - 1]);
    }
    expect(whole).toMatchObject({ documents: DOCUMENTS, batches: 1, statusLists: 1, faults: [] });
  });

  it('keeps what it had found', async () => {
    const resume = await interruptAfter(1);
    const planted = { code: 'artifact-digest', subject: 'X', found: 'planted' } as const;
    const report = await auditInstallation(auditOf(world), {
      resume: withFaults(resume, [planted]),
    });
    expect(report).toMatchObject({ faults: [planted], faultCount: 1 });
  });

  it('refuses progress of another registry', async () => {
    const resume = await interruptAfter(1);
    const trailAtStart = { ...resume.trailAtStart, digestHex: 'f'.repeat(64) };
    await expect(
      auditInstallation(auditOf(world), { resume: { ...resume, trailAtStart } }),
    ).rejects.toMatchObject({ code: 'input-unreadable' });
    expect(() => parseAuditProgress('{"format":"other"}')).toThrow(
      expect.objectContaining({ code: 'audit-progress/syntax' }),
    );
  });

  it('looks again at what changed after it was looked at', async () => {
    const documentId = documents[3]!.documentId;
    const resume = await interruptAfter(1);
    await changeDocument(world.environment, {
      operation: 'suspend',
      documentId,
      reason: 'holder-request',
      actor: 'registrar',
    });
    // Behind the audit's back, after the document had been looked at and suspended.
    const raw = new Database(world.databaseFile);
    raw.prepare("update documents set state = 'issued' where document_id = ?").run(documentId);
    const report = await auditInstallation(auditOf(world), { resume });
    expect(report.faults.map(({ code, subject }) => [code, subject])).toEqual(
      expect.arrayContaining([['trail-mismatch', documentId]]),
    );
    raw.prepare("update documents set state = 'suspended' where document_id = ?").run(documentId);
    raw.close();
    expect((await auditInstallation(auditOf(world), { resume })).faults).toEqual([]);
  });

  it('sees each page as it was at one moment, while others write', async () => {
    const db = await openSqliteReadOnly(world.databaseFile);
    const registry = new SqliteRegistry(db);
    const documentId = documents[5]!.documentId;
    let hasChanged = false;
    const report = await auditInstallation({
      ...auditOf(world, registry),
      atOneMoment: (use) =>
        registry.atOneMoment(async (moment) => {
          await moment.findTrailEnd();
          if (!hasChanged) {
            hasChanged = true;
            await changeDocument(world.environment, {
              operation: 'revoke',
              documentId,
              reason: 'fraud',
              actor: 'registrar',
            });
          }
          return use(moment);
        }),
    });
    await db.destroy();
    expect(report.faults).toEqual([]);
    expect(report.documents).toBe(DOCUMENTS);
  });

  it('tells at most so many faults and counts the others', () => {
    const many = Array.from({ length: FAULTS_TOLD + 5 }, (_, at) => ({
      code: 'artifact-digest' as const,
      subject: String(at),
      found: 'x',
    }));
    const progress = withFaults(startAudit(trailStart), many);
    expect([progress.faults.length, progress.faultCount]).toEqual([FAULTS_TOLD, FAULTS_TOLD + 5]);
    expect(withFaults(progress, many.slice(0, 3)).faultCount).toBe(FAULTS_TOLD + 5);
  });
});
