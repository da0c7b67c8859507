import { beforeAll, describe, expect, it } from '@jest/globals';
import { parsePdf } from '../../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../../src/formats/pdf/signatures/find-signatures.ts';
import { equalBytes } from '../../src/shared/bytes.ts';
import type { Signer } from '../../src/signing/signer.ts';
import { parseTrustList } from '../../src/trust/parse-trust-list.ts';
import type { Evidence } from '../../src/verification/evidence.ts';
import type { VerificationReport } from '../../src/verification/report.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';
import { withCertificates } from '../support/attacks/own/with-certificates.ts';
import { attacks } from '../support/attacks/own/own-attacks.ts';
import { issueDocuments, type MadeDocument } from '../support/issued-documents.ts';
import { fixtureRecords, worldStart } from '../support/issuing-world.ts';
import { makeTestPki, type TestPki } from '../support/test-pki.ts';

const HEX_DIGITS = '0123456789abcdef';

let pki: TestPki;
let good: MadeDocument;
let other: MadeDocument;

beforeAll(async () => {
  pki = await makeTestPki({ now: worldStart });
  [good, other] = (await issueDocuments(pki.getSigner('signer-99001'), fixtureRecords(2))) as [
    MadeDocument,
    MadeDocument,
  ];
});

/** Judges with everything at hand: trust list, registry, and a time just after issuing. */
function judge(
  { pdf, sidecar, documentId }: Partial<MadeDocument>,
  more: Partial<Evidence> = {},
): Promise<VerificationReport> {
  return verifyDocument({
    ...(pdf && { pdf }),
    ...(sidecar && { sidecar }),
    trust: { kind: 'trust-list', list: parseTrustList(JSON.stringify(pki.trustList)) },
    status: {
      kind: 'registry',
      documentId: documentId ?? good.documentId,
      state: 'issued',
      since: worldStart,
      reason: null,
      supersededBy: null,
    },
    validationTime: worldStart,
    ...more,
  });
}

const answerOf = ({ indication, subIndication }: VerificationReport) =>
  [indication, subIndication] as const;

describe('a good document', () => {
  it('passes with and without its sidecar', async () => {
    expect(answerOf(await judge(good))).toEqual(['TOTAL-PASSED', null]);
    expect(answerOf(await judge({ pdf: good.pdf }))).toEqual(['TOTAL-PASSED', null]);
  });

  it('says who issued it, and that nothing came after', async () => {
    const report = await judge(good);

    expect(report.document).toMatchObject({
      documentId: good.documentId,
      institution: { code: '99001' },
      kind: 'transcript',
    });
    expect(report.signatures).toMatchObject([
      {
        integrity: 'INTACT',
        coverage: 'WHOLE_FILE',
        changesAfter: 'NONE',
        level: 'B-B',
        docMdp: 2,
      },
    ]);
    expect(report.sidecar).toMatchObject({ integrity: 'INTACT', binding: 'MATCHES' });
  });
});

describe('the tamper matrix', () => {
  it.each(attacks)('refuses $title: $subIndication', async ({ forge, subIndication }) => {
    const report = await judge({ ...good, pdf: forge(good.pdf) });

    expect(answerOf(report)).toEqual(['TOTAL-FAILED', subIndication]);
  });

  it("refuses a stranger's certificate among those that the signature carries", async () => {
    const stranger = (await makeTestPki({ now: worldStart })).certificates.get('root')!;
    const signer = pki.certificates.get('signer-99001')!;
    const forged = withCertificates(good.pdf, (carried) =>
      carried.map((each) => (equalBytes(each, signer) ? each : stranger)),
    );
    const report = await judge({ ...good, pdf: forged });

    expect(answerOf(report)).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE']);
  });

  it('refuses every changed byte', async () => {
    // Every 401st byte, and the last ones: structure, text, signature, cross-reference.
    await expectRefusals(
      Array.from(good.pdf.keys()).filter(
        (offset) => offset % 401 === 0 || offset > good.pdf.length - 200,
      ),
      (byte) => byte ^ 0x20,
    );
  }, 120_000);

  it('refuses every changed digit of the signature value, which no digest covers', async () => {
    const { start, end } = findSignatures(parsePdf(good.pdf))[0]!.contentsRange!;
    const digits = Array.from({ length: end - start - 2 }, (_, index) => start + 1 + index);
    await expectRefusals(
      digits.filter((_, index) => index % 13 === 0),
      (byte) => HEX_DIGITS.charCodeAt((HEX_DIGITS.indexOf(String.fromCharCode(byte)) + 1) % 16),
    );
  }, 120_000);

  async function expectRefusals(offsets: readonly number[], change: (byte: number) => number) {
    const believed: string[] = [];
    for (const offset of offsets) {
      const pdf = new Uint8Array(good.pdf);
      pdf[offset] = change(pdf[offset]!);
      const report = await judge({ pdf });
      if (report.indication !== 'TOTAL-FAILED') believed.push(`${offset}: ${report.subIndication}`);
    }
    expect(offsets.length).toBeGreaterThan(300);
    expect(believed).toEqual([]);
  }
});

describe('a sidecar', () => {
  it('of another document is refused', async () => {
    expect(answerOf(await judge({ ...good, sidecar: other.sidecar }))).toEqual([
      'TOTAL-FAILED',
      'SIDECAR_MISMATCH',
    ]);
  });

  it('that was changed is refused', async () => {
    const [header, payload, signature] = good.sidecar.split('.') as [string, string, string];
    const claims = Buffer.from(payload, 'base64url').toString().replace('"gpax":"', '"gpax":"4');
    const forged = `${header}.${Buffer.from(claims).toString('base64url')}.${signature}`;

    expect(answerOf(await judge({ ...good, sidecar: forged }))[0]).toBe('TOTAL-FAILED');
    expect((await judge({ ...good, sidecar: forged })).sidecar?.integrity).toBe('BROKEN');
  });

  it('without a signature algorithm is refused', async () => {
    const [, payload] = good.sidecar.split('.') as [string, string, string];
    const header = Buffer.from('{"alg":"none","typ":"vc+jwt"}').toString('base64url');

    expect(answerOf(await judge({ ...good, sidecar: `${header}.${payload}.` }))[0]).toBe(
      'TOTAL-FAILED',
    );
  });

  it('is enough by itself', async () => {
    const report = await judge({ sidecar: good.sidecar, documentId: good.documentId });

    expect(answerOf(report)).toEqual(['TOTAL-PASSED', null]);
    expect(report.document?.documentId).toBe(good.documentId);
  });
});

describe('a signer', () => {
  const issuedBy = async (signer: Signer) =>
    (await issueDocuments(signer, fixtureRecords(1), { seed: 2 }))[0]!;

  it('of another institution is refused, though the signature is valid', async () => {
    const report = await judge(await issuedBy(pki.getSigner('signer-99002')));

    expect(answerOf(report)).toEqual(['TOTAL-FAILED', 'SIGNER_NOT_AUTHORISED']);
    expect(report.signatures[0]?.integrity).toBe('INTACT');
  });

  it('that nobody here trusts is not believed', async () => {
    const stranger = await makeTestPki({ now: worldStart });
    const report = await judge(await issuedBy(stranger.getSigner('signer-99001')));

    expect(report.indication).not.toBe('TOTAL-PASSED');
    expect(report.signatures[0]?.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND');
  });

  it('whose certificate was revoked is refused', async () => {
    const report = await judge(await issuedBy(pki.getSigner('signer-99002-revoked')));

    expect(report.indication).not.toBe('TOTAL-PASSED');
    expect(report.signatures[0]?.subIndication).toMatch(/^REVOKED/);
  });

  it('whose certificate had ended is refused', async () => {
    const report = await judge(await issuedBy(pki.getSigner('signer-99001-expired')));

    expect(report.indication).not.toBe('TOTAL-PASSED');
    expect(report.signatures[0]?.subIndication).toMatch(/^(OUT_OF_BOUNDS|EXPIRED)/);
  });
});

describe('the registry', () => {
  const status = (state: 'revoked' | 'suspended' | 'superseded') => ({
    status: {
      kind: 'registry' as const,
      documentId: good.documentId,
      state,
      since: worldStart,
      reason: 'fraud',
      supersededBy: state === 'superseded' ? other.documentId : null,
    },
  });

  it('refuses a revoked document, and leaves open suspended, superseded and unknown ones', async () => {
    expect(answerOf(await judge(good, status('revoked')))).toEqual([
      'TOTAL-FAILED',
      'DOCUMENT_REVOKED',
    ]);
    expect(answerOf(await judge(good, status('suspended')))).toEqual([
      'INDETERMINATE',
      'DOCUMENT_SUSPENDED',
    ]);
    expect(answerOf(await judge(good, status('superseded')))).toEqual([
      'INDETERMINATE',
      'DOCUMENT_SUPERSEDED',
    ]);
    expect(answerOf(await judge(good, { status: { kind: 'unknown-document' } }))).toEqual([
      'INDETERMINATE',
      'DOCUMENT_UNKNOWN',
    ]);
  });

  it('that was not asked is never taken for consent', async () => {
    const { validationTime, trust } = { validationTime: worldStart, trust: pki.trustList };
    const report = await verifyDocument({
      pdf: good.pdf,
      trust: { kind: 'trust-list', list: parseTrustList(JSON.stringify(trust)) },
      validationTime,
    });

    expect(answerOf(report)).toEqual(['INDETERMINATE', 'TRY_LATER']);
    expect(report.registry.state).toBe('not-checked');
  });

  it("cannot vouch for one document with another one's answer", async () => {
    const report = await judge({ ...good, documentId: other.documentId });

    expect(report.indication).not.toBe('TOTAL-PASSED');
  });
});

describe('files that are no documents', () => {
  it('get an answer, not an exception', async () => {
    const texts = ['', 'no pdf at all', '%PDF-1.7\n%%EOF', '\u0000'.repeat(1000)];
    for (const text of texts) {
      const report = await judge({ pdf: Buffer.from(text) });
      expect(answerOf(report)).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE']);
    }
  });
});
