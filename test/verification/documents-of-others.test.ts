import { describe, expect, it } from '@jest/globals';
import { parseCertificate } from '../../src/formats/x509/certificate.ts';
import { toNameText } from '../../src/formats/x509/names/distinguished-name.ts';
import { parseSignedData } from '../../src/formats/cms/signed-data.ts';
import { findSignatures } from '../../src/formats/pdf/signatures/find-signatures.ts';
import { parsePdf } from '../../src/formats/pdf/pdf-file.ts';
import { parseInstant } from '../../src/shared/instant.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';
import { findOutsideData, readOutsideBytes } from '../support/outside-data.ts';

const isPresent = findOutsideData('signed-pdfs') !== undefined;

/** The roots that a file's own signatures carry: whoever believed them would believe the file. */
function rootsWithin(pdf: Uint8Array) {
  return findSignatures(parsePdf(pdf))
    .flatMap(({ contents }) => (contents ? parseSignedData(contents).certificates : []))
    .map(parseCertificate)
    .filter(({ subject, issuer }) => toNameText(subject) === toNameText(issuer));
}

async function judge(name: string, at: string, believesRoots: boolean) {
  const pdf = readOutsideBytes(`signed-pdfs/${name}.pdf`);
  return verifyDocument({
    pdf,
    trust: { kind: 'anchors', anchors: believesRoots ? rootsWithin(pdf) : [] },
    validationTime: parseInstant(at),
  });
}

(isPresent ? describe : describe.skip)('documents that others signed', () => {
  it.each([
    ['certified-indirect-references', 'PKCS7'],
    ['two-fields-signed-twice', 'PKCS7'],
    ['pades-lta-indirect-arrays', 'B-LTA'],
    ['pades-signing-certificate-v1', 'B-B'],
    ['pades-baseline-b', 'B-B'],
    ['adbe-detached', 'PKCS7'],
  ])('%s is intact, of level %s, and not trusted without an anchor', async (name, level) => {
    const report = await judge(name, '2020-11-02T00:00:00Z', false);

    expect(report.signatures.map(({ integrity }) => integrity)).not.toContain('BROKEN');
    expect(report.signatures[0]?.level).toBe(level);
    expect([report.indication, report.subIndication]).toEqual([
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
    ]);
    expect(report.document).toBeNull();
    expect(report.registry.state).toBe('not-checked');
  });

  it.each([
    'byte-range-one-range',
    'cms-with-content',
    'incremental-page-swap',
    'second-byte-range',
    'no-byte-range',
  ])('%s is broken, whomever one believes', async (name) => {
    const report = await judge(name, '2020-11-02T00:00:00Z', false);

    expect([report.indication, report.subIndication]).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE']);
    expect(report.signatures.map(({ integrity }) => integrity)).not.toContain('INTACT');
  });

  it('with a list, an OCSP answer and time-stamps inside pass without anything from outside', async () => {
    const report = await judge('pades-lta-indirect-arrays', '2020-12-10T00:00:00Z', true);

    expect([report.indication, report.subIndication]).toEqual(['TOTAL-PASSED', null]);
    expect(report.signatures[0]?.bestSignatureTime).toBe('2020-11-01T00:00:00Z');
    expect(report.timeStamps?.map(({ kind, indication }) => [kind, indication])).toEqual([
      ['signature-time-stamp', 'TOTAL-PASSED'],
      ['document-time-stamp', 'TOTAL-PASSED'],
    ]);
  });

  it('are open again when their evidence has run out', async () => {
    const report = await judge('pades-lta-indirect-arrays', '2026-01-01T00:00:00Z', true);

    expect([report.indication, report.subIndication]).toEqual([
      'INDETERMINATE',
      'OUT_OF_BOUNDS_NO_POE',
    ]);
    expect(report.signatures[0]?.integrity).toBe('INTACT');
  });
});
