import { describe, expect, it } from '@jest/globals';
import { OCSPResponse } from 'pkijs';
import {
  extendedKeyUsage,
  ocspNoCheck,
} from '../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { parseOcspResponse } from '../../src/formats/ocsp/ocsp-response.ts';
import { parseInstant } from '../../src/shared/instant.ts';
import { verifyCertificatePath } from '../../src/trust/verify-certificate-path.ts';
import { authority, certify, makeParty, revoke } from '../support/certificate-builder.ts';
import { formatErrorCode } from '../support/format-error-code.ts';
import { answerOcsp, type OcspOptions } from '../support/ocsp-builder.ts';

const caParty = makeParty('CA');
const leafParty = makeParty('Leaf');
const responderParty = makeParty('Responder');
const ca = certify(caParty, caParty, { extensions: authority() });
const leaf = certify(leafParty, caParty);
const responder = certify(responderParty, caParty, {
  extensions: [extendedKeyUsage('ocspSigning', false), ocspNoCheck()],
});
const now = parseInstant('2026-11-24T00:00:00Z');

async function judge(ocspResponses: readonly Uint8Array[], crls: readonly Uint8Array[] = []) {
  const report = await verifyCertificatePath({
    leaf,
    anchors: [ca],
    crls,
    ocspResponses,
    validationTime: now,
    requireRevocation: true,
  });
  return [report.indication, report.subIndication] as const;
}

const byIssuer = (options?: OcspOptions) => answerOcsp(leaf, ca, caParty, options);
const good = ['TOTAL-PASSED', null] as const;
const later = ['INDETERMINATE', 'TRY_LATER'] as const;
const revoked = ['TOTAL-FAILED', 'REVOKED'] as const;

describe('an OCSP answer', () => {
  it('is written as pkijs reads it', () => {
    const judgeResponse = OCSPResponse.fromBER(new Uint8Array(byIssuer()));
    expect(judgeResponse.responseStatus.valueBlock.valueDec).toBe(0);
    expect(parseOcspResponse(byIssuer()).responses).toMatchObject([{ status: { kind: 'good' } }]);
  });

  it('of the issuer clears or convicts a certificate', async () => {
    expect(await judge([byIssuer()])).toEqual(good);
    expect(await judge([byIssuer({ status: 'unknown' })])).toEqual(later);
    const revokedAt = parseInstant('2026-10-01T00:00:00Z');
    expect(await judge([byIssuer({ status: { revokedAt } })])).toEqual(revoked);
    expect(await judge([byIssuer(), byIssuer({ status: { revokedAt } })])).toEqual(revoked);
  });

  it('of a responder counts if the issuer certified it for answering', async () => {
    const by = (certificates: readonly Uint8Array[]) =>
      answerOcsp(leaf, ca, responderParty, { certificates });
    expect(await judge([by([responder])])).toEqual(good);
    expect(await judge([by([])])).toEqual(later);
    expect(await judge([by([certify(responderParty, caParty)])])).toEqual(later);
    const stranger = makeParty('CA');
    const extensions = [extendedKeyUsage('ocspSigning', false), ocspNoCheck()];
    expect(await judge([by([certify(responderParty, stranger, { extensions })])])).toEqual(later);
    const expired = { extensions, notAfter: parseInstant('2026-01-01T00:00:00Z') };
    expect(await judge([by([certify(responderParty, caParty, expired)])])).toEqual(later);
  });

  it('is none when it is stale, early, about another certificate or not signed by who it says', async () => {
    const nextUpdate = parseInstant('2026-11-23T00:00:00Z');
    expect(await judge([byIssuer({ nextUpdate })])).toEqual(later);
    expect(await judge([byIssuer({ thisUpdate: parseInstant('2026-11-25T00:00:00Z') })])).toEqual(
      later,
    );
    expect(await judge([answerOcsp(certify(leafParty, caParty), ca, caParty)])).toEqual(later);
    expect(await judge([answerOcsp(leaf, ca, makeParty('CA'))])).toEqual(later);
    expect(await judge([Uint8Array.of(1)])).toEqual(later);
  });

  it('without a next update holds for a day', async () => {
    const yesterday = parseInstant('2026-11-23T12:00:00Z');
    expect(await judge([byIssuer({ thisUpdate: yesterday, nextUpdate: null })])).toEqual(good);
    const before = parseInstant('2026-11-22T12:00:00Z');
    expect(await judge([byIssuer({ thisUpdate: before, nextUpdate: null })])).toEqual(later);
  });

  it('does not outweigh a list that says revoked, nor needs one that says good', async () => {
    const serialNumber = new Uint8Array(Buffer.from(serialHex(), 'hex'));
    const revokedAt = parseInstant('2026-10-01T00:00:00Z');
    const list = revoke(caParty, { revoked: [{ serialNumber, revokedAt, reason: 'superseded' }] });
    expect(await judge([byIssuer()], [list])).toEqual(revoked);
    expect(await judge([byIssuer({ status: 'unknown' })], [revoke(caParty)])).toEqual(good);
  });

  it('of any bytes near an answer is read or refused with a FormatError', () => {
    const bytes = byIssuer();
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = new Uint8Array(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      formatErrorCode(() => parseOcspResponse(changed));
    }
  });
});

function serialHex(): string {
  return parseOcspResponse(byIssuer()).responses[0]!.serial;
}
