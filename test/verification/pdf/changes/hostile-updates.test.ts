import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import type { PdfDict } from '../../../../src/formats/pdf/pdf-value.ts';
import { findSignatures } from '../../../../src/formats/pdf/signatures/find-signatures.ts';
import { compareRevisions } from '../../../../src/verification/pdf/changes/compare-revisions.ts';
import { checkCoverage } from '../../../../src/verification/pdf/coverage.ts';
import { formatErrorCode } from '../../../support/format-error-code.ts';
import {
  appendRevision,
  signatureValue,
  type RevisionSpec,
  type StreamBody,
} from '../../../support/pdf-builder.ts';
import { appendSigned, sampleObjects, signedPdf } from '../../../support/signed-pdf.ts';
import { cpuSeconds } from '../../../support/cpu-seconds.ts';

const policies = [
  { ownDocument: true, docMdp: 2 },
  { ownDocument: false, docMdp: 2 },
  { ownDocument: false, docMdp: null },
] as const;

const update: RevisionSpec = {
  objects: {
    1: sampleObjects[1].replace('>>', '/DSS << /Certs [30 0 R] >> >>'),
    3: sampleObjects[3].replace('[6 0 R]', '[6 0 R 40 0 R]'),
    5: '<< /Fields [6 0 R 40 0 R] /SigFlags 3 >>',
    30: { dict: '', data: '0 DER' },
    40: '<< /FT /Sig /T (Stamp1) /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 0 0] /P 3 0 R /V 41 0 R >>',
    41: signatureValue('/Type /DocTimeStamp /SubFilter /ETSI.RFC3161'),
  },
};
const signed = signedPdf();
const archived = appendSigned(signed, update);

/** What a reader draws from: page tree, page, contents and resources, as plain values. */
function shown(pdf: Uint8Array): unknown {
  const { newest } = parsePdf(pdf);
  const { entries } = newest.catalog;
  const page = newest.read(3) as PdfDict;
  const withoutAnnotations = [...page.entries].filter(([key]) => key !== 'Annots');
  return [entries.get('Pages'), newest.read(2), withoutAnnotations, newest.read(4), newest.read(8)];
}

describe('compareRevisions on any update', () => {
  it('always answers, and a changed byte never passes for an unchanged page', () => {
    const before = JSON.stringify(shown(signed));
    fc.assert(
      fc.property(
        fc.integer({ min: signed.length, max: archived.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (offset, byte) => {
          const changed = new Uint8Array(archived);
          changed[offset] = byte;
          formatErrorCode(() => {
            const file = parsePdf(changed);
            for (const signature of findSignatures(file)) {
              const { signedRevisionIndex } = checkCoverage(file, signature);
              if (signature.fieldName !== 'Signature1' || signedRevisionIndex === null) continue;
              for (const policy of policies) {
                const { changesAfter } = compareRevisions(file, signedRevisionIndex, policy);
                if (changesAfter === 'OTHER') continue;
                expect(JSON.stringify(shown(changed))).toBe(before);
              }
            }
          });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never lets an update pass that redefines what the page is made of', () => {
    const bodies: fc.Arbitrary<string | StreamBody> = fc.constantFrom<string | StreamBody>(
      'null',
      '<< /Type /Page >>',
      '<< /Type /DSS /Certs [4 0 R] >>',
      '[4 0 R]',
      sampleObjects[6],
      sampleObjects[5],
      { dict: '', data: 'BT ET' },
      { dict: '/Type /ObjStm /N 0 /First 0', data: '' },
    );
    const objects = fc.dictionary(fc.constantFrom('2', '4', '8', '30', '31'), bodies, {
      minKeys: 1,
    });
    const catalogEntries = fc.constantFrom(
      '',
      '/DSS 30 0 R',
      '/Metadata 4 0 R',
      '/Extensions 8 0 R',
    );
    fc.assert(
      fc.property(objects, catalogEntries, fc.boolean(), (bodiesByNumber, extra, asStream) => {
        const pdf = appendRevision(signed, {
          objects: { ...bodiesByNumber, 1: sampleObjects[1].replace('>>', `${extra} >>`) },
          xref: asStream ? 'stream' : 'table',
        });
        const touched = ['2', '4', '8'].some((number) => number in bodiesByNumber);
        const { changesAfter } = compareRevisions(parsePdf(pdf), 0, policies[1]);
        if (touched) expect(changesAfter).toBe('OTHER');
      }),
      { numRuns: 500 },
    );
  });
});

describe('compareRevisions on many signatures', () => {
  it('judges a hundred document time-stamps without walking the file for each', () => {
    const count = 100;
    let pdf: Uint8Array = signed;
    const fields = ['6 0 R'];
    for (let index = 0; index < count; index++) {
      const [field, value] = [100 + 2 * index, 101 + 2 * index];
      fields.push(`${field} 0 R`);
      pdf = appendSigned(pdf, {
        objects: {
          3: sampleObjects[3].replace('[6 0 R]', `[${fields.join(' ')}]`),
          5: `<< /Fields [${fields.join(' ')}] /SigFlags 3 >>`,
          [field]: `<< /FT /Sig /T (Stamp${index}) /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 0 0] /P 3 0 R /V ${value} 0 R >>`,
          [value]: signatureValue('/Type /DocTimeStamp /SubFilter /ETSI.RFC3161'),
        },
      });
    }
    const seconds = cpuSeconds(() => {
      const file = parsePdf(pdf);
      const signatures = findSignatures(file);
      expect(signatures).toHaveLength(count + 1);
      for (const signature of signatures) {
        const { signedRevisionIndex, checks } = checkCoverage(file, signature);
        expect(checks.every(({ indication }) => indication === 'PASSED')).toBe(true);
        const { changesAfter } = compareRevisions(file, signedRevisionIndex!, policies[0]);
        expect(changesAfter).toBe(signedRevisionIndex === count ? 'NONE' : 'LTV_UPDATES');
      }
    });
    expect(seconds).toBeLessThan(30);
  });

  it('is not led in circles by fields, pages and validation data that contain themselves', () => {
    const objects = {
      1: sampleObjects[1].replace('>>', '/DSS 30 0 R >>'),
      2: '<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1 >>',
      6: sampleObjects[6].replace('/V', '/Kids [6 0 R] /V'),
      30: '<< /Certs [30 0 R] /VRI 30 0 R >>',
    };
    const pdf = appendRevision(signed, { objects });
    expect(compareRevisions(parsePdf(pdf), 0, policies[1]).changesAfter).toBe('OTHER');
  });

  it.each([
    ['page', { 3: sampleObjects[3].replace('[6 0 R]', `[${'6 0 R '.repeat(60_000)}]`) }],
    ['form', { 5: `<< /Fields [${'6 0 R '.repeat(60_000)}] >>` }],
    ['value', { 10: `<< /FT /Tx /T (x) /V [${'[1 0 R] '.repeat(60_000)}] >>` }],
    ['store', { 30: `<< /Certs [${'31 0 R '.repeat(60_000)}] >>`, 31: { dict: '', data: '0' } }],
  ])('answers for a huge %s', (_title, objects) => {
    const base = signedPdf({
      objects: {
        1: sampleObjects[1].replace('>>', '/DSS 30 0 R >>'),
        5: '<< /Fields [6 0 R 10 0 R] >>',
        10: '<< /FT /Tx /T (x) >>',
        30: '<< /Certs [] >>',
      },
    });
    const file = parsePdf(appendRevision(base, { objects }));
    formatErrorCode(() => findSignatures(file));
    const seconds = cpuSeconds(() => {
      for (const policy of policies) {
        const { changesAfter, findings } = compareRevisions(file, 0, policy);
        expect(changesAfter).not.toBe('NONE');
        expect(findings.length).toBeLessThan(1_010);
      }
    });
    expect(seconds).toBeLessThan(30);
  });
});
