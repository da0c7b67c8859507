import { describe, expect, it } from '@jest/globals';

import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../../../../src/formats/pdf/signatures/find-signatures.ts';
import type { PdfSignature } from '../../../../src/formats/pdf/signatures/pdf-signature.ts';
import { latin1Text, toHex } from '../../../../src/shared/bytes.ts';
import { appendRevision, buildPdf, signatureValue } from '../../../support/pdf-builder.ts';
import { appendSigned, ownPdf, sampleObjects, signedPdf } from '../../../support/signed-pdf.ts';

function only(pdf: Uint8Array): PdfSignature {
  const signatures = findSignatures(parsePdf(pdf));
  expect(signatures).toHaveLength(1);
  return signatures[0]!;
}

function codesOf(objects: Record<number, string>): readonly string[] {
  return only(signedPdfUnfilled(objects)).findings.map(({ code }) => code);
}

function signedPdfUnfilled(objects: Record<number, string>): Uint8Array {
  return buildPdf({ objects: { ...sampleObjects, ...objects } });
}

const FIELD = '/FT /Sig /T (Signature1) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R';

describe('findSignatures', () => {
  it('describes an honest signature without findings', () => {
    const pdf = ownPdf();
    const signature = only(pdf);
    const { start, end } = signature.contentsRange!;
    expect(latin1Text(pdf.subarray(start, end))).toMatch(/^<3003020107(00)+>$/);
    expect(signature).toMatchObject({
      fieldName: 'Signature1',
      kind: 'signature',
      filter: 'Adobe.PPKLite',
      subFilter: 'ETSI.CAdES.detached',
      byteRange: [0, start, end, pdf.length - end],
      signingTime: '2026-11-24T03:00:00Z',
      docMdp: 2,
      fieldLocks: [],
      revisionIndex: 0,
      findings: [],
    });
    expect(toHex(signature.contents!)).toBe('3003020107');
  });

  it('finds nothing in a document without form or with an unsigned field', () => {
    const noForm = buildPdf({ objects: { ...sampleObjects, 5: 'null' } });
    const unsigned = buildPdf({ objects: { ...sampleObjects, 6: `<< ${FIELD} >>` } });
    expect(findSignatures(parsePdf(noForm))).toEqual([]);
    expect(findSignatures(parsePdf(unsigned))).toEqual([]);
  });

  it('tells document time-stamps apart and lists signatures in order', () => {
    const pdf = appendSigned(signedPdf(), {
      objects: {
        5: '<< /Fields [10 0 R 6 0 R] /SigFlags 3 >>',
        10: `<< ${FIELD.replace('Signature1', 'Stamp')} /V 11 0 R >>`,
        11: signatureValue('/Type /DocTimeStamp /SubFilter /ETSI.RFC3161'),
      },
    });
    const signatures = findSignatures(parsePdf(pdf));
    expect(
      signatures.map(({ fieldName, kind, revisionIndex }) => [fieldName, kind, revisionIndex]),
    ).toEqual([
      ['Signature1', 'signature', 0],
      ['Stamp', 'document-time-stamp', 1],
    ]);
  });

  it('joins the names of a field and its parents, and inherits the type', () => {
    const signature = only(
      signedPdf({
        objects: {
          5: '<< /Fields [9 0 R] >>',
          6: '<< /T (b) /Parent 9 0 R /V 7 0 R >>',
          9: '<< /FT /Sig /T <FEFF0E01> /Kids [6 0 R] >>',
        },
      }),
    );
    expect(signature).toMatchObject({ fieldName: 'ก.b', findings: [] });
  });

  it('reads permissions only from the certification signature', () => {
    const reference =
      '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >> << /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(a) (b)] >> >>]';
    const value = signatureValue(`/Type /Sig /SubFilter /ETSI.CAdES.detached ${reference}`);
    const lock = '/Lock << /Action /All /P 2 >>';
    const approval = only(
      signedPdf({ objects: { 6: `<< ${FIELD} ${lock} /V 7 0 R >>`, 7: value } }),
    );
    expect(approval).toMatchObject({
      docMdp: null,
      fieldLocks: [
        { source: 'FieldMDP', action: 'Include', fields: ['a', 'b'], permissions: null },
        { source: 'Lock', action: 'All', fields: [], permissions: 2 },
      ],
    });
    const catalog = sampleObjects[1].replace('>>', '/Perms << /DocMDP 7 0 R >> >>');
    expect(only(signedPdf({ objects: { 1: catalog, 7: value } })).docMdp).toBe(1);
  });

  it('permits nothing where permissions cannot be read', () => {
    const catalog = sampleObjects[1].replace('>>', '/Perms << /DocMDP 7 0 R >> >>');
    const signature = only(signedPdf({ objects: { 1: catalog } }));
    expect(signature.docMdp).toBe(1);
    expect(signature.findings.map(({ code }) => code)).toEqual(['document-mdp']);
  });

  it('lists a certification that no field holds', () => {
    const objects = {
      ...sampleObjects,
      1: sampleObjects[1].replace('>>', '/Perms << /DocMDP 7 0 R >> >>'),
      5: '<< /Fields [] >>',
    };
    const codes = only(buildPdf({ objects })).findings.map(({ code }) => code);
    expect(codes).toContain('no-field');
  });

  it('dates a signature by the revision that wrote its value', () => {
    const pdf = appendRevision(signedPdf(), { objects: { 7: signatureValue() } });
    expect(only(pdf).revisionIndex).toBe(1);
  });

  const range = '/ByteRange [0 100 200 300]';
  const contents = '/Contents <3003020107>';
  const type = '/Type /Sig /SubFilter /adbe.pkcs7.detached';
  it.each<[string, Record<number, string>, string[]]>([
    ['no value object', { 7: 'null' }, ['value-missing', 'byte-range-missing', 'contents-missing']],
    ['a direct value', { 6: `<< ${FIELD} /V << ${type} ${range} ${contents} >> >>` }, []],
    ['no byte range', { 7: `<< ${type} ${contents} >>` }, ['byte-range-missing']],
    [
      'an indirect byte range',
      { 7: `<< ${type} /ByteRange 9 0 R ${contents} >>`, 9: '[0 1 2 3]' },
      ['byte-range-indirect'],
    ],
    [
      'indirect numbers',
      { 7: `<< ${type} /ByteRange [0 9 0 R 2 3] ${contents} >>`, 9: '1' },
      ['byte-range-indirect'],
    ],
    ['one range', { 7: `<< ${type} /ByteRange [0 690] ${contents} >>` }, ['byte-range-shape']],
    [
      'four ranges',
      { 7: `<< ${type} /ByteRange [0 1 2 3 4 5 6 7] ${contents} >>` },
      ['byte-range-shape'],
    ],
    [
      'a negative offset',
      { 7: `<< ${type} /ByteRange [0 1 -2 3] ${contents} >>` },
      ['byte-range-shape'],
    ],
    [
      'a text for a byte range',
      { 7: `<< ${type} /ByteRange (0) ${contents} >>` },
      ['byte-range-shape'],
    ],
    ['two byte ranges', { 7: `<< ${type} ${range} ${contents} ${range} >>` }, ['duplicate-key']],
    ['two contents', { 7: `<< ${type} ${range} ${contents} ${contents} >>` }, ['duplicate-key']],
    ['no contents', { 7: `<< ${type} ${range} >>` }, ['contents-missing']],
    ['null contents', { 7: `<< ${type} ${range} /Contents null >>` }, ['contents-missing']],
    [
      'indirect contents',
      { 7: `<< ${type} ${range} /Contents 9 0 R >>`, 9: '<3000>' },
      ['contents-indirect'],
    ],
    [
      'literal contents',
      { 7: `<< ${type} ${range} /Contents (0000) >>` },
      ['contents-not-hexadecimal', 'contents-not-der'],
    ],
    ['zeros for contents', { 7: `<< ${type} ${range} /Contents <0000> >>` }, ['contents-not-der']],
    ['empty contents', { 7: `<< ${type} ${range} /Contents <> >>` }, ['contents-not-der']],
    [
      'too long a DER object',
      { 7: `<< ${type} ${range} /Contents <300500> >>` },
      ['contents-not-der'],
    ],
    [
      'more than zeros behind the DER object',
      { 7: `<< ${type} ${range} /Contents <300000005a> >>` },
      ['contents-padding'],
    ],
    [
      'a time-stamp that calls itself a signature',
      { 7: `<< /Type /Sig /SubFilter /ETSI.RFC3161 ${range} ${contents} >>` },
      ['type'],
    ],
    [
      'a text field that holds a signature',
      {
        6: `<< ${FIELD.replace('/Sig ', '/Tx ')} /V 7 0 R >>`,
        7: `<< ${type} ${range} ${contents} >>`,
      },
      ['field-type'],
    ],
  ])('finds %s', (_title, objects, codes) => {
    expect(codesOf(objects)).toEqual(codes);
  });

  it('finds a value in an object stream and a value that two fields share', () => {
    const value = `<< ${type} ${range} ${contents} >>`;
    const inStream = buildPdf({
      xref: 'stream',
      compressed: { container: 20, numbers: [7] },
      objects: { ...sampleObjects, 7: value },
    });
    const signature = only(inStream);
    expect(signature.findings.map(({ code }) => code)).toEqual(['value-in-object-stream']);
    expect(signature.contentsRange).toBeNull();
    const shared = buildPdf({
      objects: {
        ...sampleObjects,
        5: '<< /Fields [6 0 R 9 0 R] >>',
        7: value,
        9: '<< /FT /Sig /T (Other) /V 7 0 R >>',
      },
    });
    for (const { findings } of findSignatures(parsePdf(shared))) {
      expect(findings.map(({ code }) => code)).toEqual(['value-shared']);
    }
  });

  it('survives forms that lead in circles', () => {
    const objects = { ...sampleObjects, 6: `<< ${FIELD} /V 7 0 R /Kids [6 0 R 5 0 R] >>` };
    expect(findSignatures(parsePdf(buildPdf({ objects })))).toHaveLength(1);
  });
});
