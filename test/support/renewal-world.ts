import { DevelopmentResponders } from '../../src/adapters/development-pki/responders/development-responders.ts';
import { readResponderMaterial } from '../../src/adapters/development-pki/responders/responder-material.ts';
import { openSqlite } from '../../src/adapters/sqlite/open-sqlite.ts';
import { SqliteRenewalRegistry } from '../../src/adapters/sqlite/sqlite-renewal-registry.ts';
import { SqliteRegistryWriter } from '../../src/adapters/sqlite/sqlite-registry-writer.ts';
import { issueBatch } from '../../src/app/issuing/issue-batch.ts';
import { DocumentWorkshop } from '../../src/app/issuing/production/document-workshop.ts';
import type { RenewalEnvironment } from '../../src/app/renewal/renewal-environment.ts';
import { toMaterialTrust } from '../../src/app/renewal/material-trust.ts';
import type { IssuedDocument } from '../../src/app/services.ts';
import { parseCrl } from '../../src/formats/crl/certificate-revocation-list.ts';
import type { PadesLevel } from '../../src/formats/pdf/signatures/pades-level.ts';
import { parseInstant } from '../../src/shared/instant.ts';
import type { ArchivalServices } from '../../src/signing/pades/archival-services.ts';
import { MaterialCollector } from '../../src/signing/revocation/material-collector.ts';
import { RevocationClient } from '../../src/signing/revocation/revocation-client.ts';
import { RequestingAuthority } from '../../src/signing/time-stamps/requesting-authority.ts';
import { TrustedAuthorities } from '../../src/signing/time-stamps/trusted-authorities.ts';
import { parseTrustList, type TrustList } from '../../src/trust/parse-trust-list.ts';
import { quickRetry } from './archival-world.ts';
import {
  approvedBatch,
  fastDeclaration,
  fixtureRecords,
  openIssuingWorld,
} from './issuing-world.ts';
import type { IssuingWorld } from './issuing-world.ts';

/** An issuing side with time-stamp authorities that follow one another, over fifteen years. */
export interface RenewalWorld extends IssuingWorld {
  /** How often somebody was asked for a time-stamp. */
  readonly stampCount: () => number;
  /** From now on the time-stamp authority fails with this, or answers again. */
  readonly failWith: (error: Error | undefined) => void;
  /** The trust list as it is published on the world's day. */
  readonly trustListOfToday: () => TrustList;
  readonly openRenewal: (overrides?: Partial<RenewalEnvironment>) => Promise<OpenRenewal>;
  readonly issue: (
    count: number,
    level: PadesLevel,
    batchId: string,
  ) => Promise<readonly IssuedDocument[]>;
}

interface OpenRenewal {
  readonly environment: RenewalEnvironment;
  readonly close: () => Promise<void>;
}

const YEAR_DAYS = 365;

/** When the first and the second authority's certificates end, and a day in the overlap with the next one. */
export const firstOverlap = parseInstant('2032-06-01T00:00:00Z');
export const secondOverlap = parseInstant('2037-06-01T00:00:00Z');
export const longAfter = parseInstant('2040-01-01T00:00:00Z');

/** Authorities of six years each; the next one begins a year before the last one ends. */
function declareSuccessors() {
  const declared = fastDeclaration();
  const authority = declared.certificates.find(({ role }) => role === 'time-stamping')!;
  const others = declared.certificates.filter(({ role }) => role !== 'time-stamping');
  const successors = [1, 2, 3].map((number) => ({
    ...authority,
    name: `${authority.name}-${number}`,
    startsDaysAgo: number === 1 ? 1 : -(number - 1) * 5 * YEAR_DAYS,
    years: number === 3 ? 5 : 6,
  }));
  return { ...declared, certificates: [...others, ...successors] };
}

export async function openRenewalWorld(): Promise<RenewalWorld> {
  const world = await openIssuingWorld(declareSuccessors());
  const { clock, random, institutions, signers, publicUrl } = world.environment;
  const material = await readResponderMaterial(world.pki.folder);
  const newResponders = () =>
    new DevelopmentResponders(material, { clock, randomBytes: random.bytes });
  const list = parseTrustList(JSON.stringify(world.pki.trustList));
  const serviceClock = { now: () => clock.now(), pause: () => Promise.resolve() };
  let stamps = 0;
  let failure: Error | undefined;
  const { timeStampAnchors: anchors, ...rest } = toMaterialTrust(list);
  /** Anew for each run: a clock that is set back must not meet answers of later days. */
  const openServices = (): ArchivalServices => {
    const responders = newResponders();
    return {
      timestamps: new RequestingAuthority({
        name: 'tsa.example',
        transport: {
          exchange: (request) => {
            stamps++;
            if (failure !== undefined) return Promise.reject(failure);
            return Promise.resolve(responders.answerTimeStamp(request));
          },
        },
        trusted: new TrustedAuthorities({ anchors, intermediates: list.intermediates, crls: [] }),
        maxClockDifferenceMs: 60_000,
        clock,
        randomBytes: random.bytes,
        tokenBytes: 3000,
      }),
      material: new MaterialCollector(
        { timeStampAnchors: anchors, ...rest },
        new RevocationClient(
          {
            maxOcspBytes: 100_000,
            maxCrlBytes: 1_000_000,
            prefer: 'ocsp',
            retry: quickRetry,
            concurrency: 4,
          },
          {
            clock: serviceClock,
            fraction: () => 0.5,
            randomBytes: random.bytes,
            transport: {
              get: (url) => Promise.resolve(responders.findCrl(/\/([^/]+)\.crl$/.exec(url)![1]!)!),
              post: (url, _type, body) =>
                Promise.resolve(responders.findOcspAnswer(url.split('/').at(-1)!, body)!),
            },
          },
        ),
        clock,
      ),
    };
  };
  const environment = {
    ...world.environment,
    producer: new DocumentWorkshop({
      institutions,
      signers,
      archival: openServices(),
      publicUrl,
      templatesFolder: 'templates/transcripts',
    }),
  };
  const trustListOfToday = (): TrustList => {
    const responders = newResponders();
    const { authorities } = material.index;
    return { ...list, crls: authorities.map(({ name }) => parseCrl(responders.findCrl(name)!)) };
  };
  return {
    ...world,
    environment,
    stampCount: () => stamps,
    failWith: (error) => {
      failure = error;
    },
    trustListOfToday,
    openRenewal: async (overrides = {}) => {
      const database = await openSqlite(world.databaseFile, clock);
      return {
        environment: {
          registry: new SqliteRegistryWriter(database),
          renewals: new SqliteRenewalRegistry(database),
          random,
          checkpointKey: world.environment.checkpointKey,
          clock: serviceClock,
          archival: openServices(),
          readTrustList: () => Promise.resolve(trustListOfToday()),
          settings: { aheadDays: 365, concurrency: 2, algorithmEnds: {} },
          holder: 'this machine/1/a',
          isGone: () => false,
          ...overrides,
        },
        close: () => database.destroy(),
      };
    },
    issue: async (count, level, batchId) => {
      const records = fixtureRecords(count).map((record, at) => ({
        ...record,
        studentId: `${batchId.replace(/\D/g, '')}${String(650_000_000 + at)}`,
      }));
      await environment.registry.storeBatch(approvedBatch(records, { batchId, level }));
      const documents: IssuedDocument[] = [];
      for await (const document of issueBatch(environment, batchId)) documents.push(document);
      return documents;
    },
  };
}
