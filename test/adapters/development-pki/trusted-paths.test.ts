import { beforeAll, describe, expect, it } from '@jest/globals';

import { parseBase64 } from '../../../src/shared/bytes.ts';
import { verifyCertificatePath } from '../../../src/trust/verify-certificate-path.ts';
import { makeTestPki, type TestPki } from '../../support/test-pki.ts';

describe('Our own path validation of the development PKI', () => {
  let pki: TestPki;
  beforeAll(async () => {
    pki = await makeTestPki();
  });

  /** With nothing but what the trust list holds. */
  function validate(name: string, service: 'institution-signer' | 'time-stamping') {
    const { anchors, intermediates, crls } = pki.trustList;
    return verifyCertificatePath({
      leaf: pki.certificates.get(name)!,
      anchors: anchors
        .filter(({ services }) => services.includes(service))
        .map(({ certificate }) => parseBase64(certificate)),
      untrusted: intermediates.map(parseBase64),
      crls: crls.map(parseBase64),
      validationTime: pki.now,
      requireRevocation: true,
    });
  }

  it.each([
    ['signer-99001', 'institution-signer', 3],
    ['signer-99002', 'institution-signer', 3],
    ['ocsp-public-universities', 'institution-signer', 3],
    ['time-stamp-authority', 'time-stamping', 2],
  ] as const)('passes %s with revocation required', async (name, service, length) => {
    const report = await validate(name, service);
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', subIndication: null });
    expect(report.path).toHaveLength(length);
  });

  it('finds the revoked signer revoked', async () => {
    const report = await validate('signer-99002-revoked', 'institution-signer');
    expect(report.indication).not.toBe('TOTAL-PASSED');
    expect(report.subIndication).toMatch(/^REVOKED/);
  });

  it('finds the expired signer expired', async () => {
    const { indication } = await validate('signer-99001-expired', 'institution-signer');
    expect(indication).not.toBe('TOTAL-PASSED');
  });

  it('does not accept the time-stamp authority as an institution’s signer', async () => {
    const report = await validate('time-stamp-authority', 'institution-signer');
    expect(report).toMatchObject({ subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' });
  });
});
