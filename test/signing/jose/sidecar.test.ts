import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, importX509 } from 'jose';

import { parseCompactJws } from '../../../src/formats/jws/compact-jws.ts';
import { encodePem } from '../../../src/formats/x509/pem.ts';
import { parseBase64, parseUtf8, utf8Bytes } from '../../../src/shared/bytes.ts';
import { parseDocumentId } from '../../../src/shared/document-id.ts';
import { toKeyId, toJwks } from '../../../src/signing/jose/jwks.ts';
import { signSidecar } from '../../../src/signing/jose/sign-sidecar.ts';
import type { CredentialInput } from '../../../src/signing/jose/credential.ts';
import { prepareSigner } from '../../../src/signing/prepared-signer.ts';
import type { Signer } from '../../../src/signing/signer.ts';
import { makeTestPki, testNow } from '../../support/test-pki.ts';

const record = { documentType: 'transcript', givenNameTh: 'น้ำทิพย์', gpax: '3.25', terms: [] };
const recordJson = JSON.stringify(record);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

function toInput(overrides: Partial<CredentialInput> = {}): CredentialInput {
  return {
    documentId: parseDocumentId('7K3M-9QXT-2WBD-4HNH'),
    contextUrl: 'https://verify.example/contexts/transcript/v1',
    institution: { code: '99001', nameTh: 'มหาวิทยาลัยสมมติ', nameEn: 'Sommut University' },
    issuedAt: testNow,
    provisional: false,
    recordJson,
    recordDigest: sha256(utf8Bytes(recordJson)),
    pdfDigest: sha256(utf8Bytes('the PDF')),
    statusList: { uri: 'https://verify.example/status-lists/1', index: 4711 },
    ...overrides,
  };
}

const kinds = [
  { alg: 'RS256', key: 'RSA-2048', rsaScheme: 'pkcs1' },
  { alg: 'PS256', key: 'RSA-2048', rsaScheme: 'pss' },
  { alg: 'ES256', key: 'P-256', rsaScheme: 'pkcs1' },
  { alg: 'ES384', key: 'P-384', rsaScheme: 'pkcs1' },
  { alg: 'EdDSA', key: 'Ed25519', rsaScheme: 'pkcs1' },
] as const;

describe.each(kinds)('A sidecar signed with $alg', ({ alg, key, rsaScheme }) => {
  let signer: Signer;
  let token: string;
  beforeAll(async () => {
    signer = (await makeTestPki({ key })).getSigner('signer-99001', { rsaScheme });
    token = parseUtf8(await signSidecar(toInput(), prepareSigner(signer)));
  });

  it('verifies in jose with the published key set', async () => {
    const jwks = toJwks([{ certificatePath: signer.certificatePath, jwsAlg: alg }]);
    const keys = createLocalJWKSet({ keys: [...jwks.keys] });
    const { payload } = await compactVerify(token, keys, { algorithms: [alg] });
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
      credentialSubject: record,
    });
  });

  it('verifies in jose with the first certificate of its header', async () => {
    const { x5c } = decodeProtectedHeader(token);
    const publicKey = await importX509(encodePem(parseBase64(x5c![0]!), 'CERTIFICATE'), alg);
    await expect(compactVerify(token, publicKey)).resolves.toBeDefined();
  });

  it('names type, algorithm, key and certificate path in its header and nothing else', () => {
    expect(decodeProtectedHeader(token)).toEqual({
      alg,
      typ: 'vc+jwt',
      kid: toKeyId(signer.certificatePath[0]!),
      x5c: signer.certificatePath.map((each) => Buffer.from(each).toString('base64')),
    });
  });

  it('no longer verifies when a character of its payload is another', async () => {
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const altered = payload.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const keys = createLocalJWKSet({
      keys: [...toJwks([{ certificatePath: signer.certificatePath, jwsAlg: alg }]).keys],
    });
    await expect(compactVerify(`${header}.${altered}.${signature}`, keys)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });
});

describe('What a sidecar says', () => {
  let signer: Signer;
  beforeAll(async () => {
    signer = (await makeTestPki()).getSigner('signer-99001');
  });

  async function readClaims(overrides: Partial<CredentialInput> = {}) {
    const token = parseUtf8(await signSidecar(toInput(overrides), prepareSigner(signer)));
    const { payload } = parseCompactJws(token, 'vc+jwt');
    return JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>;
  }

  it('is a W3C credential about the canonical record, bound to PDF and registry', async () => {
    expect(await readClaims()).toEqual({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://verify.example/contexts/transcript/v1',
      ],
      id: 'urn:parinya:document:7K3M-9QXT-2WBD-4HNH',
      type: ['VerifiableCredential', 'AcademicTranscriptCredential'],
      issuer: {
        id: 'urn:parinya:institution:99001',
        name: [
          { '@value': 'มหาวิทยาลัยสมมติ', '@language': 'th' },
          { '@value': 'Sommut University', '@language': 'en' },
        ],
      },
      validFrom: '2026-11-24T03:00:00Z',
      relatedResource: [
        {
          id: 'urn:parinya:document:7K3M-9QXT-2WBD-4HNH:pdf',
          mediaType: 'application/pdf',
          digestSRI: `sha256-${sha256(utf8Bytes('the PDF')).toString('base64')}`,
        },
      ],
      recordDigest: `sha256-${sha256(utf8Bytes(recordJson)).toString('base64')}`,
      status: { status_list: { idx: 4711, uri: 'https://verify.example/status-lists/1' } },
      credentialSubject: record,
    });
  });

  it('expires 60 days after issue when the document is provisional', async () => {
    expect(await readClaims({ provisional: true })).toMatchObject({
      validFrom: '2026-11-24T03:00:00Z',
      validUntil: '2027-01-23T03:00:00Z',
    });
  });
});
