import { X509Certificate } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCrl } from '../../../src/formats/crl/certificate-revocation-list.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import { findOutsideData, readOutsideBytes } from '../../support/outside-data.ts';

const certificateFolder = findOutsideData('pkits/certs') ?? '';
const crlFolder = findOutsideData('pkits/crls') ?? '';

/** Their signatures were broken on purpose, so that they are no whole octets any more. */
const malformed = [
  'BadSignedCACert.crt',
  'InvalidDSASignatureTest6EE.crt',
  'BadCRLSignatureCACRL.crl',
];

(certificateFolder ? describe : describe.skip)('the certificates and CRLs of NIST PKITS', () => {
  const filesOf = (folder: string) =>
    readdirSync(folder).filter((name) => !malformed.includes(name));

  it('are read with the validity and authority that OpenSSL reads', () => {
    const names = filesOf(certificateFolder);
    expect(names.length).toBeGreaterThan(300);
    for (const name of names) {
      const bytes = readOutsideBytes(`pkits/certs/${name}`);
      const certificate = parseCertificate(bytes);
      const judge = new X509Certificate(bytes);
      expect(certificate.notBefore).toBe(Date.parse(judge.validFrom));
      expect(certificate.notAfter).toBe(Date.parse(judge.validTo));
      const { basicConstraints, keyUsage } = certificate;
      const isAuthority = basicConstraints?.isCa && (keyUsage?.has('keyCertSign') ?? true);
      expect(isAuthority ?? false).toBe(judge.ca);
    }
  });

  it('has CRLs that are all read', () => {
    const names = filesOf(crlFolder);
    expect(names.length).toBeGreaterThan(150);
    for (const name of names) {
      expect(parseCrl(readOutsideBytes(`pkits/crls/${name}`)).thisUpdate).toBeGreaterThan(0);
    }
  });
});
