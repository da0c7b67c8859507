import { describe, expect, it } from '@jest/globals';
import {
  extendedKeyUsage,
  keyUsage,
} from '../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import { formatInstant, parseInstant, type Instant } from '../../../src/shared/instant.ts';
import type { Evidence } from '../../../src/verification/evidence.ts';
import {
  judgeTimeStamp,
  type TimeStampEvidence,
} from '../../../src/verification/time-stamps/judge-time-stamp.ts';
import { authority, certify, makeParty, revoke } from '../../support/certificate-builder.ts';
import { stamp } from '../../support/time-stamp-builder.ts';

const rootParty = makeParty('Time-Stamping Root');
const tsaParty = makeParty('Time-Stamp Authority');
const root = certify(rootParty, rootParty, { extensions: authority() });
const purposes = [keyUsage('digitalSignature'), extendedKeyUsage('timeStamping', true)];
const tsa = certify(tsaParty, rootParty, { extensions: purposes });
const time = parseInstant('2026-11-20T10:00:00Z');
const bytes = new TextEncoder().encode('what was signed');
const token = stamp(bytes, time, tsaParty, tsa);

async function judge(
  found: Partial<TimeStampEvidence> = {},
  more: Partial<Evidence> = {},
  validationTime: Instant = parseInstant('2026-11-24T00:00:00Z'),
) {
  const { report, provenTime } = await judgeTimeStamp(
    { field: 'Signature1', kind: 'signature-time-stamp', token, stampedBytes: bytes, ...found },
    { certificates: [], crls: [], ocspResponses: [] },
    {
      trust: { kind: 'anchors', anchors: [parseCertificate(root)] },
      crls: [revoke(rootParty)],
      validationTime,
      ...more,
    },
  );
  return { ...report, proven: provenTime === undefined ? null : formatInstant(provenTime) };
}

describe('a time-stamp', () => {
  it('of a trusted authority proves its time', async () => {
    expect(await judge()).toMatchObject({
      indication: 'TOTAL-PASSED',
      integrity: 'INTACT',
      time: '2026-11-20T10:00:00Z',
      proven: '2026-11-20T10:00:00Z',
      authority: 'CN=Time-Stamp Authority',
    });
  });

  it('about something else proves nothing', async () => {
    expect(await judge({ stampedBytes: Uint8Array.of(1) })).toMatchObject({
      indication: 'TOTAL-FAILED',
      subIndication: 'HASH_FAILURE',
      integrity: 'BROKEN',
      proven: null,
    });
    expect(await judge({ stampedBytes: undefined })).toMatchObject({ proven: null });
  });

  it('with any bit changed proves nothing that it did not say before', async () => {
    for (let offset = 0; offset < token.length; offset += 3) {
      const changed = new Uint8Array(token);
      changed[offset]! ^= 1;
      const { proven } = await judge({ token: changed });
      expect([null, '2026-11-20T10:00:00Z']).toContain(proven);
    }
  });

  it('of an authority that nobody trusts proves nothing', async () => {
    const stranger = makeParty('Time-Stamping Root');
    const anchors = [parseCertificate(certify(stranger, stranger, { extensions: authority() }))];
    expect(await judge({}, { trust: { kind: 'anchors', anchors } })).toMatchObject({
      integrity: 'INTACT',
      indication: 'INDETERMINATE',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
      proven: null,
      trustAnchor: null,
    });
  });

  it('needs a certificate for time-stamping alone, and revocation data', async () => {
    const signerOnly = certify(tsaParty, rootParty, { extensions: [keyUsage('digitalSignature')] });
    const wrong = stamp(bytes, time, tsaParty, signerOnly);
    expect(await judge({ token: wrong })).toMatchObject({ proven: null });
    const notCritical = [keyUsage('digitalSignature'), extendedKeyUsage('timeStamping', false)];
    const lax = stamp(
      bytes,
      time,
      tsaParty,
      certify(tsaParty, rootParty, { extensions: notCritical }),
    );
    expect(await judge({ token: lax })).toMatchObject({ proven: null });
    expect(await judge({}, { crls: [] })).toMatchObject({
      subIndication: 'TRY_LATER',
      proven: null,
    });
  });

  it('outlives its authority’s certificate only under a later time-stamp', async () => {
    const later = parseInstant('2031-06-01T00:00:00Z');
    const crls = [
      revoke(rootParty, { nextUpdate: parseInstant('2029-12-31T00:00:00Z') }),
      revoke(rootParty, {
        thisUpdate: parseInstant('2031-01-01T00:00:00Z'),
        nextUpdate: parseInstant('2032-01-01T00:00:00Z'),
      }),
    ];
    expect(await judge({}, { crls }, later)).toMatchObject({
      indication: 'INDETERMINATE',
      proven: null,
    });
    const provenTime = parseInstant('2029-06-01T00:00:00Z');
    expect(await judge({ provenTime }, { crls }, later)).toMatchObject({
      indication: 'TOTAL-PASSED',
      proven: '2026-11-20T10:00:00Z',
    });
  });
});
