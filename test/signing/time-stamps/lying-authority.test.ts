import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  writeTimeStampRefusal,
  writeTimeStampResponse,
  type ResponderIdentity,
  type TokenContent,
} from '../../../src/adapters/development-pki/responders/write-time-stamp.ts';
import {
  parseTimeStampRequest,
  type TimeStampRequest,
} from '../../../src/formats/tsp/time-stamp-request.ts';
import { instantOf, parseInstant } from '../../../src/shared/instant.ts';
import { RequestingAuthority } from '../../../src/signing/time-stamps/requesting-authority.ts';
import { TrustedAuthorities } from '../../../src/signing/time-stamps/trusted-authorities.ts';
import { anchorsFor, openArchivalWorld } from '../../support/archival-world.ts';
import { makeTestPki, type TestPki } from '../../support/test-pki.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await makeTestPki();
});

const digest = new Uint8Array(32).fill(5);
const policy = '1.3.6.1.4.1.99999.2';

/** What an authority does other than it should. */
interface Lie {
  readonly request?: (request: TimeStampRequest) => TimeStampRequest;
  readonly content?: (content: TokenContent) => TokenContent;
  readonly identity?: (pki: TestPki) => ResponderIdentity;
  readonly answer?: (answer: Uint8Array) => Uint8Array;
}

function identityOf(name: string): ResponderIdentity {
  return { privateKey: pki.responders.keys.get(name)!, certificate: pki.certificates.get(name)! };
}

/** Asks an authority that tells a lie. */
function stampBy(lie: Lie, now = pki.now, expectedPolicy?: string): Promise<Uint8Array> {
  const world = openArchivalWorld(pki);
  world.clock.set(now);
  const authority = new RequestingAuthority({
    name: 'tsa.example',
    transport: {
      exchange: (bytes) => {
        const asked = parseTimeStampRequest(bytes);
        const request = lie.request?.(asked) ?? asked;
        const honest = { time: now, policy, serialNumber: Uint8Array.of(1, 2, 3) };
        const content = lie.content?.(honest) ?? honest;
        const identity = lie.identity?.(pki) ?? identityOf('time-stamp-authority');
        const answer = writeTimeStampResponse(request, content, identity);
        return Promise.resolve(lie.answer?.(answer) ?? answer);
      },
    },
    trusted: new TrustedAuthorities({
      anchors: anchorsFor(world.trust, 'time-stamping'),
      intermediates: world.trust.intermediates,
      crls: [],
    }),
    maxClockDifferenceMs: 60_000,
    clock: world.clock,
    randomBytes: (length) => new Uint8Array(length).fill(0x42),
    ...(expectedPolicy === undefined ? {} : { policy: expectedPolicy }),
  });
  return authority.stamp(digest);
}

describe('The answer of a time-stamp authority', () => {
  it('is used when it is honest', async () => {
    await expect(stampBy({})).resolves.toBeInstanceOf(Uint8Array);
  });

  it.each<[string, string, Lie]>([
    ['is to another request', 'time-stamp-wrong-nonce', { request: (r) => ({ ...r, nonce: 7n }) }],
    [
      'repeats no nonce',
      'time-stamp-wrong-nonce',
      {
        request: ({ digestName, digest: stamped, wantsCertificates }) => ({
          digestName,
          digest: stamped,
          wantsCertificates,
        }),
      },
    ],
    [
      'stamps another digest',
      'time-stamp-wrong-imprint',
      { request: (r) => ({ ...r, digest: new Uint8Array(32) }) },
    ],
    [
      'says a time in the future',
      'time-stamp-wrong-time',
      { content: (c) => ({ ...c, time: instantOf(c.time + 3_600_000) }) },
    ],
    [
      'says a time in the past',
      'time-stamp-wrong-time',
      { content: (c) => ({ ...c, time: instantOf(c.time - 3_600_000) }) },
    ],
    [
      'is signed with a certificate for another purpose',
      'time-stamp-wrong-purpose',
      { identity: () => identityOf('ocsp-public-universities') },
    ],
    [
      'is signed with another key than its certificate has',
      'time-stamp-bad-signature',
      {
        identity: () => ({
          ...identityOf('time-stamp-authority'),
          privateKey: identityOf('root').privateKey,
        }),
      },
    ],
    [
      'carries no certificate',
      'time-stamp-bad-signature',
      { request: (r) => ({ ...r, wantsCertificates: false }) },
    ],
    ['is cut off', 'time-stamp-malformed', { answer: (a) => a.subarray(0, a.length - 1) }],
    ['is a web page', 'time-stamp-malformed', { answer: () => new TextEncoder().encode('<html>') }],
    ['is a refusal', 'time-stamp-refused', { answer: () => writeTimeStampRefusal(2) }],
  ])('is refused when it %s', async (_, code, lie) => {
    await expect(stampBy(lie)).rejects.toMatchObject({
      name: 'AppError',
      code,
      text: { en: expect.stringContaining('tsa.example') },
    });
  });

  it('is refused when it is under another policy than was asked for', async () => {
    const lie: Lie = { content: (c) => ({ ...c, policy: '1.3.6.1.4.1.99999.3' }) };
    await expect(stampBy(lie, pki.now, policy)).rejects.toMatchObject({
      code: 'time-stamp-wrong-policy',
    });
  });

  it('is refused after its certificate has ended', async () => {
    const late = parseInstant('2042-01-01T00:00:00Z');
    await expect(stampBy({}, late)).rejects.toMatchObject({ code: 'time-stamp-expired' });
  });

  it('is refused when its certificate leads to nobody who is believed', async () => {
    const stranger = await makeTestPki();
    const identity = () => ({
      privateKey: stranger.responders.keys.get('time-stamp-authority')!,
      certificate: stranger.certificates.get('time-stamp-authority')!,
    });
    await expect(stampBy({ identity })).rejects.toMatchObject({ code: 'time-stamp-untrusted' });
  });
});

describe('The room for tokens', () => {
  it('is measured once, by a trial, and a little more', async () => {
    const world = openArchivalWorld(pki);
    const room = await world.services.timestamps.tokenBytes();
    await world.services.timestamps.tokenBytes();
    const token = await world.services.timestamps.stamp(digest);
    expect(world.stampRequests).toHaveLength(2);
    expect(room).toBeGreaterThanOrEqual(token.length);
    expect(room).toBeLessThan(token.length + 200);
  });
});
