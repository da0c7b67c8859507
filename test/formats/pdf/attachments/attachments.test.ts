import { deflateSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';

import { extractAssociatedFile } from '../../../../src/formats/pdf/attachments/associated-file.ts';
import { findDocumentSecurityStore } from '../../../../src/formats/pdf/attachments/document-security-store.ts';
import { findOwnDocumentInfo } from '../../../../src/formats/pdf/attachments/own-document-info.ts';
import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import { parseUtf8, utf8Bytes } from '../../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../../support/format-error-code.ts';
import { appendRevision, buildPdf, type StreamBody } from '../../../support/pdf-builder.ts';
import { ownPdf, pieceInfoWith, sampleObjects, signedPdf } from '../../../support/signed-pdf.ts';

const record = '{"student":"สมชาย"}';
const embedded: StreamBody = {
  dict: '/Type /EmbeddedFile /Filter /FlateDecode',
  data: deflateSync(utf8Bytes(record)),
};

function pdfWith(catalog: string, objects: Record<number, string | StreamBody> = {}): Uint8Array {
  return buildPdf({
    objects: {
      ...sampleObjects,
      1: sampleObjects[1].replace('>>', `${catalog} >>`),
      30: '<< /Type /Filespec /F (transcript.json) /UF (transcript.json) /EF << /F 31 0 R /UF 31 0 R >> >>',
      31: embedded,
      ...objects,
    },
  });
}

function extract(pdf: Uint8Array, maxBytes?: number): string | undefined {
  const data = extractAssociatedFile(parsePdf(pdf), 0, 'transcript.json', maxBytes);
  return data && parseUtf8(data);
}

const TREE = '/Names << /EmbeddedFiles << /Kids [32 0 R] >> >>';
const LEAF = '<< /Limits [(z) (z)] /Names [(transcript.json) 30 0 R] >>';

describe('extractAssociatedFile', () => {
  it('finds a file by the name tree, by association or by both', () => {
    expect(extract(pdfWith(TREE, { 32: LEAF }))).toBe(record);
    expect(extract(pdfWith('/AF [30 0 R]'))).toBe(record);
    expect(extract(pdfWith(`${TREE} /AF [30 0 R]`, { 32: LEAF }))).toBe(record);
  });

  it('is undefined when there is none', () => {
    expect(extract(signedPdf())).toBeUndefined();
    expect(extract(pdfWith(TREE, { 32: '<< /Names [] >>' }))).toBeUndefined();
  });

  it('reads the file as the asked revision has it', () => {
    const pdf = appendRevision(pdfWith('/AF [30 0 R]'), {
      objects: { 31: { dict: '', data: '{}' } },
    });
    const file = parsePdf(pdf);
    const texts = [0, 1].map((index) =>
      parseUtf8(extractAssociatedFile(file, index, 'transcript.json')!),
    );
    expect(texts).toEqual([record, '{}']);
  });

  const other = '<< /Type /Filespec /F (transcript.json) /EF << /F 33 0 R >> >>';
  it.each<[string, string, Record<number, string | StreamBody>, string]>([
    ['two files of one name', '/AF [30 0 R 34 0 R]', { 33: embedded, 34: other }, 'pdf/attachment'],
    [
      'two names for one file',
      '/AF [30 0 R]',
      { 30: '<< /F (transcript.json) /UF (x.json) /EF << /F 31 0 R >> >>' },
      'pdf/attachment',
    ],
    [
      'two contents of one file',
      '/AF [30 0 R]',
      {
        30: '<< /F (transcript.json) /EF << /F 31 0 R /UF 33 0 R >> >>',
        33: { dict: '', data: '' },
      },
      'pdf/attachment',
    ],
    ['no content', '/AF [30 0 R]', { 31: 'null' }, 'pdf/attachment'],
    ['a key that lies', TREE, { 32: '<< /Names [(other.json) 30 0 R] >>' }, 'pdf/attachment'],
    ['a tree that leads in a circle', TREE, { 32: '<< /Kids [32 0 R] >>' }, 'pdf/object'],
    ['half a pair', TREE, { 32: '<< /Names [(a)] >>' }, 'pdf/object'],
  ])('refuses %s', (_title, catalog, objects, code) => {
    expect(formatErrorCode(() => extract(pdfWith(catalog, objects)))).toBe(code);
  });

  it('holds the content to its limit', () => {
    expect(formatErrorCode(() => extract(pdfWith('/AF [30 0 R]'), 5))).toBe('pdf/limit');
  });
});

describe('findOwnDocumentInfo', () => {
  it('reads what our documents say of themselves', () => {
    expect(findOwnDocumentInfo(parsePdf(ownPdf()), 0)).toEqual({
      documentId: '7K3M-9QXT-2WBD-4HNH',
      institutionCode: '99001',
      kind: 'transcript',
      language: 'th',
      issuedAt: '2026-11-24T03:00:00Z',
    });
  });

  it('is undefined for other documents', () => {
    expect(findOwnDocumentInfo(parsePdf(signedPdf()), 0)).toBeUndefined();
    expect(
      findOwnDocumentInfo(parsePdf(ownPdf('/PieceInfo << /Other << >> >>')), 0),
    ).toBeUndefined();
  });

  it.each([
    ['4HNH', '4HN8'],
    ['7K3M-9QXT', '7k3m-9qxt'],
    ['(99001)', '(9900)'],
    ['/Kind /transcript', ''],
    ['/transcript', '/Tran#20script'],
    ['/th', '/fr'],
    ['T03:00:00Z', 'T10:00:00+07:00'],
    ['/Language /th', '/Language /th /Language /en'],
    ['/Private <<', '/Public <<'],
  ])('refuses %s written as %s', (from, to) => {
    const file = parsePdf(ownPdf(pieceInfoWith(from, to)));
    expect(formatErrorCode(() => findOwnDocumentInfo(file, 0))).toBe('pdf/own-document');
  });
});

describe('findDocumentSecurityStore', () => {
  const item = (data: string): StreamBody => ({ dict: '', data });

  it('reads certificates, OCSP responses and CRLs, each once', () => {
    const pdf = pdfWith('/DSS << /Certs 40 0 R /CRLs [42 0 R] /VRI << >> >>', {
      40: '[41 0 R 41 0 R]',
      41: item('0certificate'),
      42: item('0crl'),
    });
    const store = findDocumentSecurityStore(parsePdf(pdf), 0)!;
    expect(store.certificates.map(parseUtf8)).toEqual(['0certificate']);
    expect(store.crls.map(parseUtf8)).toEqual(['0crl']);
    expect(store.ocspResponses).toEqual([]);
  });

  it('is undefined when there is none and refuses a malformed one', () => {
    const code = (dss: string): string | undefined =>
      formatErrorCode(() => findDocumentSecurityStore(parsePdf(pdfWith(dss)), 0));
    expect(findDocumentSecurityStore(parsePdf(signedPdf()), 0)).toBeUndefined();
    expect(code('/DSS [1]')).toBe('pdf/dss');
    expect(code('/DSS << /Certs (x) >>')).toBe('pdf/dss');
    expect(code('/DSS << /Certs [1] >>')).toBe('pdf/dss');
  });
});
