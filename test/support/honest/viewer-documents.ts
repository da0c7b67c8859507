import { latin1Bytes } from '../../../src/shared/bytes.ts';
import { signatureWith } from './honest-parts.ts';
import { attribute, cmsOids } from '../foreign/cms-writer.ts';
import {
  appearance,
  changed,
  documentObjects,
  foreignPdf,
  signedAgain,
  updated,
} from '../foreign/foreign-document.ts';
import type { ForeignPki } from '../foreign/foreign-pki.ts';
import { certification, cmsBy, valueText } from '../foreign/sign-foreign.ts';
import { encodeElement } from '../../../src/formats/der/der-writer.ts';
import { derTags } from '../../../src/formats/der/der-element.ts';
import { honestRows, type HonestDocument } from './honest-document.ts';

const PKCS7 = 'adbe.pkcs7.detached';
const filled = {
  10: changed(10, '(old)', '(new)').replace('/N 11', '/N 40'),
  40: appearance('new'),
};
const second = changed(12, '/P 3 0 R', '/P 3 0 R /V 50 0 R /AP << /N 51 0 R >>');
const signsSecond = { 12: second, 50: valueText(), 51: appearance('signed by Second') };
const signingTime = attribute(
  cmsOids.signingTime,
  encodeElement(derTags.utcTime, latin1Bytes('261120100000Z')),
);
/** Acrobat's CMS: a signing time, no ESS attribute. */
const acrobatCms = (pki: ForeignPki) =>
  cmsBy(pki.signer, { attributes: (a) => [a.contentType, signingTime, a.messageDigest] });

/** Programs in which people read and sign. */
export const viewerDocuments: readonly HonestDocument[] = [
  ...honestRows('Acrobat', [
    {
      kind: 'adbe.pkcs7.detached with a signing time and no signing-certificate',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, { objects: signatureWith({ subFilter: PKCS7 }), makeValue: acrobatCms(p) }),
    },
    {
      kind: 'a certification, level 1',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          level: 1,
          makeValue: acrobatCms(p),
          objects: signatureWith({ subFilter: PKCS7, more: certification(1) }),
        }),
    },
    {
      kind: 'a certification, then a field filled and a second signature',
      changes: ['FORM_FILLING', 'NONE'],
      build: (p) =>
        signedAgain(updated(foreignPdf(p, { level: 2 }), { objects: filled }), cmsBy(p.other), {
          objects: signsSecond,
        }),
    },
    {
      kind: 'a certification, level 3, then a comment',
      changes: ['ANNOTATIONS'],
      build: (p) =>
        updated(foreignPdf(p, { level: 3 }), {
          objects: {
            3: changed(3, '28 0 R]', '28 0 R 40 0 R 41 0 R]'),
            40: '<< /Type /Annot /Subtype /Highlight /Rect [72 690 200 710] /QuadPoints [72 710 200 710 72 690 200 690] /P 3 0 R /Contents (check) /NM (x) /M (D:2026) /F 4 /C [1 1 0] /T (Reader) /CreationDate (D:2026) /Popup 41 0 R /AP << /N 42 0 R >> /RC (<p>check</p>) /Subj (Highlight) >>',
            41: '<< /Type /Annot /Subtype /Popup /Rect [300 690 400 710] /Parent 40 0 R /Open false >>',
            42: appearance(''),
          },
        }),
    },
    {
      kind: 'a usage-rights signature beside the real one',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          objects: {
            1: changed(1, '/Lang', '/Perms << /UR3 60 0 R >> /Lang'),
            60: '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <3000> >>',
          },
        }),
    },
    {
      kind: 'a second signature that locks fields, which then say so in their flags',
      changes: ['FORM_FILLING', 'NONE'],
      build: (p) =>
        signedAgain(foreignPdf(p, { level: 2 }), cmsBy(p.other), {
          objects: {
            ...signsSecond,
            12: second.replace(
              '/P 3',
              '/Lock << /Type /SigFieldLock /Action /Include /Fields [(Name)] >> /P 3',
            ),
            10: changed(10, '/FT /Tx', '/FT /Tx /Ff 1'),
          },
        }),
    },
    {
      kind: 'information, metadata and the changing identifier refreshed on saving',
      changes: ['LTV_UPDATES'],
      build: (p) =>
        updated(foreignPdf(p, { level: 1 }), {
          trailer: '/Info 30 0 R /ID [<0101> <0303>]',
          objects: {
            30: '<< /Title (Transcript) /Author (Registrar) /Producer (B) /ModDate (D:20261121) >>',
            19: {
              dict: '/Type /Metadata /Subtype /XML',
              data: '<x:xmpmeta><dc:title>Transcript</dc:title><xmp:ModifyDate>2027</xmp:ModifyDate></x:xmpmeta>',
            },
          },
        }),
    },
    {
      kind: 'a /DocMDP reference that leads to the catalog and to objects',
      changes: ['FORM_FILLING', 'NONE'],
      build: (p) =>
        signedAgain(
          foreignPdf(p, {
            level: 2,
            more: '/M (D:20261120100000Z) /Reference [60 0 R]',
            objects: {
              60: '<< /Type /SigRef /TransformMethod /DocMDP /TransformParams 61 0 R /Data 1 0 R >>',
              61: '<< /Type /TransformParams /P 2 /V /1.2 >>',
            },
          }),
          cmsBy(p.other),
          {
            objects: {
              ...signsSecond,
              1: (documentObjects[1] as string).replace(
                '/Lang',
                '/Perms << /DocMDP 7 0 R >> /Version /2.0 /Lang',
              ),
            },
          },
        ),
    },
    {
      kind: 'a document never tagged that says so later',
      changes: ['LTV_UPDATES'],
      build: (p) => {
        const untagged = changed(1, '/StructTreeRoot 20 0 R /MarkInfo << /Marked true >> ', '');
        const first = foreignPdf(p, { objects: { 1: untagged } });
        return updated(first, {
          objects: { 1: untagged.replace('/Lang', '/MarkInfo << /Marked false >> /Lang') },
        });
      },
    },
  ]),
  ...honestRows('LibreOffice', [
    {
      kind: 'a certificate named by its key',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, { objects: signatureWith({ subFilter: PKCS7, contentsBytes: 8000 }) }),
    },
  ]),
  ...honestRows('DocuSign', [
    {
      kind: 'several signers one after the other, each with a field of its own',
      changes: ['FORM_FILLING', 'NONE'],
      build: (p) =>
        signedAgain(foreignPdf(p), cmsBy(p.other), {
          objects: {
            3: changed(3, '28 0 R]', '28 0 R 45 0 R]'),
            5: changed(5, '13 0 R]', '13 0 R 45 0 R]'),
            45: '<< /FT /Sig /T (SignatureOf2) /Type /Annot /Subtype /Widget /H /N /F 132 /BS << /W 0 >> /MK << >> /DA (/Helv 0 Tf) /Rect [300 300 400 330] /P 3 0 R /V 50 0 R /AP << /N 51 0 R >> >>',
            50: valueText(),
            51: appearance('2'),
          },
        }),
    },
    {
      kind: 'a field below a node of the form, another beside it later',
      changes: ['FORM_FILLING', 'NONE'],
      build: (p) => {
        const node = '<< /T (envelope) /Kids [6 0 R] >>';
        const first = foreignPdf(p, {
          objects: {
            5: changed(5, '[6 0 R 10', '[46 0 R 10'),
            46: node,
            6: changed(6, '/T', '/Parent 46 0 R /T'),
          },
        });
        return signedAgain(first, cmsBy(p.other), {
          objects: {
            46: node.replace('6 0 R', '6 0 R 47 0 R'),
            47: '<< /FT /Sig /T (Third) /Parent 46 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R /V 50 0 R >>',
            3: changed(3, '28 0 R]', '28 0 R 47 0 R]'),
            50: valueText(),
          },
        });
      },
    },
  ]),
];
