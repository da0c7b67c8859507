import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Express } from 'express';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import { SqliteEraser } from '../../../src/adapters/sqlite/erasing/sqlite-eraser.ts';
import { openSqlite } from '../../../src/adapters/sqlite/open-sqlite.ts';
import type { RegistrySchema } from '../../../src/adapters/sqlite/schema.ts';
import { createIssuerService } from '../../../src/app/issuer-service.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import { createRetentionService } from '../../../src/app/retention/retention-service.ts';
import { createVerifierService } from '../../../src/app/verifier-service.ts';
import { GraduateSessions } from '../../../src/http/access/graduate-sessions.ts';
import { RegistrarKeys } from '../../../src/http/access/registrar-keys.ts';
import { defaultLimits } from '../../../src/http/api-router.ts';
import { IssuingRuns } from '../../../src/http/registrar/issuing-runs.ts';
import { createHttpApp } from '../../../src/main/http-app.ts';
import { PageAssets } from '../../../src/web/assets/page-assets.ts';
import { approvedBatch, fixtureRecords, openIssuingWorld } from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

const [anan, boon, chai] = ['anan', 'boonsri', 'chai'].map((actor) => ({
  key: `key-of-${actor}-0000000000000`,
  actor,
  institutionCode: actor === 'chai' ? '99002' : '99001',
})) as [Registrar, Registrar, Registrar];
interface Registrar {
  readonly key: string;
  readonly actor: string;
  readonly institutionCode: string;
}

describe('erasing over HTTP', () => {
  let world: IssuingWorld;
  let database: Kysely<RegistrySchema>;
  let app: Express;
  let runs: IssuingRuns;
  const ids: string[] = [];
  beforeAll(async () => {
    world = await openIssuingWorld();
    database = await openSqlite(world.databaseFile, world.environment.clock);
    const { environment } = world;
    const institutions = new Map(
      [...environment.institutions].map(([code, each]) => [
        code,
        { ...each, requiresApproval: true },
      ]),
    );
    const issuer = createIssuerService(environment);
    const logger = pino({ level: 'silent' });
    runs = new IssuingRuns(issuer, logger);
    app = createHttpApp({
      issuing: {
        issuer,
        retention: createRetentionService({
          ...environment,
          institutions,
          eraser: new SqliteEraser(database),
          rules: new Map(),
        }),
        runs,
        registrarKeys: new RegistrarKeys([anan, boon, chai]),
        sessions: new GraduateSessions(new Uint8Array(32).fill(7), environment.clock),
      },
      verifier: createVerifierService({
        clock: environment.clock,
        registry: environment.registry,
        trustList: { read: () => Promise.resolve(JSON.stringify(world.pki.trustList)) },
        publicUrl: environment.publicUrl,
        statusListTtlSeconds: 60,
      }),
      limits: defaultLimits,
      isHttps: false,
      trustedProxies: 0,
      assets: new PageAssets(new Map()),
      clock: environment.clock,
      logger,
    });
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(2)));
    for await (const { documentId } of issueBatch(environment, 'b-1')) ids.push(documentId);
  });
  afterAll(async () => {
    await runs.close();
    await database.destroy();
    await world.close();
  });

  const as = (who: Registrar, method: 'post' | 'delete' | 'get', path: string, body?: object) => {
    const sent = request(app)[method](`/api/v1/documents/${path}`);
    void sent.set('Authorization', `Bearer ${who.key}`);
    return body === undefined ? sent : sent.send(body);
  };
  const order = { reason: 'holder-request' };

  it('waits for a second person, and then the data are gone while the document stands', async () => {
    const [id] = ids as [string];
    const first = await as(anan, 'post', `${id}/erasure`, order);
    expect([first.status, first.body]).toEqual([
      202,
      {
        ...{ documentId: id, erased: false, reason: 'holder-request' },
        ...{ requestedBy: 'anan', requestedAt: '2026-11-24T03:00:00Z' },
      },
    ]);
    const second = await as(boon, 'post', `${id}/erasure`, order);
    expect([second.status, second.body]).toEqual([
      200,
      {
        ...{ documentId: id, erased: true, reason: 'holder-request' },
        erasedAt: '2026-11-24T03:00:00Z',
      },
    ]);
    const pdf = await as(anan, 'get', `${id}/pdf`);
    expect([pdf.status, (pdf.body as { code: string }).code]).toEqual([410, 'document-erased']);
    const status = await request(app).get(`/api/v1/documents/${id}/status`);
    expect(status.body).toMatchObject({ state: 'issued', erasedAt: '2026-11-24T03:00:00Z' });
    const page = await request(app).get(`/v/${id}`).set('Accept-Language', 'en');
    expect(page.text).toContain('erased the data of this document');
    const shown = await as(anan, 'get', id);
    expect(shown.body).toMatchObject({ state: 'issued', erasedAt: '2026-11-24T03:00:00Z' });
  });

  it('refuses while a hold is on the document, and says nothing of other institutions’ documents', async () => {
    const [, id] = ids as [string, string];
    expect((await as(anan, 'post', `${id}/hold`)).body).toMatchObject({
      heldSince: '2026-11-24T03:00:00Z',
    });
    const refused = await as(anan, 'post', `${id}/erasure`, order);
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([
      409,
      'erasure-refused',
    ]);
    expect((await as(anan, 'delete', `${id}/hold`)).body).not.toHaveProperty('heldSince');
    expect((await as(chai, 'post', `${id}/erasure`, order)).status).toBe(404);
    expect((await as(chai, 'post', `${id}/hold`)).status).toBe(404);
    const early = await as(anan, 'post', `${id}/erasure`, { reason: 'retention-period' });
    expect([early.status, (early.body as { code: string }).code]).toEqual([
      409,
      'retention-not-over',
    ]);
    expect((await as(anan, 'post', `${id}/erasure`, { reason: 'never-issued' })).status).toBe(400);
  });
});
