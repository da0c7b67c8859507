import { Writable } from 'node:stream';
import type { Express } from 'express';
import { pino } from 'pino';
import type { ReceiptService, VerifierService } from '../../src/app/services.ts';
import { createUnlinkedFiles } from '../../src/adapters/scratch-files/unlinked-files.ts';
import { defaultLimits } from '../../src/http/api-router.ts';
import type { ApiLimits } from '../../src/http/api-router.ts';
import { GraduateSessions } from '../../src/http/access/graduate-sessions.ts';
import { OrganisationKeys } from '../../src/http/access/organisation-keys.ts';
import { RegistrarKeys } from '../../src/http/access/registrar-keys.ts';
import { IssuingRuns } from '../../src/http/registrar/issuing-runs.ts';
import { createHttpApp } from '../../src/main/http-app.ts';
import type { Instant } from '../../src/shared/instant.ts';
import { PageAssets } from '../../src/web/assets/page-assets.ts';
import { fakeRetention } from './fake-services/fake-retention.ts';
import { FakeIssuer } from './fake-services/fake-issuer.ts';
import { FakeVerifier } from './fake-services/fake-verifier.ts';
import { fakeNow, onePersonInstitution, twoPersonInstitution } from './fake-services/fake-world.ts';

/** Keys of fictional registrars: two of one institution, one of another. */
const registrarKeys = [
  { key: 'key-of-anan-000000000001', actor: 'anan', institutionCode: twoPersonInstitution.code },
  { key: 'key-of-benja-00000000002', actor: 'benja', institutionCode: twoPersonInstitution.code },
  { key: 'key-of-chai-000000000003', actor: 'chai', institutionCode: onePersonInstitution.code },
] as const;
export const [ananKey, benjaKey, chaiKey] = registrarKeys.map(({ key }) => key) as [
  string,
  string,
  string,
];

/** Keys of fictional verifying organisations. */
const organisationKeys = [
  { key: 'key-of-employer-0000001', organisation: 'employer' },
  { key: 'key-of-agency-000000002', organisation: 'agency' },
] as const;
export const [employerKey, agencyKey] = organisationKeys.map(({ key }) => key) as [string, string];

/** The whole HTTP side over fake services, with its log and a clock to move. */
export interface HttpFixture {
  readonly app: Express;
  readonly issuer: FakeIssuer;
  readonly verifier: FakeVerifier;
  readonly runs: IssuingRuns;
  /** The lines of the log so far, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  readonly clock: { now: () => Instant };
}

interface FixtureOptions {
  readonly role?: 'all' | 'issuer' | 'verifier';
  readonly limits?: Partial<ApiLimits>;
  readonly isHttps?: boolean;
  /** Judges for real, instead of the fake. */
  readonly realVerifier?: VerifierService;
  /** A verifier with a key of its own, for receipts. */
  readonly receipts?: ReceiptService;
  readonly assets?: PageAssets;
}

/** Builds a fixture; every part is fresh. */
export function createHttpFixture(options: FixtureOptions = {}): HttpFixture {
  const { role = 'all' } = options;
  const log: Record<string, unknown>[] = [];
  const logger = pino(
    { level: 'info' },
    new Writable({
      write(line: Buffer, _encoding, done) {
        log.push(JSON.parse(line.toString('utf8')) as Record<string, unknown>);
        done();
      },
    }),
  );
  const clock = { now: () => fakeNow };
  const issuer = new FakeIssuer();
  const verifier = new FakeVerifier(issuer);
  const runs = new IssuingRuns(issuer, logger);
  const sessions = new GraduateSessions(new Uint8Array(32).fill(7), { now: () => clock.now() });
  const issuing = {
    ...{ issuer, runs, sessions, retention: fakeRetention },
    registrarKeys: new RegistrarKeys(registrarKeys),
  };
  const app = createHttpApp({
    ...(role === 'verifier' ? {} : { issuing }),
    ...(role === 'issuer' ? {} : { verifier: options.realVerifier ?? verifier }),
    ...(options.receipts === undefined
      ? {}
      : {
          receiptSide: {
            receipts: options.receipts,
            organisationKeys: new OrganisationKeys(organisationKeys),
            scratch: createUnlinkedFiles(),
          },
        }),
    limits: { ...defaultLimits, ...options.limits },
    isHttps: options.isHttps ?? false,
    trustedProxies: 0,
    assets: options.assets ?? new PageAssets(new Map()),
    clock,
    logger,
  });
  return { app, issuer, verifier, runs, log, clock };
}

/** Issues one document per student id, as a registrar of the two-person institution. */
export async function issueFor(
  fixture: HttpFixture,
  studentIds: readonly string[],
): Promise<string[]> {
  const { issuer } = fixture;
  const { batchId } = await issuer.submitBatch({
    institutionCode: twoPersonInstitution.code,
    actor: 'anan',
    files: [{ name: 'batch.csv', bytes: new TextEncoder().encode(studentIds.join('\n')) }],
  });
  const { digest } = await issuer.summariseBatch(batchId);
  await issuer.approveBatch(batchId, 'benja', digest);
  const documentIds: string[] = [];
  for await (const { documentId } of issuer.issueBatch(batchId)) documentIds.push(documentId);
  return documentIds;
}
