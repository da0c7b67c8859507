import { deflateSync } from 'node:zlib';
import { concatBytes, latin1Bytes } from '../../../../src/shared/bytes.ts';
import { changed, documentObjects, foreignPdf, updated } from '../../foreign/foreign-document.ts';
import { buildPdf } from '../../pdf-builder.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';

const FORGED = 'SIG_CONSTRAINTS_FAILURE';

/** Files that are made to cost time or memory: answered, and never believed. */
export const exhaustionAttacks: readonly ForeignAttack[] = attackRows(
  'exhaustion',
  'FORMAT_FAILURE',
  [
    {
      name: 'arrays within arrays',
      forge: () => buildPdf({ objects: { ...documentObjects, 1: '['.repeat(100_000) } }),
    },
    {
      name: 'dictionaries within dictionaries',
      forge: () => buildPdf({ objects: { ...documentObjects, 1: '<</A'.repeat(100_000) } }),
    },
    {
      name: 'an object stream that expands',
      forge: () => {
        const bomb = deflateSync(deflateSync(new Uint8Array(70_000_000)));
        return buildPdf({
          xref: 'stream',
          objects: {
            ...documentObjects,
            61: {
              dict: '/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]',
              data: bomb,
            },
            1: 'null',
          },
          root: '61 0 R',
        });
      },
    },
    { name: 'ends of file', forge: () => latin1Bytes(`%PDF-1.7\n${'%%EOF\n'.repeat(200_000)}`) },
    {
      name: 'thousands of revisions',
      forge: () => {
        let text = '%PDF-1.7\n';
        let previous = '';
        for (let index = 0; index < 2_100; index++) {
          const at = text.length;
          text += `xref\n0 0\ntrailer\n<</Size 9/Root 1 0 R${previous}>>\nstartxref\n${at}\n%%EOF\n`;
          previous = `/Prev ${at}`;
        }
        return latin1Bytes(text);
      },
    },
    {
      name: 'a page tree in a circle',
      forge: (p) =>
        updated(foreignPdf(p), { objects: { 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' } }),
      subIndication: FORGED,
    },
    {
      name: 'a form in a circle',
      forge: (p) =>
        updated(foreignPdf(p), {
          objects: { 10: changed(10, '/V (old)', '/V (old) /Kids [10 0 R]') },
        }),
      subIndication: FORGED,
    },
    {
      name: 'references in a circle',
      forge: (p) => updated(foreignPdf(p), { objects: { 4: '40 0 R', 40: '4 0 R' } }),
      subIndication: FORGED,
    },
    {
      name: 'a CMS nested without end',
      forge: (p) =>
        foreignPdf(p, {
          makeValue: () => {
            let bytes: Uint8Array = Uint8Array.of(0x05, 0x00);
            for (let depth = 0; depth < 300; depth++)
              bytes = concatBytes(
                Uint8Array.of(0x30, 0x82, bytes.length >> 8, bytes.length & 0xff),
                bytes,
              );
            return bytes;
          },
        }),
    },
    {
      name: 'a CMS of indefinite lengths without end',
      forge: (p) =>
        foreignPdf(p, {
          makeValue: () =>
            Uint8Array.from({ length: 2_000 }, (_, index) => (index % 2 === 0 ? 0x30 : 0x80)),
        }),
    },
  ],
);
