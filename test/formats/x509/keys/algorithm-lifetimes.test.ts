import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseCertificate } from '../../../../src/formats/x509/certificate.ts';
import {
  findAlgorithmEnd,
  nameAlgorithms,
} from '../../../../src/formats/x509/keys/algorithm-lifetimes.ts';
import { parseInstant } from '../../../../src/shared/instant.ts';
import { makeTestPki, type TestPki } from '../../../support/test-pki.ts';

const day = (date: string) => parseInstant(`${date}T00:00:00Z`);

describe('until when an algorithm is agreed to be strong enough', () => {
  it.each([
    ['RSA-2048', '2029-01-01'],
    ['RSA-2999', '2029-01-01'],
    ['RSA-3072', undefined],
    ['RSA-PKCS1', '2029-01-01'],
    ['P-256', undefined],
    ['SHA-256', undefined],
    ['SHA-224', '2029-01-01'],
  ])('says of %s: %s', (name, end) => {
    expect(findAlgorithmEnd(name)).toBe(end === undefined ? undefined : day(end));
  });
});

describe('what a signature rests on', () => {
  let rsa: TestPki;
  let elliptic: TestPki;
  beforeAll(async () => {
    rsa = await makeTestPki({ key: 'RSA-2048' });
    elliptic = await makeTestPki({ key: 'P-384' });
  });

  function algorithmsOf(pki: TestPki) {
    const { signatureAlgorithm } = parseCertificate(pki.certificates.get('signer-99001')!);
    const issuer = parseCertificate(pki.certificates.get('public-universities')!);
    return nameAlgorithms(issuer.publicKeyInfo, signatureAlgorithm);
  }

  it('is named by key, padding and digest', () => {
    expect(algorithmsOf(rsa)).toEqual(['RSA-2048', 'RSA-PKCS1', 'SHA-256']);
    expect(algorithmsOf(elliptic)[0]).toBe('P-384');
  });

  it('is nothing that is known where the algorithm cannot be read', () => {
    expect(nameAlgorithms(new Uint8Array(), new Uint8Array())).toEqual([]);
  });
});
