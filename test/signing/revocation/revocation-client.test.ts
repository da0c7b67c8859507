import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  writeOcspRefusal,
  writeOcspResponse,
  type OcspStanding,
  type OcspTimes,
} from '../../../src/adapters/development-pki/responders/write-ocsp-response.ts';
import { parseOcspRequest } from '../../../src/formats/ocsp/ocsp-request.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import {
  RevocationClient,
  type RevocationSettings,
} from '../../../src/signing/revocation/revocation-client.ts';
import type { RevocationTransport } from '../../../src/signing/revocation/revocation-transport.ts';
import { evidenceFault } from '../../../src/signing/services/evidence-fault.ts';
import { openArchivalWorld, quickRetry } from '../../support/archival-world.ts';
import { authority, certify, makeParty } from '../../support/certificate-builder.ts';
import { makeTestPki, type TestPki } from '../../support/test-pki.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await makeTestPki();
});

const settings: RevocationSettings = {
  maxOcspBytes: 65_536,
  maxCrlBytes: 1_000_000,
  prefer: 'ocsp',
  retry: quickRetry,
  concurrency: 4,
};
const day = 86_400_000;

function open(change: Partial<RevocationTransport> = {}, prefer: 'ocsp' | 'crl' = 'ocsp') {
  const world = openArchivalWorld(pki);
  const transport: RevocationTransport = { ...world.revocationTransport, ...change };
  const client = new RevocationClient(
    { ...settings, prefer },
    {
      clock: world.clock,
      fraction: () => 0,
      transport,
      randomBytes: (length) => new Uint8Array(length).fill(7),
    },
  );
  return { world, client };
}

const asked = (name: string, issuer = 'public-universities') => ({
  certificate: parseCertificate(pki.certificates.get(name)!),
  issuer: parseCertificate(pki.certificates.get(issuer)!),
  name,
});

/** A responder that answers as it is told; its lists cannot be had. */
function respond(options: {
  readonly standing?: OcspStanding;
  readonly times?: Partial<OcspTimes>;
  readonly by?: string;
}): Partial<RevocationTransport> {
  const { standing = { kind: 'good' }, by = 'ocsp-public-universities' } = options;
  const identity = {
    privateKey: pki.responders.keys.get(by)!,
    certificate: pki.certificates.get(by)!,
  };
  const times = {
    thisUpdate: instantOf(pki.now - 60_000),
    nextUpdate: instantOf(pki.now + day),
    ...options.times,
  };
  return {
    post: (_url, _type, body) =>
      Promise.resolve(writeOcspResponse(parseOcspRequest(body), () => standing, times, identity)),
    get: () => Promise.reject(evidenceFault('revocation-unreachable', 'crl.example')),
  };
}

describe('A responder', () => {
  it('is asked with a nonce, by POST, and once until its answer goes stale', async () => {
    const { client, world } = open();
    const first = await client.findEvidence(asked('signer-99001'));
    const second = await client.findEvidence(asked('signer-99001'));
    expect(first?.kind).toBe('ocsp');
    expect(second).toBe(first);
    expect(world.revocationRequests).toEqual([
      'POST http://pki.parinya.example/ocsp/public-universities',
    ]);
    world.clock.set(instantOf(pki.now + 8 * day));
    expect(await client.findEvidence(asked('signer-99001'))).not.toBe(first);
    expect(world.revocationRequests).toHaveLength(2);
  });

  it('that does not like the nonce is asked plainly, by GET', async () => {
    const { client, world } = open({ post: () => Promise.resolve(writeOcspRefusal(6)) });
    const evidence = await client.findEvidence(asked('signer-99001'));
    expect(evidence?.kind).toBe('ocsp');
    expect(world.revocationRequests).toHaveLength(1);
    expect(world.revocationRequests[0]).toMatch(/^GET .*\/ocsp\/public-universities\/[\w%]+$/);
  });

  it('that cannot be reached is replaced by the list', async () => {
    const { client } = open({
      post: () => Promise.reject(evidenceFault('revocation-timeout', 'ocsp.example')),
    });
    expect((await client.findEvidence(asked('signer-99001')))?.kind).toBe('crl');
  });

  it('is not asked where the list is preferred', async () => {
    const { client, world } = open({}, 'crl');
    expect((await client.findEvidence(asked('signer-99001')))?.kind).toBe('crl');
    expect(world.revocationRequests).toEqual([
      'GET http://pki.parinya.example/public-universities.crl',
    ]);
  });

  it.each([
    ['is of another authority', 'revocation-wrong-responder', { by: 'ocsp-private-universities' }],
    ['is no responder at all', 'revocation-wrong-responder', { by: 'time-stamp-authority' }],
    ['does not know the certificate', 'revocation-unknown', { standing: { kind: 'unknown' } }],
  ] as const)('that %s is not believed', async (_, code, options) => {
    const { client } = open(respond(options));
    await expect(client.findEvidence(asked('signer-99001'))).rejects.toMatchObject({ code });
  });

  it('whose answer is out of date, or of the future, is not believed', async () => {
    const stale = {
      thisUpdate: instantOf(pki.now - 2 * day),
      nextUpdate: instantOf(pki.now - day),
    };
    const future = {
      thisUpdate: instantOf(pki.now + day),
      nextUpdate: instantOf(pki.now + 2 * day),
    };
    for (const times of [stale, future]) {
      const { client } = open(respond({ times }));
      await expect(client.findEvidence(asked('signer-99001'))).rejects.toMatchObject({
        code: 'revocation-stale',
      });
    }
  });

  it('that repeats another nonce has answered somebody else', async () => {
    const honest = respond({});
    const { client } = open({
      ...honest,
      post: async (url, type, body, maxBytes) => {
        const answer = await honest.post!(url, type, body, maxBytes);
        const at = Buffer.from(answer).indexOf(Buffer.alloc(32, 7));
        answer[at + 1] = 8;
        return answer;
      },
    });
    await expect(client.findEvidence(asked('signer-99001'))).rejects.toMatchObject({
      code: 'revocation-wrong-nonce',
    });
  });

  it('that says revoked ends the search', async () => {
    const { client, world } = open();
    const revoked = asked('signer-99002-revoked', 'private-universities');
    await expect(client.findEvidence(revoked)).rejects.toMatchObject({
      code: 'certificate-revoked',
    });
    expect(world.revocationRequests).toHaveLength(1);
  });
});

describe('A certificate', () => {
  it('whose issuer says that there is nothing to ask is not asked about', async () => {
    const { client, world } = open();
    expect(await client.findEvidence(asked('ocsp-public-universities'))).toBeUndefined();
    expect(world.revocationRequests).toEqual([]);
  });

  it('of an authority without any revocation service cannot be raised to B-LT', async () => {
    const ca = makeParty('Silent CA');
    const certificate = parseCertificate(certify(makeParty('Leaf'), ca));
    const issuer = parseCertificate(certify(ca, ca, { extensions: authority() }));
    const { client } = open();
    await expect(
      client.findEvidence({ certificate, issuer, name: 'signer' }),
    ).rejects.toMatchObject({ code: 'revocation-not-published' });
  });
});

describe('A service that is down', () => {
  it('is not asked again by every document of a batch', async () => {
    let requests = 0;
    const down = () => {
      requests++;
      return Promise.reject(evidenceFault('revocation-unreachable', 'pki.example'));
    };
    const { client, world } = open({ get: down, post: down });
    for (let document = 0; document < 50; document++) {
      await expect(client.findEvidence(asked('signer-99001'))).rejects.toMatchObject({
        code: 'revocation-unreachable',
      });
    }
    // Three attempts at the responder, three at the list, then silence for a while.
    expect(requests).toBe(6);
    world.clock.set(instantOf(world.clock.now() + 60_000));
    await expect(client.findEvidence(asked('signer-99001'))).rejects.toBeDefined();
    expect(requests).toBe(12);
  });
});
