import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCertificate } from '../../src/formats/x509/certificate.ts';
import { signStatusList } from '../../src/signing/jose/sign-status-list.ts';
import { prepareSigner } from '../../src/signing/prepared-signer.ts';
import { instantOf } from '../../src/shared/instant.ts';
import { emptyStatusList, withStatuses } from '../../src/formats/status-list/status-list.ts';
import { parseTrustList, type TrustList } from '../../src/trust/parse-trust-list.ts';
import type { Evidence } from '../../src/verification/evidence.ts';
import { parseSidecarPayload } from '../../src/verification/sidecar/sidecar-payload.ts';
import { parseCompactJws } from '../../src/formats/jws/compact-jws.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';
import { issueDocuments, type MadeDocument } from '../support/issued-documents.ts';
import { fixtureRecords, worldStart } from '../support/issuing-world.ts';
import { makeTestPki, type TestPki } from '../support/test-pki.ts';

let pki: TestPki;
let list: TrustList;
let good: MadeDocument;

beforeAll(async () => {
  pki = await makeTestPki({ now: worldStart });
  list = parseTrustList(JSON.stringify(pki.trustList));
  [good] = (await issueDocuments(pki.getSigner('signer-99001'), fixtureRecords(1))) as [
    MadeDocument,
  ];
});

const issued = () =>
  ({
    kind: 'registry',
    documentId: good.documentId,
    state: 'issued',
    since: worldStart,
    reason: null,
    supersededBy: null,
  }) as const;

async function judge(more: Partial<Evidence> = {}) {
  return verifyDocument({
    pdf: good.pdf,
    trust: { kind: 'trust-list', list },
    status: issued(),
    validationTime: worldStart,
    ...more,
  });
}

async function answer(more: Partial<Evidence> = {}) {
  const { indication, subIndication } = await judge(more);
  return [indication, subIndication];
}

describe('evidence', () => {
  it('of nothing is no verdict', async () => {
    const trust = { kind: 'trust-list', list } as const;
    const report = await verifyDocument({ trust, validationTime: worldStart });
    expect([report.indication, report.subIndication]).toEqual([
      'INDETERMINATE',
      'SIGNED_DATA_NOT_FOUND',
    ]);
  });

  it('is judged the same every time', async () => {
    expect(await judge({ sidecar: good.sidecar })).toEqual(await judge({ sidecar: good.sidecar }));
  });

  it('lists every check once, each with its rule', async () => {
    const { checks } = await judge({ sidecar: good.sidecar });
    const names = checks.map(({ check }) => check);
    expect(new Set(names).size).toBe(names.length);
    for (const { because, found } of checks) {
      expect(because).not.toBe('');
      expect(found).not.toBe('');
    }
  });

  it('never holds personal data of the graduate in its findings', async () => {
    const report = JSON.stringify(await judge({ sidecar: good.sidecar }));
    const { payload } = parseCompactJws(good.sidecar, 'vc+jwt');
    const { credentialSubject } = parseSidecarPayload(payload);
    for (const name of ['studentId', 'familyNameEn']) {
      expect(report).not.toContain(credentialSubject[name]);
    }
  });
});

describe('trust', () => {
  it('may be plain anchors, which say nothing of institutions', async () => {
    const anchors = [parseCertificate(pki.certificates.get('root')!)];
    const crls = list.crls;
    const report = await judge({ trust: { kind: 'anchors', anchors, crls } });
    expect(report.indication).toBe('TOTAL-PASSED');
    expect(report.checks.find(({ check }) => check === 'document/institution')?.indication).toBe(
      'SKIPPED',
    );
  });

  it('in the wrong anchor leaves the answer open', async () => {
    const anchors = [parseCertificate(pki.certificates.get('time-stamping-root')!)];
    const open = ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'];
    expect(await answer({ trust: { kind: 'anchors', anchors } })).toEqual(open);
  });

  it('in time-stamp authorities is no trust in signers', async () => {
    const timeStampingOnly: TrustList = {
      ...list,
      anchors: list.anchors.map((anchor) => ({ ...anchor, services: ['time-stamping'] })),
    };
    expect(await answer({ trust: { kind: 'trust-list', list: timeStampingOnly } })).toEqual([
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
    ]);
  });

  it('without revocation lists leaves the answer open', async () => {
    const later = ['INDETERMINATE', 'TRY_LATER'];
    expect(await answer({ trust: { kind: 'trust-list', list: { ...list, crls: [] } } })).toEqual(
      later,
    );
    const inTwoYears = instantOf(worldStart + 730 * 86_400_000);
    expect(await answer({ validationTime: inTwoYears })).toEqual(later);
  });

  it('asks for the institution that the person expects', async () => {
    expect(await answer({ institutionCode: '99001' })).toEqual(['TOTAL-PASSED', null]);
    expect(await answer({ institutionCode: '99002' })).toEqual([
      'TOTAL-FAILED',
      'SIGNER_NOT_AUTHORISED',
    ]);
    const anchors = [parseCertificate(pki.certificates.get('root')!)];
    const plain = { kind: 'anchors', anchors, crls: list.crls } as const;
    expect((await answer({ trust: plain, institutionCode: '99001' }))[0]).toBe('INDETERMINATE');
  });

  it('ends with the certificate: nothing proves that a B-B signature is older', async () => {
    const crls = list.crls.map((crl) => ({ ...crl, nextUpdate: instantOf(worldStart * 2) }));
    const inSixYears = instantOf(worldStart + 6 * 366 * 86_400_000);
    expect(
      await answer({
        validationTime: inSixYears,
        trust: { kind: 'trust-list', list: { ...list, crls } },
      }),
    ).toEqual(['INDETERMINATE', 'OUT_OF_BOUNDS_NOT_REVOKED']);
  });
});

describe('a status list', () => {
  const URI = () => parseSidecarPayload(parseCompactJws(good.sidecar, 'vc+jwt').payload).status!;

  async function token(status: number, more: { uri?: string; signer?: string; ttl?: number } = {}) {
    const { uri, index } = URI();
    const statuses = withStatuses(emptyStatusList(131_072, 2), [[index, status]]);
    return signStatusList(
      {
        uri: more.uri ?? uri,
        list: statuses,
        issuedAt: instantOf(worldStart - 60_000),
        expiresAt: instantOf(worldStart + (more.ttl ?? 3_600_000)),
        ttlSeconds: 3600,
      },
      prepareSigner(pki.getSigner(more.signer ?? 'signer-99001')),
    );
  }
  const withList = async (text: string) =>
    answer({ sidecar: good.sidecar, status: { kind: 'status-list', token: text } });

  it('says issued, revoked or suspended', async () => {
    expect(await withList(await token(0))).toEqual(['TOTAL-PASSED', null]);
    expect(await withList(await token(1))).toEqual(['TOTAL-FAILED', 'DOCUMENT_REVOKED']);
    expect(await withList(await token(2))).toEqual(['INDETERMINATE', 'DOCUMENT_SUSPENDED']);
  });

  it('may be signed by any institution of the installation that publishes it', async () => {
    expect(await withList(await token(0, { signer: 'signer-99002' }))).toEqual([
      'TOTAL-PASSED',
      null,
    ]);
  });

  it('is no answer when it is another one, stale, unsigned or signed by a stranger', async () => {
    const later = ['INDETERMINATE', 'TRY_LATER'];
    expect(await withList(await token(0, { uri: 'https://example.org/other' }))).toEqual(later);
    expect(await withList(await token(0, { ttl: -1000 }))).toEqual(later);
    expect(await withList('nothing')).toEqual(later);
    const unsigned = await token(0);
    expect(await withList(`${unsigned.slice(0, -8)}AAAAAAAA`)).toEqual(later);
    expect(await withList(await token(0, { signer: 'signer-99002-revoked' }))).toEqual(later);
    const stranger = await makeTestPki({ now: worldStart });
    const known = pki;
    pki = stranger;
    const forged = await token(0);
    pki = known;
    expect(await withList(forged)).toEqual(later);
  });

  it('needs the sidecar, which says where to look', async () => {
    const status = { kind: 'status-list', token: await token(0) } as const;
    expect(await answer({ status })).toEqual(['INDETERMINATE', 'TRY_LATER']);
  });
});

describe('hostile input', () => {
  it('always gets an answer: any bytes, any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string(), async (pdf, sidecar) => {
        const report = await judge({ pdf, sidecar });
        expect(report.indication).not.toBe('TOTAL-PASSED');
      }),
      { numRuns: 200 },
    );
  });

  it('always gets an answer: a good document with pieces moved, doubled and lost', async () => {
    const cut = fc.tuple(fc.nat(), fc.nat(), fc.nat(2_000));
    await fc.assert(
      fc.asyncProperty(cut, async ([from, to, length]) => {
        const pdf = new Uint8Array(good.pdf);
        const source = from % pdf.length;
        pdf.copyWithin(to % pdf.length, source, Math.min(pdf.length, source + length));
        const isSame = pdf.every((byte, index) => byte === good.pdf[index]);
        const report = await judge({ pdf });
        expect(report.indication === 'TOTAL-PASSED').toBe(isSame);
      }),
      { numRuns: 150 },
    );
  });
});
