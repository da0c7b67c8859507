import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parsePublicKeySet } from '../../../src/formats/jws/public-jwk.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import {
  generateReceiptKey,
  openReceiptSigner,
} from '../../../src/signing/receipts/receipt-signer.ts';
import { checkReceipt } from '../../../src/verification/receipt/check-receipt.ts';
import { RECEIPT_TYPE, toReceiptClaims } from '../../../src/verification/receipt/receipt-claims.ts';
import type { VerificationReport } from '../../../src/verification/report.ts';
import {
  receiptCheckTitles,
  toReceiptAnswer,
} from '../../../src/verification/sentences/receipt-answer.ts';
import { receiptRules } from '../../../src/verification/receipt/check-receipt.ts';

const report: VerificationReport = {
  indication: 'TOTAL-FAILED',
  subIndication: 'HASH_FAILURE',
  validationTime: '2026-11-24T03:00:00Z',
  document: null,
  registry: { state: 'not-checked', since: null, reason: null, supersededBy: null },
  signatures: [],
  sidecar: null,
  checks: [],
  developmentOnly: false,
};
const pdf = new TextEncoder().encode('%PDF-1.7 of a fictional student');
const sidecar = 'a.b.c\n';

const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const keys = {
  EdDSA: generateReceiptKey(),
  ES256: p256.export({ type: 'pkcs8', format: 'pem' }) as string,
};

async function makeReceipt(pem = keys.EdDSA, change: object = {}, typ = RECEIPT_TYPE) {
  const signer = openReceiptSigner(pem);
  const claims = await toReceiptClaims(
    { pdf, sidecar, report },
    {
      iss: 'https://verify.example',
      jti: '0'.repeat(32),
      issuedAt: parseInstant('2026-11-24T03:00:01Z'),
    },
  );
  return {
    receipt: signer.sign(JSON.stringify({ ...claims, ...change }), typ),
    keys: parsePublicKeySet({ keys: [signer.publicJwk] }),
  };
}

/** A token with one member of its header changed, signature left as it was. */
function withHeader(token: string, change: object): string {
  const [header, ...rest] = token.split('.');
  const json = JSON.parse(Buffer.from(header!, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...json, ...change })).toString('base64url');
  return [changed, ...rest].join('.');
}

const verdictOf = async (question: Parameters<typeof checkReceipt>[0]) => {
  const { indication, subIndication, receipt } = await checkReceipt(question);
  return { indication, subIndication, isProven: receipt !== null };
};

describe('a receipt', () => {
  it.each(['EdDSA', 'ES256'] as const)('signed with %s proves files and report', async (alg) => {
    const made = await makeReceipt(keys[alg]);
    const result = await checkReceipt({ ...made, pdf, sidecar: 'a.b.c', report });
    expect(result).toMatchObject({
      indication: 'TOTAL-PASSED',
      subIndication: null,
      receipt: {
        iss: 'https://verify.example',
        indication: 'TOTAL-FAILED',
        subIndication: 'HASH_FAILURE',
        validationTime: '2026-11-24T03:00:00Z',
        pdf: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    });
    expect(result.checks.map(({ indication }) => indication)).toEqual(Array(7).fill('PASSED'));
  });

  it('tells nothing but digests, verdict and times', async () => {
    const { receipt } = await makeReceipt();
    const payload = Buffer.from(receipt.split('.')[1]!, 'base64url').toString();
    expect(Object.keys(JSON.parse(payload) as object).sort()).toEqual([
      'iat',
      'indication',
      'iss',
      'jti',
      'pdf',
      'report',
      'sidecar',
      'subIndication',
      'validationTime',
    ]);
    expect(payload).not.toContain('student');
  });

  it('does not mind the order of a report, nor what stands beside it', async () => {
    const made = await makeReceipt();
    const turned = Object.fromEntries(Object.entries(report).reverse());
    const beside = { file: 'x.pdf', ...turned, answer: { language: 'th' }, receipt: 'x' };
    expect(await verdictOf({ ...made, report: beside })).toMatchObject({
      indication: 'TOTAL-PASSED',
    });
  });

  it.each([
    ['another PDF', { pdf: new Uint8Array([1]) }],
    ['another sidecar', { sidecar: 'a.b.d' }],
    ['a report with another verdict', { report: { ...report, indication: 'TOTAL-PASSED' } }],
    ['a report that no JSON can say', { report: { ...report, x: '\ud800' } }],
  ])('is not about %s', async (_, other) => {
    const made = await makeReceipt();
    expect(await verdictOf({ ...made, pdf, sidecar, report, ...other })).toEqual({
      indication: 'TOTAL-FAILED',
      subIndication: 'HASH_FAILURE',
      isProven: true,
    });
  });

  it('of a sidecar alone is about no PDF', async () => {
    const made = await makeReceipt(keys.EdDSA, { pdf: null });
    expect(await verdictOf({ ...made, pdf })).toMatchObject({ subIndication: 'HASH_FAILURE' });
  });

  it('by a key that is not in the set stays open', async () => {
    const { receipt } = await makeReceipt();
    const other = await makeReceipt(keys.ES256);
    expect(await verdictOf({ receipt, keys: other.keys })).toEqual({
      indication: 'INDETERMINATE',
      subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
      isProven: false,
    });
  });

  it('fails with every single character of its payload and signature changed', async () => {
    const { receipt, keys: set } = await makeReceipt();
    for (let at = receipt.indexOf('.') + 1; at < receipt.length; at += 17) {
      const changed = receipt.slice(0, at) + (receipt[at] === 'A' ? 'B' : 'A');
      const verdict = await verdictOf({ receipt: changed + receipt.slice(at + 1), keys: set });
      expect(verdict).toMatchObject({ indication: 'TOTAL-FAILED', isProven: false });
    }
  });

  it.each([
    ['alg none', { alg: 'none' }, 'FORMAT_FAILURE'],
    ['a symmetric alg', { alg: 'HS256' }, 'FORMAT_FAILURE'],
    ['the alg of another key', { alg: 'ES256' }, 'SIG_CRYPTO_FAILURE'],
    ['the type of a sidecar', { typ: 'vc+jwt' }, 'FORMAT_FAILURE'],
    ['no type', { typ: undefined }, 'FORMAT_FAILURE'],
    ['no key id', { kid: undefined }, 'FORMAT_FAILURE'],
    ['a certificate of its own', { x5c: ['MA=='] }, 'FORMAT_FAILURE'],
    ['a critical extension', { crit: ['b64'], b64: false }, 'FORMAT_FAILURE'],
    ['a key of its own', { jwk: { kty: 'OKP' } }, 'SIG_CRYPTO_FAILURE'],
  ])('with %s is refused', async (_, change, subIndication) => {
    const { receipt, keys: set } = await makeReceipt();
    expect(await verdictOf({ receipt: withHeader(receipt, change), keys: set })).toEqual({
      indication: 'TOTAL-FAILED',
      subIndication,
      isProven: false,
    });
  });

  it('of another type is none, even when the right key has signed it', async () => {
    const made = await makeReceipt(keys.EdDSA, {}, 'vc+jwt');
    expect(await verdictOf(made)).toMatchObject({ subIndication: 'FORMAT_FAILURE' });
  });

  it.each([
    [{ indication: 'PASSED' }],
    [{ subIndication: 'x' }],
    [{ iat: 'now' }],
    [{ iss: undefined }],
    [{ validationTime: 'yesterday' }],
    [{ report: { sha256: 'AB' } }],
    [{ pdf: undefined }],
  ])('that states %j is none', async (change) => {
    expect(await verdictOf(await makeReceipt(keys.EdDSA, change))).toEqual({
      indication: 'TOTAL-FAILED',
      subIndication: 'FORMAT_FAILURE',
      isProven: false,
    });
  });

  it('has sentences for every check in both languages', async () => {
    expect(Object.keys(receiptCheckTitles).sort()).toEqual(Object.keys(receiptRules).sort());
    const made = await checkReceipt({ ...(await makeReceipt()), pdf });
    const answer = toReceiptAnswer(made, 'en', (time) => time.slice(0, 10));
    expect(answer.statement).toContain('TOTAL-FAILED / HASH_FAILURE');
    expect(answer.checks).toHaveLength(7);
    expect(toReceiptAnswer(made, 'th', () => '').headline).toMatch(/^ใบรับรอง/);
  });
});

describe('a key set', () => {
  const { publicJwk } = openReceiptSigner(keys.EdDSA);

  it('with a private key in it is refused', () => {
    expect(() => parsePublicKeySet({ keys: [{ ...publicJwk, d: 'AAAA' }] })).toThrow(
      expect.objectContaining({ code: 'jwks/private' }),
    );
  });

  it.each([[null], [{}], [{ keys: 'x' }], [{ keys: [1] }]])('is not %j', (value) => {
    expect(() => parsePublicKeySet(value)).toThrow(
      expect.objectContaining({ code: 'jwks/syntax' }),
    );
  });

  it('leaves out keys for something else', () => {
    const others = [
      { kty: 'RSA', kid: 'r', n: 'AQ', e: 'AQAB' },
      { ...publicJwk, use: 'enc' },
      { ...publicJwk, alg: 'ES256' },
      { ...publicJwk, kid: undefined },
      { ...publicJwk, crv: 'toString' },
    ];
    expect(parsePublicKeySet({ keys: others })).toEqual([]);
  });
});
