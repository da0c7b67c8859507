import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import type { IssuerService } from '../../src/app/services.ts';
import { GraduateSessions } from '../../src/http/access/graduate-sessions.ts';
import { RegistrarKeys } from '../../src/http/access/registrar-keys.ts';
import { defaultLimits } from '../../src/http/api-router.ts';
import { IssuingRuns } from '../../src/http/registrar/issuing-runs.ts';
import { createHttpApp } from '../../src/main/http-app.ts';
import type { Clock } from '../../src/shared/instant.ts';
import { PageAssets } from '../../src/web/assets/page-assets.ts';

const people = {
  anan: { key: 'key-of-anan-000000000001', institutionCode: '99001' },
  benja: { key: 'key-of-benja-00000000002', institutionCode: '99001' },
  dao: { key: 'key-of-dao-0000000000004', institutionCode: '99001' },
  /** Of another institution. */
  chai: { key: 'key-of-chai-000000000003', institutionCode: '99002' },
} as const;
type Person = keyof typeof people;

/** The issuing side over HTTP, with everything behind it real. */
export interface IssuingApp {
  readonly runs: IssuingRuns;
  readonly get: (person: Person, path: string) => request.Test;
  readonly post: (person: Person, path: string) => request.Test;
  readonly delete: (person: Person, path: string) => request.Test;
  /** Submits records as JSON. */
  readonly submit: (person: Person, records: readonly object[]) => request.Test;
}

export function openIssuingApp(issuer: IssuerService, clock: Clock): IssuingApp {
  const logger = pino({ level: 'silent' });
  const runs = new IssuingRuns(issuer, logger);
  const registrarKeys = new RegistrarKeys(
    Object.entries(people).map(([actor, person]) => ({ actor, ...person })),
  );
  const sessions = new GraduateSessions(new Uint8Array(32).fill(7), clock);
  const app: Express = createHttpApp({
    issuing: { issuer, runs, registrarKeys, sessions },
    limits: defaultLimits,
    isHttps: false,
    trustedProxies: 0,
    assets: new PageAssets(new Map()),
    clock,
    logger,
  });
  const as = (test: request.Test, person: Person): request.Test =>
    test.set('Authorization', `Bearer ${people[person].key}`);
  const post = (person: Person, path: string): request.Test => as(request(app).post(path), person);
  return {
    runs,
    get: (person, path) => as(request(app).get(path), person),
    post,
    delete: (person, path) => as(request(app).delete(path), person),
    submit: (person, records) =>
      post(person, '/api/v1/batches')
        .set('Content-Type', 'application/json')
        .send(JSON.stringify(records)),
  };
}
