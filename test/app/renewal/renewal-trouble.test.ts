import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '../../../src/adapters/sqlite/open-sqlite.ts';
import { SqliteRegistryWriter } from '../../../src/adapters/sqlite/sqlite-registry-writer.ts';
import { SqliteRenewalRegistry } from '../../../src/adapters/sqlite/sqlite-renewal-registry.ts';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import {
  RENEWAL_LEASE,
  renewDocuments,
  type RenewalRequest,
} from '../../../src/app/renewal/renew-documents.ts';
import type { RenewalEnvironment } from '../../../src/app/renewal/renewal-environment.ts';
import type { RenewalOutcome } from '../../../src/app/renewal/renewal-report.ts';
import { changeDocument } from '../../../src/app/documents/change-document.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import type { RenewalRegistry } from '../../../src/registry/renewal-registry.ts';
import { instantOf, parseInstant } from '../../../src/shared/instant.ts';
import { evidenceFault } from '../../../src/signing/services/evidence-fault.ts';
import { auditOf, worldStart } from '../../support/issuing-world.ts';
import { firstOverlap, openRenewalWorld } from '../../support/renewal-world.ts';
import type { RenewalWorld } from '../../support/renewal-world.ts';

/** Two of each level, in one database that each test copies. */
const LEVELS = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;
/** Before the signer's certificate ends, which is the first of all. */
const inTime = parseInstant('2031-06-01T00:00:00Z');

describe('renewing when something is in the way', () => {
  let world: RenewalWorld;
  const issued: IssuedDocument[] = [];
  let copies = 0;
  let environment: RenewalEnvironment;
  let registry: SqliteRegistryWriter;
  let close: () => Promise<void>;

  beforeAll(async () => {
    world = await openRenewalWorld();
    for (const [at, level] of LEVELS.entries()) {
      issued.push(...(await world.issue(1, level, `b-${at + 1}`)));
    }
    await world.environment.registry.checkReadiness();
  });
  afterAll(() => world.close());

  beforeEach(async () => {
    world.setTime(inTime);
    world.failWith(undefined);
    const file = join(world.folder, `copy-${copies++}.sqlite`);
    // The log of the database is emptied first: the copy is one file.
    const source = await openSqlite(world.databaseFile, world.environment.clock);
    await source.destroy();
    for (const ending of ['', '-wal']) {
      try {
        copyFileSync(`${world.databaseFile}${ending}`, `${file}${ending}`);
      } catch {
        // There is no log when nobody has the database open.
      }
    }
    const database = await openSqlite(file, world.environment.clock);
    registry = new SqliteRegistryWriter(database);
    const opened = await world.openRenewal({
      registry,
      renewals: new SqliteRenewalRegistry(database),
    });
    environment = opened.environment;
    close = async () => {
      await opened.close();
      await database.destroy();
    };
  });
  afterEach(() => close());

  async function renew(request: RenewalRequest = {}, overrides: Partial<RenewalEnvironment> = {}) {
    const outcomes: RenewalOutcome[] = [];
    const report = await renewDocuments({ ...environment, ...overrides }, request, (outcome) =>
      outcomes.push(outcome),
    );
    return { report, outcomes };
  }

  const resultsOf = (outcomes: readonly RenewalOutcome[]) =>
    outcomes.map(({ documentId, result }) => [
      LEVELS[issued.findIndex((each) => each.documentId === documentId)],
      result,
    ]);

  const levels = async () =>
    Promise.all(
      issued.map(async ({ documentId }) => (await registry.findDocument(documentId))?.level),
    );

  async function auditFaults() {
    const { faults } = await auditInstallation({
      ...auditOf(world, registry),
      trust: { kind: 'trust-list', list: world.trustListOfToday() },
    });
    return faults.filter(({ code }) => !code.startsWith('status-list'));
  }

  it('raises every level whose certificates end, and leaves alone what lasts', async () => {
    const { report, outcomes } = await renew();
    expect(resultsOf(outcomes)).toEqual([
      ['B-B', 'renewed'],
      ['B-T', 'renewed'],
      ['B-LT', 'renewed'],
    ]);
    expect(report.counts).toMatchObject({ renewed: 3, failed: 0 });
    expect(await levels()).toEqual(['B-LTA', 'B-LTA', 'B-LTA', 'B-LTA']);
    expect(await auditFaults()).toEqual([]);
    expect((await renew()).outcomes).toEqual([]);
  });

  it('only says what is due, and why, in a dry run', async () => {
    const before = world.stampCount();
    const { outcomes } = await renew({ isDryRun: true });
    expect(resultsOf(outcomes).map(([, result]) => result)).toEqual(['due', 'due', 'due']);
    expect(outcomes.map(({ reasons }) => reasons[0]?.kind)).toEqual([
      'certificate-ends',
      'certificate-ends',
      'certificate-ends',
    ]);
    expect(world.stampCount()).toBe(before);
    expect(await levels()).toEqual([...LEVELS]);
    const [revision] = await registry.listRevisions(issued[0]!.documentId);
    expect(revision?.proof).toBeNull();
  });

  it('says that it is too late where the signer has ended, and keeps what there is', async () => {
    world.setTime(parseInstant('2032-01-01T00:00:00Z'));
    const { outcomes } = await renew();
    expect(resultsOf(outcomes)).toEqual([
      ['B-B', 'too-late'],
      ['B-T', 'too-late'],
      ['B-LT', 'too-late'],
      ['B-LTA', 'renewed'],
    ]);
    expect(outcomes[0]?.failure?.code).toBe('renewal-too-late');
    expect(await levels()).toEqual([...LEVELS]);
  });

  it('asks for one trial and nothing more when nobody stamps for longer', async () => {
    world.setTime(firstOverlap);
    await renew();
    const before = world.stampCount();
    const { report } = await renew({ before: parseInstant('2039-01-01T00:00:00Z') });
    expect(report.counts).toMatchObject({ renewed: 0, 'nothing-to-gain': 1 });
    expect(world.stampCount() - before).toBe(1);
  });

  it('stops asking an authority that is down, says so, and goes on when it is back', async () => {
    world.failWith(evidenceFault('time-stamp-unreachable', 'tsa.example'));
    const { report, outcomes } = await renew();
    expect(report.stoppedBy?.code).toBe('time-stamp-unreachable');
    expect(new Set(outcomes.map(({ failure }) => failure?.code))).toEqual(
      new Set(['time-stamp-unreachable']),
    );
    expect(await levels()).toEqual([...LEVELS]);
    world.failWith(undefined);
    expect((await renew()).report.counts.renewed).toBe(3);
  });

  it('leaves revoked documents alone and renews suspended ones', async () => {
    const changing = { ...world.environment, registry };
    const [bb, bt] = issued;
    const common = { reason: 'holder-request', actor: 'registrar' } as const;
    await changeDocument(changing, { ...common, operation: 'revoke', documentId: bb!.documentId });
    await changeDocument(changing, { ...common, operation: 'suspend', documentId: bt!.documentId });
    expect(resultsOf((await renew()).outcomes)).toEqual([
      ['B-T', 'renewed'],
      ['B-LT', 'renewed'],
    ]);
  });

  it('keeps nothing of a file that does not verify', async () => {
    const list = { ...world.trustListOfToday(), institutions: [] };
    const { outcomes } = await renew({}, { readTrustList: () => Promise.resolve(list) });
    expect(new Set(outcomes.map(({ failure }) => failure?.code))).toEqual(
      new Set(['renewal-not-verified']),
    );
    expect(await levels()).toEqual([...LEVELS]);
  });

  it('is done by one process at a time, and by another once the first is known to be gone', async () => {
    const now = world.environment.clock.now();
    const until = instantOf(now + 60_000);
    const other = { holder: 'another machine/1/b', until };
    await environment.renewals.takeLease(RENEWAL_LEASE, other, now, () => false);
    await expect(renew()).rejects.toMatchObject({ code: 'renewal-under-way' });
    expect(await levels()).toEqual([...LEVELS]);
    const { report } = await renew({}, { isGone: (holder) => holder === other.holder });
    expect(report.counts.renewed).toBe(3);
    await environment.renewals.takeLease(RENEWAL_LEASE, other, now, () => false);
    world.setTime(until);
    expect((await renew()).report.counts.failed).toBe(0);
  });

  it('keeps what another process renewed meanwhile', async () => {
    const { renewals } = environment;
    const slow: RenewalRegistry = Object.assign(Object.create(renewals) as RenewalRegistry, {
      recordRenewed: async (...parameters: Parameters<RenewalRegistry['recordRenewed']>) => {
        await renewals.recordRenewed(...parameters);
        return renewals.recordRenewed(...parameters);
      },
      listRenewalCandidates: renewals.listRenewalCandidates.bind(renewals),
      listProofAlgorithms: renewals.listProofAlgorithms.bind(renewals),
      recordProofs: renewals.recordProofs.bind(renewals),
      takeLease: renewals.takeLease.bind(renewals),
      giveBackLease: renewals.giveBackLease.bind(renewals),
    });
    const { report } = await renew({}, { renewals: slow });
    expect(report.counts).toMatchObject({ renewed: 0, overtaken: 3 });
    const revisions = await registry.listRevisions(issued[0]!.documentId);
    expect(revisions.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(await auditFaults()).toEqual([]);
  });

  it('ends between two documents when it is asked to stop', async () => {
    const { report } = await renew({ signal: AbortSignal.abort() });
    expect(report).toMatchObject({ wasInterrupted: true, counts: { renewed: 0 } });
    expect((await renew()).report.counts.renewed).toBe(3);
  });

  const writes = ['takeLease', 'recordProofs', 'recordRenewed', 'giveBackLease'] as const;
  it.each(
    writes.flatMap((name) => (['before', 'after'] as const).map((when) => [when, name] as const)),
  )('has no document half renewed after a crash %s %s, and goes on', async (when, name) => {
    const died = new Error('the process died here');
    let isDead = false;
    const dying = new Proxy(environment.renewals, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return async (...parameters: unknown[]): Promise<unknown> => {
          if (isDead) throw died;
          if (property !== name) return Reflect.apply(value, target, parameters) as unknown;
          isDead = true;
          if (when === 'after') await Reflect.apply(value, target, parameters);
          throw died;
        };
      },
    });
    await expect(renew({}, { renewals: dying })).rejects.toBe(died);
    expect(await auditFaults()).toEqual([]);
    const halfway = await levels();
    expect(new Set(halfway.slice(0, 3)).size).toBe(
      name === 'giveBackLease' || (name === 'recordRenewed' && when === 'after') ? 1 : 3,
    );
    const { report } = await renew({}, { holder: 'this machine/2/c', isGone: () => true });
    expect(report.counts.failed).toBe(0);
    expect(await levels()).toEqual(['B-LTA', 'B-LTA', 'B-LTA', 'B-LTA']);
    expect(await auditFaults()).toEqual([]);
  });

  it('follows an algorithm that the installation no longer relies on', async () => {
    world.setTime(worldStart);
    const settings = {
      ...environment.settings,
      algorithmEnds: { 'P-256': parseInstant('2027-01-01T00:00:00Z') },
    };
    const { outcomes } = await renew({ isDryRun: true }, { settings });
    expect(outcomes.map(({ reasons }) => reasons)).toEqual(
      LEVELS.map(() => [
        {
          kind: 'algorithm-ends',
          at: parseInstant('2027-01-01T00:00:00Z'),
          algorithm: 'P-256',
        },
      ]),
    );
    // Nobody stamps with anything else.
    const { report } = await renew({}, { settings });
    expect(report.counts).toMatchObject({ 'nothing-to-gain': 1, renewed: 3 });
  });
});
