import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { DevelopmentResponders } from '../../../src/adapters/development-pki/responders/development-responders.ts';
import { readResponderMaterial } from '../../../src/adapters/development-pki/responders/responder-material.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import { DocumentWorkshop } from '../../../src/app/issuing/production/document-workshop.ts';
import type { IssuerEnvironment } from '../../../src/app/issuer-environment.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { evidenceFault } from '../../../src/signing/services/evidence-fault.ts';
import { AuthorityList } from '../../../src/signing/time-stamps/authority-list.ts';
import { RequestingAuthority } from '../../../src/signing/time-stamps/requesting-authority.ts';
import { TrustedAuthorities } from '../../../src/signing/time-stamps/trusted-authorities.ts';
import { parseTrustList } from '../../../src/trust/parse-trust-list.ts';
import { anchorsFor } from '../../support/archival-world.ts';
import {
  approvedBatch,
  fixtureRecords,
  openIssuingWorld,
  seededRandom,
  type IssuingWorld,
} from '../../support/issuing-world.ts';

const CONCURRENCY = 5;
const BREAKER = { failures: 4, pauseMs: 30_000 };
const RECORDS = 24;

/** An authority that a test watches and breaks. */
interface WatchedAuthority {
  readonly authority: RequestingAuthority;
  isDown: boolean;
  requests: number;
  underWay: number;
  mostUnderWay: number;
}

describe('A batch with several time-stamp authorities', () => {
  let world: IssuingWorld;
  let first: WatchedAuthority;
  let second: WatchedAuthority;
  let list: AuthorityList;
  let environment: IssuerEnvironment;
  const pauses: number[] = [];

  beforeEach(async () => {
    world = await openIssuingWorld();
    pauses.length = 0;
    const { clock, institutions, signers, publicUrl } = world.environment;
    const random = seededRandom(4);
    const randomBytes = (length: number) => random.bytes(length);
    const material = await readResponderMaterial(join(world.folder, 'pki'));
    const responders = new DevelopmentResponders(material, { clock, randomBytes });
    const trust = parseTrustList(JSON.stringify(world.pki.trustList));
    const { intermediates, crls } = trust;
    const anchors = anchorsFor(trust, 'time-stamping');
    const watch = (name: string): WatchedAuthority => {
      const watched: Omit<WatchedAuthority, 'authority'> = {
        isDown: false,
        requests: 0,
        underWay: 0,
        mostUnderWay: 0,
      };
      const exchange = async (request: Uint8Array): Promise<Uint8Array> => {
        watched.requests++;
        watched.underWay++;
        watched.mostUnderWay = Math.max(watched.mostUnderWay, watched.underWay);
        // Whoever is let in comes in before anyone is answered.
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
        watched.underWay--;
        if (watched.isDown) throw evidenceFault('time-stamp-unreachable', name);
        return responders.answerTimeStamp(request);
      };
      const authority = new RequestingAuthority({
        name,
        transport: { exchange },
        trusted: new TrustedAuthorities({ anchors, intermediates, crls }),
        tokenBytes: 4_096,
        maxClockDifferenceMs: 60_000,
        clock,
        randomBytes,
      });
      return Object.assign(watched, { authority });
    };
    [first, second] = [watch('first.example'), watch('second.example')];
    const pause = (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds));
    list = new AuthorityList(
      [first.authority, second.authority],
      {
        retry: { attempts: 3, firstPauseMs: 100, longestPauseMs: 1_000 },
        breaker: BREAKER,
        concurrency: CONCURRENCY,
      },
      { clock: { ...clock, pause }, fraction: () => 1 },
    );
    environment = {
      ...world.environment,
      chunkDocuments: 8,
      producer: new DocumentWorkshop({
        institutions,
        signers,
        publicUrl,
        templatesFolder: 'templates/transcripts',
        archival: {
          timestamps: list,
          material: { collect: () => Promise.reject(new Error('nothing is collected at B-T')) },
        },
      }),
    };
    const batch = approvedBatch(fixtureRecords(RECORDS), { level: 'B-T' });
    await environment.registry.storeBatch(batch);
  });
  afterEach(() => world.close());

  /** Issues the whole batch. @param onDocument told how many there are so far. */
  async function issue(onDocument: (count: number) => void = () => undefined): Promise<number> {
    let count = 0;
    for await (const { level } of issueBatch(environment, 'b-1')) {
      expect(level).toBe('B-T');
      onDocument(++count);
    }
    return count;
  }
  const passTime = (milliseconds: number) =>
    world.setTime(instantOf(world.environment.clock.now() + milliseconds));

  it('asks the first alone while it answers, so many at a time as configured and no more', async () => {
    expect(await issue()).toBe(RECORDS);
    expect([first.requests, second.requests]).toEqual([RECORDS, 0]);
    expect(first.mostUnderWay).toBe(CONCURRENCY);
  });

  it('goes to the second when the first fails, and soon leaves the first alone', async () => {
    first.isDown = true;
    expect(await issue()).toBe(RECORDS);
    expect(second.requests).toBe(RECORDS);
    // Those that were let in before the fourth failure; afterwards nobody, in a batch of any size.
    expect(first.requests).toBeGreaterThanOrEqual(BREAKER.failures);
    expect(first.requests).toBeLessThanOrEqual(BREAKER.failures + CONCURRENCY);
    expect(list.findStandings()).toEqual([
      { kind: 'time-stamping', name: 'first.example', isLeftAlone: true },
      { kind: 'time-stamping', name: 'second.example', isLeftAlone: false },
    ]);
  });

  it('tries the first again with one request after its pause, and returns to it', async () => {
    first.isDown = true;
    let asked = 0;
    await issue((count) => {
      if (count !== 8) return;
      asked = first.requests;
      first.isDown = false;
      passTime(BREAKER.pauseMs);
    });
    expect(first.requests).toBeGreaterThan(asked);
    expect(list.findStandings().every(({ isLeftAlone }) => !isLeftAlone)).toBe(true);
    expect(first.requests + second.requests).toBeLessThanOrEqual(RECORDS + asked);
  });

  it('gives up for the moment when all are left alone, and goes on after their pause', async () => {
    first.isDown = true;
    second.isDown = true;
    await expect(issue()).rejects.toMatchObject({ code: 'time-stamp-unreachable' });
    expect(pauses.length).toBeGreaterThan(0);
    const standings = list.findStandings();
    expect(standings.every(({ isLeftAlone }) => isLeftAlone)).toBe(true);
    second.isDown = false;
    passTime(BREAKER.pauseMs);
    expect(await issue()).toBe(RECORDS);
  });
});
