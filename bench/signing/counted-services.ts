import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import {
  DevelopmentResponders,
  type ResponderSources,
} from '../../src/adapters/development-pki/responders/development-responders.ts';
import type { ResponderMaterial } from '../../src/adapters/development-pki/responders/responder-material.ts';
import { serveResponders } from '../../src/adapters/development-pki/responders/serve-responders.ts';
import { HostList } from '../../src/adapters/revocation-services/host-list.ts';
import { HttpRevocationTransport } from '../../src/adapters/revocation-services/http-revocation-transport.ts';
import { HttpTimeStampTransport } from '../../src/adapters/time-stamp-authority/http-time-stamp-transport.ts';
import type { ArchivalServices } from '../../src/signing/pades/archival-services.ts';
import { MaterialCollector } from '../../src/signing/revocation/material-collector.ts';
import { RevocationClient } from '../../src/signing/revocation/revocation-client.ts';
import { AuthorityList } from '../../src/signing/time-stamps/authority-list.ts';
import { RequestingAuthority } from '../../src/signing/time-stamps/requesting-authority.ts';
import type { TimeStampTransport } from '../../src/signing/time-stamps/timestamp-authority.ts';
import { TrustedAuthorities } from '../../src/signing/time-stamps/trusted-authorities.ts';
import { parseTrustList, type TrustService } from '../../src/trust/parse-trust-list.ts';

/** Services on ports of this machine, with every question that reached them counted. */
export interface CountedServices {
  readonly services: ArchivalServices;
  readonly counts: {
    stamps: number;
    ocspAnswers: number;
    crls: number;
    mostStampsUnderWay: number;
  };
  readonly close: () => Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const retry = { attempts: 3, firstPauseMs: 100, longestPauseMs: 1000 };

/**
 * The development responders over HTTP, asked through the same clients as real ones.
 * @param authorityMs how much longer the time-stamp authority takes than this machine needs.
 */
export async function openCountedServices(
  material: ResponderMaterial,
  trustListText: string,
  clock: ResponderSources['clock'],
  concurrency: number,
  authorityMs: number,
): Promise<CountedServices> {
  const counts = { stamps: 0, ocspAnswers: 0, crls: 0, mostStampsUnderWay: 0 };
  class CountedResponders extends DevelopmentResponders {
    override answerTimeStamp(request: Uint8Array): Uint8Array {
      counts.stamps++;
      return super.answerTimeStamp(request);
    }
    override findOcspAnswer(authority: string, request: Uint8Array): Uint8Array | undefined {
      counts.ocspAnswers++;
      return super.findOcspAnswer(authority, request);
    }
    override findCrl(authority: string): Uint8Array | undefined {
      counts.crls++;
      return super.findCrl(authority);
    }
  }
  const bytes = (length: number) => new Uint8Array(randomBytes(length));
  const responders = new CountedResponders(material, { clock, randomBytes: bytes });
  const running = await serveResponders(responders, { port: 0 });
  const trust = parseTrustList(trustListText);
  const anchorsFor = (service: TrustService) =>
    trust.anchors
      .filter(({ services }) => services.includes(service))
      .map(({ certificate }) => certificate);
  const sources = {
    clock: { now: () => clock.now(), pause: (ms: number) => delay(ms) },
    fraction: () => 0.5,
  };
  const transport = new HttpTimeStampTransport({
    name: 'local',
    url: new URL(running.timeStampUrl),
    timeoutMs: 60_000,
    connections: concurrency,
  });
  let underWay = 0;
  const slowTransport: TimeStampTransport = {
    exchange: async (request) => {
      counts.mostStampsUnderWay = Math.max(counts.mostStampsUnderWay, ++underWay);
      try {
        if (authorityMs > 0) await delay(authorityMs);
        return await transport.exchange(request);
      } finally {
        underWay--;
      }
    },
  };
  const { intermediates } = trust;
  const authority = new RequestingAuthority({
    name: 'local',
    transport: slowTransport,
    trusted: new TrustedAuthorities({
      anchors: anchorsFor('time-stamping'),
      intermediates,
      crls: [],
    }),
    maxClockDifferenceMs: 60_000,
    clock,
    randomBytes: bytes,
  });
  const address = { address: LOOPBACK, port: running.port };
  const revocation = new RevocationClient(
    { maxOcspBytes: 65_536, maxCrlBytes: 10_000_000, prefer: 'ocsp', retry, concurrency: 4 },
    {
      ...sources,
      randomBytes: bytes,
      transport: new HttpRevocationTransport({
        hosts: new HostList([]),
        allowsPrivateAddresses: false,
        pinned: new Map(responders.hosts.map((host) => [host, address])),
        timeoutMs: 60_000,
      }),
    },
  );
  return {
    counts,
    services: {
      timestamps: new AuthorityList(
        [authority],
        { retry, breaker: { failures: 5, pauseMs: 30_000 }, concurrency },
        sources,
      ),
      material: new MaterialCollector(
        {
          signerAnchors: anchorsFor('institution-signer'),
          timeStampAnchors: anchorsFor('time-stamping'),
          intermediates,
        },
        revocation,
        clock,
      ),
    },
    close: async () => {
      transport.close();
      await running.close();
    },
  };
}
