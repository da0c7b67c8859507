import { describe, expect, it } from '@jest/globals';

import {
  authorityInformationAccess,
  extendedKeyUsage,
  keyUsage,
} from '../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { writeTimeStampResponse } from '../../../src/adapters/development-pki/responders/write-time-stamp.ts';
import { parseCrl } from '../../../src/formats/crl/certificate-revocation-list.ts';
import { parseTimeStampRequest } from '../../../src/formats/tsp/time-stamp-request.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { IssuerClient } from '../../../src/signing/issuers/issuer-client.ts';
import { MaterialCollector } from '../../../src/signing/revocation/material-collector.ts';
import { evidenceFault } from '../../../src/signing/services/evidence-fault.ts';
import { RequestingAuthority } from '../../../src/signing/time-stamps/requesting-authority.ts';
import { TrustedAuthorities } from '../../../src/signing/time-stamps/trusted-authorities.ts';
import { makeTestClock, quickRetry } from '../../support/archival-world.ts';
import { authority, certify, makeParty, revoke } from '../../support/certificate-builder.ts';
import { testNow } from '../../support/test-pki.ts';

const root = makeParty('time-stamping root');
const issuing = makeParty('time-stamping authority of authorities');
const stamping = makeParty('time-stamp authority');
const anchor = parseCertificate(certify(root, root, { extensions: authority() }));
const issuingCertificate = certify(issuing, root, { extensions: authority() });
const certificate = certify(stamping, issuing, {
  extensions: [
    keyUsage('digitalSignature'),
    extendedKeyUsage('timeStamping', true),
    authorityInformationAccess('http://ca.example/issuing.cer'),
  ],
});
const digest = new Uint8Array(32).fill(5);

/** An authority whose tokens carry its own certificate alone. */
function open(published: () => Promise<Uint8Array>) {
  const clock = makeTestClock(testNow);
  const asked: string[] = [];
  const issuers = new IssuerClient(quickRetry, {
    clock,
    fraction: () => 0,
    transport: {
      get: (url) => {
        asked.push(url);
        return published();
      },
      post: () => Promise.reject(new Error('nobody posts')),
    },
  });
  const trust = { anchors: [anchor], intermediates: [], crls: [] };
  const toAuthority = (trusted: TrustedAuthorities) =>
    new RequestingAuthority({
      name: 'tsa.example',
      transport: {
        exchange: (request) =>
          Promise.resolve(
            writeTimeStampResponse(
              parseTimeStampRequest(request),
              { time: clock.now(), policy: '1.3.6.1.4.1.99999.2', serialNumber: Uint8Array.of(1) },
              { privateKey: stamping.privateKey, certificate },
            ),
          ),
      },
      trusted,
      maxClockDifferenceMs: 60_000,
      clock,
      randomBytes: (length) => new Uint8Array(length).fill(0x42),
    });
  return {
    clock,
    asked,
    issuers,
    fetching: toAuthority(new TrustedAuthorities({ ...trust, issuers })),
    alone: toAuthority(new TrustedAuthorities(trust)),
  };
}

describe('A time-stamp authority that does not send its issuer’s certificate', () => {
  const publish = () => Promise.resolve(issuingCertificate);

  it('is believed with the certificate fetched from where its own says', async () => {
    const { fetching, alone, asked } = open(publish);
    await expect(fetching.stamp(digest)).resolves.toBeInstanceOf(Uint8Array);
    await expect(fetching.stamp(digest)).resolves.toBeInstanceOf(Uint8Array);
    expect(asked).toEqual(['http://ca.example/issuing.cer']);
    await expect(alone.stamp(digest)).rejects.toMatchObject({ code: 'time-stamp-untrusted' });
  });

  it('is not believed with a certificate that does not fit', async () => {
    const stranger = makeParty('time-stamping root');
    const forged = certify(issuing, stranger, { extensions: authority() });
    const { fetching } = open(() => Promise.resolve(forged));
    await expect(fetching.stamp(digest)).rejects.toMatchObject({ code: 'time-stamp-untrusted' });
  });

  it('holds documents up with its own code where that certificate cannot be had', async () => {
    const refused = () => Promise.reject(evidenceFault('revocation-host-refused', 'ca.example'));
    await expect(open(refused).fetching.stamp(digest)).rejects.toMatchObject({
      code: 'issuer-host-refused',
    });
  });

  it('has its issuer’s certificate kept in the document, for those who verify in years', async () => {
    const { fetching, issuers, clock } = open(publish);
    const token = await fetching.stamp(digest);
    const crl = revoke(issuing);
    const collector = new MaterialCollector(
      { signerAnchors: [], timeStampAnchors: [anchor], intermediates: [], issuers },
      {
        findEvidence: () =>
          Promise.resolve({
            kind: 'crl',
            encoded: crl,
            crl: parseCrl(crl),
            freshUntil: instantOf(testNow + 1000),
          }),
      },
      clock,
    );
    const { certificates } = await collector.collect([], [token]);
    expect(certificates).toEqual([issuingCertificate, anchor.encoded]);
  });
});
