import { DevelopmentResponders } from '../../src/adapters/development-pki/responders/development-responders.ts';
import { parseBase64 } from '../../src/shared/bytes.ts';
import { instantOf, type Instant } from '../../src/shared/instant.ts';
import type { ArchivalServices } from '../../src/signing/pades/archival-services.ts';
import { IssuerClient } from '../../src/signing/issuers/issuer-client.ts';
import { MaterialCollector } from '../../src/signing/revocation/material-collector.ts';
import { RevocationClient } from '../../src/signing/revocation/revocation-client.ts';
import type { RevocationTransport } from '../../src/signing/revocation/revocation-transport.ts';
import type { ServiceClock } from '../../src/signing/services/service-clock.ts';
import { RequestingAuthority } from '../../src/signing/time-stamps/requesting-authority.ts';
import type { TimeStampTransport } from '../../src/signing/time-stamps/timestamp-authority.ts';
import { TrustedAuthorities } from '../../src/signing/time-stamps/trusted-authorities.ts';
import {
  parseTrustList,
  type TrustList,
  type TrustService,
} from '../../src/trust/parse-trust-list.ts';
import { seededRandom } from './issuing-world.ts';
import type { TestPki } from './test-pki.ts';

/** A clock of a test's own, whose pauses are over at once and are counted. */
export interface TestClock extends ServiceClock {
  set(now: Instant): void;
  readonly pauses: readonly number[];
}

export function makeTestClock(start: Instant): TestClock {
  let now = start;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => now,
    set: (to) => {
      now = to;
    },
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      now = instantOf(now + milliseconds);
      return Promise.resolve();
    },
  };
}

export const quickRetry = { attempts: 3, firstPauseMs: 100, longestPauseMs: 1_000 } as const;

/** The development PKI's responders in this process, with what was asked of them. */
export interface ArchivalWorld {
  readonly clock: TestClock;
  readonly trust: TrustList;
  readonly services: ArchivalServices;
  readonly responders: DevelopmentResponders;
  readonly timeStampTransport: TimeStampTransport;
  readonly revocationTransport: RevocationTransport;
  /** Every request to the time-stamp authority. */
  readonly stampRequests: readonly Uint8Array[];
  /** `GET url` or `POST url` of every request to revocation services. */
  readonly revocationRequests: readonly string[];
}

/** What a test has other than it is in the development PKI. */
export interface ArchivalWorldOptions {
  /** The trust list holds anchors alone: what does not come along is fetched from its issuer. */
  readonly fetchesIssuers?: boolean;
}

export function openArchivalWorld(
  pki: TestPki,
  { fetchesIssuers = false }: ArchivalWorldOptions = {},
): ArchivalWorld {
  const clock = makeTestClock(pki.now);
  const random = seededRandom(11);
  const randomBytes = (length: number) => random.bytes(length);
  const responders = new DevelopmentResponders(pki.responders, { clock, randomBytes });
  const listed = parseTrustList(JSON.stringify(pki.trustList));
  const trust = fetchesIssuers ? { ...listed, intermediates: [] } : listed;
  const stampRequests: Uint8Array[] = [];
  const revocationRequests: string[] = [];
  const timeStampTransport: TimeStampTransport = {
    exchange: (request) => {
      stampRequests.push(request);
      return Promise.resolve(responders.answerTimeStamp(request));
    },
  };
  const revocationTransport: RevocationTransport = {
    get: (url) => {
      revocationRequests.push(`GET ${url}`);
      return Promise.resolve(fetchFrom(responders, url));
    },
    post: (url, _type, body) => {
      revocationRequests.push(`POST ${url}`);
      return Promise.resolve(responders.findOcspAnswer(url.split('/').at(-1)!, body)!);
    },
  };
  const issuers = fetchesIssuers
    ? {
        issuers: new IssuerClient(quickRetry, {
          clock,
          fraction: () => 0.5,
          transport: revocationTransport,
        }),
      }
    : {};
  const trustedAuthorities = new TrustedAuthorities({
    anchors: anchorsFor(trust, 'time-stamping'),
    intermediates: trust.intermediates,
    crls: trust.crls,
    ...issuers,
  });
  const revocation = new RevocationClient(
    {
      maxOcspBytes: 100_000,
      maxCrlBytes: 1_000_000,
      prefer: 'ocsp',
      retry: quickRetry,
      concurrency: 4,
    },
    { clock, fraction: () => 0.5, transport: revocationTransport, randomBytes },
  );
  return {
    clock,
    trust,
    responders,
    timeStampTransport,
    revocationTransport,
    stampRequests,
    revocationRequests,
    services: {
      timestamps: new RequestingAuthority({
        name: 'tsa.example',
        transport: timeStampTransport,
        trusted: trustedAuthorities,
        maxClockDifferenceMs: 60_000,
        clock,
        randomBytes,
      }),
      material: new MaterialCollector({ ...toMaterialTrust(trust), ...issuers }, revocation, clock),
    },
  };
}

function toMaterialTrust(trust: TrustList) {
  return {
    signerAnchors: anchorsFor(trust, 'institution-signer'),
    timeStampAnchors: anchorsFor(trust, 'time-stamping'),
    intermediates: trust.intermediates,
  };
}

export function anchorsFor({ anchors }: TrustList, service: TrustService) {
  return anchors
    .filter(({ services }) => services.includes(service))
    .map(({ certificate }) => certificate);
}

function fetchFrom(responders: DevelopmentResponders, url: string): Uint8Array {
  const path = decodeURIComponent(new URL(url).pathname);
  const [, authority, question] = /^\/ocsp\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (authority !== undefined) return responders.findOcspAnswer(authority, parseBase64(question!))!;
  const [, name, ending] = /^\/(.+)\.(crl|cer)$/.exec(path)!;
  return ending === 'crl' ? responders.findCrl(name!)! : responders.findCertificate(name!)!;
}
