import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  basicConstraints,
  keyUsage,
  ocspNoCheck,
} from '../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { parseCertificate } from '../../src/formats/x509/certificate.ts';
import { parseHex } from '../../src/shared/bytes.ts';
import { parseInstant } from '../../src/shared/instant.ts';
import {
  verifyCertificatePath,
  type PathValidationRequest,
} from '../../src/trust/verify-certificate-path.ts';
import {
  authority,
  certify,
  makeParty,
  revoke,
  unknownExtension,
} from '../support/certificate-builder.ts';
import { cpuSecondsOf } from '../support/cpu-seconds.ts';

const rootParty = makeParty('Root');
const caParty = makeParty('CA');
const leafParty = makeParty('Leaf');
const root = certify(rootParty, rootParty, { extensions: authority() });
const ca = certify(caParty, rootParty, { extensions: authority() });
const leaf = certify(leafParty, caParty);
const now = parseInstant('2026-11-24T00:00:00Z');

async function judge(request: Partial<PathValidationRequest> = {}) {
  const report = await verifyCertificatePath({
    leaf,
    anchors: [root],
    untrusted: [ca],
    validationTime: now,
    requireRevocation: false,
    ...request,
  });
  return [report.indication, report.subIndication] as const;
}

const serialOf = (certificate: Uint8Array) => parseHex(parseCertificate(certificate).serial);

describe('a certificate path', () => {
  it('leads from the leaf to an anchor, leaf first', async () => {
    const report = await verifyCertificatePath({
      leaf,
      anchors: [root],
      untrusted: [ca],
      validationTime: now,
      requireRevocation: false,
    });
    expect(report.indication).toBe('TOTAL-PASSED');
    expect(report.path.map(({ subject }) => subject)).toEqual(['CN=Leaf', 'CN=CA', 'CN=Root']);
  });

  it('may be the anchor itself', async () => {
    expect(await judge({ leaf: root })).toEqual(['TOTAL-PASSED', null]);
    const expired = { leaf: root, validationTime: parseInstant('2031-01-01T00:00:00Z') };
    expect(await judge(expired)).toEqual(['TOTAL-FAILED', 'EXPIRED']);
  });

  it('is open when an authority is missing', async () => {
    expect(await judge({ untrusted: [] })).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND']);
    expect(await judge({ anchors: [] })).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND']);
  });

  it('is not made by a name alone', async () => {
    const impostor = makeParty('CA');
    const forged = certify(leafParty, impostor);
    expect(await judge({ leaf: forged })).toEqual(['TOTAL-FAILED', 'NO_CERTIFICATE_CHAIN_FOUND']);
  });

  it('is found among authorities with the same name', async () => {
    const namesakes = Array.from({ length: 8 }, () =>
      certify(makeParty('CA'), rootParty, { extensions: authority() }),
    );
    expect(await judge({ untrusted: [...namesakes, ca] })).toEqual(['TOTAL-PASSED', null]);
  });

  it('says what cannot be read instead of throwing', async () => {
    expect(await judge({ leaf: Uint8Array.of(1, 2, 3) })).toEqual([
      'TOTAL-FAILED',
      'FORMAT_FAILURE',
    ]);
    expect(await judge({ untrusted: [new Uint8Array(9), ca] })).toEqual(['TOTAL-PASSED', null]);
  });
});

describe('validity', () => {
  it('ends and begins', async () => {
    const at = (time: string) => judge({ validationTime: parseInstant(time) });
    expect(await at('2030-01-01T00:00:00Z')).toEqual(['TOTAL-PASSED', null]);
    expect(await at('2030-01-01T00:00:01Z')).toEqual(['TOTAL-FAILED', 'EXPIRED']);
    expect(await at('2019-12-31T23:59:59Z')).toEqual(['TOTAL-FAILED', 'NOT_YET_VALID']);
  });
});

describe('authorities', () => {
  const constraint = ['TOTAL-FAILED', 'CHAIN_CONSTRAINTS_FAILURE'] as const;
  const caWith = (...extensions: Uint8Array[]) =>
    certify(caParty, rootParty, { extensions: extensions as never });

  it('must be marked as such', async () => {
    expect(await judge({ untrusted: [caWith()] })).toEqual(constraint);
    expect(await judge({ untrusted: [caWith(keyUsage('keyCertSign'))] })).toEqual(constraint);
  });

  it('must have a key for signing certificates', async () => {
    const untrusted = [caWith(basicConstraints(0), keyUsage('cRLSign'))];
    expect(await judge({ untrusted })).toEqual(constraint);
  });

  it('must not be followed by more authorities than they allow, the anchor’s limit included', async () => {
    const strictRoot = certify(rootParty, rootParty, { extensions: authority(0) });
    expect(await judge({ anchors: [strictRoot] })).toEqual(constraint);
    const middle = makeParty('Middle');
    const untrusted = [
      certify(middle, rootParty, { extensions: authority(0) }),
      certify(caParty, middle, { extensions: authority() }),
    ];
    expect(await judge({ untrusted })).toEqual(constraint);
  });

  it('must not have critical extensions that nobody understands', async () => {
    expect(await judge({ untrusted: [caWith(...authority(), unknownExtension(true))] })).toEqual(
      constraint,
    );
    expect(await judge({ untrusted: [caWith(...authority(), unknownExtension(false))] })).toEqual([
      'TOTAL-PASSED',
      null,
    ]);
    const strange = certify(leafParty, caParty, { extensions: [unknownExtension(true)] });
    expect(await judge({ leaf: strange })).toEqual(constraint);
  });

  it('that certify each other in a circle end the search', async () => {
    const [one, two] = [makeParty('One'), makeParty('Two')];
    const untrusted = [
      certify(one, two, { extensions: authority() }),
      certify(two, one, { extensions: authority() }),
    ];
    const lost = certify(leafParty, one);
    expect(await judge({ leaf: lost, untrusted })).toEqual([
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
    ]);
  });

  it('in hostile numbers cost little time', async () => {
    const parties = Array.from({ length: 40 }, () => makeParty('Same'));
    const untrusted = parties.map((party, index) =>
      certify(party, parties[(index + 1) % parties.length]!, { extensions: authority() }),
    );
    const leaf = certify(leafParty, parties[0]!);
    expect(await cpuSecondsOf(() => judge({ leaf, untrusted }))).toBeLessThan(30);
  });
});

describe('weak cryptography', () => {
  it('is not accepted: RSA with 1024 bits', async () => {
    const weak = makeParty('Weak CA', generateKeyPairSync('rsa', { modulusLength: 1024 }));
    const untrusted = [certify(weak, rootParty, { extensions: authority() })];
    expect(await judge({ leaf: certify(leafParty, weak), untrusted })).toEqual([
      'TOTAL-FAILED',
      'CRYPTO_CONSTRAINTS_FAILURE',
    ]);
  });
});

describe('revocation', () => {
  const fresh = [revoke(rootParty), revoke(caParty)];
  const withCrls = (crls: readonly Uint8Array[], more: Partial<PathValidationRequest> = {}) =>
    judge({ crls, requireRevocation: true, ...more });
  const later = ['INDETERMINATE', 'TRY_LATER'] as const;

  it('needs a fresh list of every authority', async () => {
    expect(await withCrls(fresh)).toEqual(['TOTAL-PASSED', null]);
    expect(await withCrls([])).toEqual(later);
    expect(await withCrls([fresh[1]!])).toEqual(later);
    const stale = revoke(caParty, { nextUpdate: parseInstant('2026-11-23T00:00:00Z') });
    expect(await withCrls([fresh[0]!, stale])).toEqual(later);
    const future = revoke(caParty, { thisUpdate: parseInstant('2026-11-25T00:00:00Z') });
    expect(await withCrls([fresh[0]!, future])).toEqual(later);
  });

  it('is not looked at where nobody asks', async () => {
    expect(await judge({ crls: [] })).toEqual(['TOTAL-PASSED', null]);
  });

  const revokedAt = (time: string, certificate: Uint8Array) => ({
    revoked: [
      {
        serialNumber: serialOf(certificate),
        revokedAt: parseInstant(time),
        reason: 'keyCompromise' as const,
      },
    ],
  });

  it('of the leaf or of an authority fails the path', async () => {
    const ofLeaf = revoke(caParty, revokedAt('2026-05-01T00:00:00Z', leaf));
    expect(await withCrls([fresh[0]!, ofLeaf])).toEqual(['TOTAL-FAILED', 'REVOKED']);
    const ofCa = revoke(rootParty, revokedAt('2026-05-01T00:00:00Z', ca));
    expect(await withCrls([ofCa, fresh[1]!])).toEqual(['TOTAL-FAILED', 'REVOKED']);
  });

  it('stays known from a list that has become stale', async () => {
    const stale = revoke(caParty, {
      ...revokedAt('2026-05-01T00:00:00Z', leaf),
      nextUpdate: parseInstant('2026-06-01T00:00:00Z'),
    });
    expect(await withCrls([fresh[0]!, stale])).toEqual(['TOTAL-FAILED', 'REVOKED']);
  });

  it('is not hidden by an older list that is still fresh', async () => {
    const older = revoke(caParty, { thisUpdate: parseInstant('2026-01-01T00:00:00Z') });
    const newer = revoke(caParty, {
      ...revokedAt('2026-05-01T00:00:00Z', leaf),
      thisUpdate: parseInstant('2026-06-01T00:00:00Z'),
    });
    expect(await withCrls([fresh[0]!, older, newer])).toEqual(['TOTAL-FAILED', 'REVOKED']);
    expect(await withCrls([fresh[0]!, newer, older])).toEqual(['TOTAL-FAILED', 'REVOKED']);
  });

  it('after the time that is asked about does not count', async () => {
    const ofLeaf = revoke(caParty, revokedAt('2026-12-01T00:00:00Z', leaf));
    expect(await withCrls([fresh[0]!, ofLeaf])).toEqual(['TOTAL-PASSED', null]);
  });

  it('lists count only with a signature of the authority itself', async () => {
    const impostor = makeParty('CA');
    expect(await withCrls([fresh[0]!, revoke(impostor)])).toEqual(later);
    expect(await withCrls([fresh[0]!, revoke(rootParty)])).toEqual(later);
  });

  it('is not asked of responders whose issuer says so', async () => {
    const responder = certify(leafParty, caParty, { extensions: [ocspNoCheck()] });
    expect(await withCrls([fresh[0]!], { leaf: responder })).toEqual(['TOTAL-PASSED', null]);
  });
});
