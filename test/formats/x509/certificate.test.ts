import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as pkijs from 'pkijs';
import { parseCrl } from '../../../src/formats/crl/certificate-revocation-list.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import {
  areNamesEqual,
  parseName,
  toNameText,
} from '../../../src/formats/x509/names/distinguished-name.ts';
import { encodePem, parsePem } from '../../../src/formats/x509/pem.ts';
import { verifySignature } from '../../../src/formats/x509/keys/verify-signature.ts';
import { parseDer } from '../../../src/formats/der/der-element.ts';
import {
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeSetOf,
  encodeUtf8String,
} from '../../../src/formats/der/der-writer.ts';
import { equalBytes, toHex } from '../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';
import { makeTestPki, type TestPki } from '../../support/test-pki.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await makeTestPki();
});

const nameOf = (value: Uint8Array) =>
  parseName(parseDer(encodeSequence(encodeSetOf(encodeSequence(encodeOid('2.5.4.3'), value)))));

describe('a certificate', () => {
  it('is read as OpenSSL reads it', () => {
    for (const bytes of pki.certificates.values()) {
      const certificate = parseCertificate(bytes);
      const judge = new X509Certificate(bytes);
      expect(certificate.serial.replace(/^00/, '')).toBe(judge.serialNumber.replace(/^00/, ''));
      expect(certificate.notAfter).toBe(Date.parse(judge.validTo));
      expect(toNameText(certificate.subject)).toBe(judge.subject.split('\n').reverse().join(','));
      expect(toHex(certificate.publicKeyInfo)).toBe(
        judge.publicKey.export({ type: 'spki', format: 'der' }).toString('hex'),
      );
    }
  });

  it('is read as pkijs reads it, extension by extension', () => {
    for (const bytes of pki.certificates.values()) {
      const { extensions } = parseCertificate(bytes);
      const judge = pkijs.Certificate.fromBER(new Uint8Array(bytes));
      expect(extensions.map(({ id, critical }) => [id, critical])).toEqual(
        judge.extensions?.map(({ extnID, critical }) => [extnID, critical]),
      );
    }
  });

  it('keeps its exact bytes, and verifies with its issuer’s key alone', async () => {
    const leaf = parseCertificate(pki.certificates.get('signer-99001')!);
    const issuer = parseCertificate(pki.certificates.get('public-universities')!);
    const stranger = parseCertificate(pki.certificates.get('private-universities')!);
    const verifyWith = (key: Uint8Array) =>
      verifySignature(key, leaf.signatureAlgorithm, leaf.signature, leaf.toBeSigned);

    expect(equalBytes(leaf.encoded, pki.certificates.get('signer-99001')!)).toBe(true);
    expect(await verifyWith(issuer.publicKeyInfo)).toBe('valid');
    expect(await verifyWith(stranger.publicKeyInfo)).toBe('invalid');
  });

  it('is refused with a byte more or less', () => {
    const bytes = pki.certificates.get('signer-99001')!;
    expect(formatErrorCode(() => parseCertificate(bytes.subarray(0, -1)))).toBe('der/truncated');
    expect(formatErrorCode(() => parseCertificate(Buffer.concat([bytes, Buffer.of(0)])))).toBe(
      'der/trailing-bytes',
    );
  });
});

describe('any bytes', () => {
  it('are read or refused with a FormatError, also one bit away from a certificate or a CRL', () => {
    const samples = [
      [pki.certificates.get('signer-99001')!, parseCertificate],
      [pki.crls.get('private-universities')!, parseCrl],
    ] as const;
    for (const [good, parse] of samples) {
      for (let bit = 0; bit < good.length * 8; bit += 3) {
        const bytes = new Uint8Array(good);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        formatErrorCode(() => parse(bytes));
      }
    }
  });
});

describe('a CRL', () => {
  it('is read as pkijs reads it', () => {
    const bytes = pki.crls.get('private-universities')!;
    const crl = parseCrl(bytes);
    const judge = pkijs.CertificateRevocationList.fromBER(new Uint8Array(bytes));

    expect(crl.thisUpdate).toBe(judge.thisUpdate.value.getTime());
    expect(crl.nextUpdate).toBe(judge.nextUpdate?.value.getTime());
    expect(crl.entries).toMatchObject([{ reason: 'keyCompromise' }]);
    expect(crl.entries[0]?.serial).toBe(
      parseCertificate(pki.certificates.get('signer-99002-revoked')!).serial,
    );
  });
});

describe('names', () => {
  it('are equal whatever their letter case, blanks and string type', () => {
    const plain = nameOf(encodePrintableString('Example  University'));
    expect(areNamesEqual(plain, nameOf(encodeUtf8String(' example university ')))).toBe(true);
    expect(areNamesEqual(plain, nameOf(encodeUtf8String('Example Universiti')))).toBe(false);
  });

  it('do not hide control characters from readers', () => {
    expect(toNameText(nameOf(encodeUtf8String('a\u202eb,c+\u0000')))).toBe(
      'CN=a\\e2\\80\\aeb\\,c\\+\\00',
    );
  });
});

describe('PEM', () => {
  it('is written and read back, with words around it', () => {
    const bytes = pki.certificates.get('root')!;
    const text = `Somebody's root:\n${encodePem(bytes, 'CERTIFICATE')}and nothing more`;
    expect(parsePem(text, 'CERTIFICATE').map(toHex)).toEqual([toHex(bytes)]);
    expect(parsePem(text, 'X509 CRL')).toEqual([]);
  });

  it('is refused where a block does not end or is no base64', () => {
    expect(formatErrorCode(() => parsePem('-----BEGIN CERTIFICATE-----\nAA', 'CERTIFICATE'))).toBe(
      'pem/syntax',
    );
    const broken = '-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----';
    expect(formatErrorCode(() => parsePem(broken, 'CERTIFICATE'))).toBe('pem/syntax');
  });
});
