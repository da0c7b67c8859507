import { sign } from 'node:crypto';

import { derTags } from '../../../src/formats/der/der-element.ts';
import { DerReader } from '../../../src/formats/der/der-reader.ts';
import { encodeOctetString, encodeSetOf } from '../../../src/formats/der/der-writer.ts';
import { concatBytes, latin1Bytes, toHex } from '../../../src/shared/bytes.ts';
import { hash, toIndefinite } from '../foreign/cms-writer.ts';
import {
  appearance,
  changed,
  documentObjects,
  foreignPdf,
  signedAgain,
  updated,
} from '../foreign/foreign-document.ts';
import { cmsBy, fillSignature, tokenBy, valueText } from '../foreign/sign-foreign.ts';
import { buildPdf } from '../pdf-builder.ts';
import { honestRows, type HonestDocument } from './honest-document.ts';
import {
  PKCS7,
  widget,
  addsField,
  filled,
  rsaSigner,
  stampField,
  store,
  edwards,
  signatureWith,
} from './honest-parts.ts';

/** Libraries that sign. */
export const libraryDocuments: readonly HonestDocument[] = [
  ...honestRows('iText', [
    {
      kind: 'fonts added to the default resources with a visible signature',
      changes: ['FORM_FILLING', 'NONE'],
      build: (p) =>
        signedAgain(foreignPdf(p), cmsBy(p.other), {
          objects: {
            ...addsField('/H /N /MK << >> /AP << /N 51 0 R >> /DR << >>'),
            51: appearance('x'),
            9: '<< /Font << /Helv 29 0 R /ZaDb 62 0 R >> >>',
            62: documentObjects[29]!,
          },
        }),
    },
    {
      kind: 'the structure extended by a signature',
      changes: ['FORM_FILLING', 'NONE'],
      build: (p) =>
        signedAgain(foreignPdf(p), cmsBy(p.other), {
          objects: {
            ...addsField('/StructParent 1'),
            20: '<< /Type /StructTreeRoot /K [21 0 R 63 0 R] /ParentTree 64 0 R /ParentTreeNextKey 2 >>',
            63: '<< /Type /StructElem /S /Form /P 20 0 R /K << /Type /OBJR /Obj 45 0 R /Pg 3 0 R >> >>',
            64: '<< /Nums [0 [21 0 R] 1 63 0 R] >>',
          },
        }),
    },
    {
      kind: 'full compression',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          revision: {
            xref: 'stream',
            compressed: { container: 70, numbers: [2, 3, 5, 6, 8, 10, 12, 13] },
          },
        }),
    },
    {
      kind: 'a field filled in place after an approval',
      changes: ['FORM_FILLING'],
      build: (p) => updated(foreignPdf(p), { objects: filled }),
    },
    {
      kind: 'CAdES with a time-stamp, a store and an archive time-stamp',
      changes: ['LTV_UPDATES'],
      evidence: () => ({ crls: [] }),
      build: (p) =>
        signedAgain(updated(foreignPdf(p), { objects: store(p) }), tokenBy(p.stamper), {
          objects: { ...stampField(), 5: changed(5, '13 0 R]', '13 0 R 45 0 R]') },
        }),
    },
  ]),
  ...honestRows('PDFBox', [
    {
      kind: 'long /Contents in capital digits',
      changes: ['NONE'],
      build: (p) =>
        fillSignature(
          buildPdf({ objects: { ...documentObjects, 7: valueText({ contentsBytes: 15_000 }) } }),
          cmsBy(p.signer),
          (hex) => hex.toUpperCase(),
        ),
    },
    {
      kind: 'BER with indefinite lengths',
      changes: ['NONE'],
      build: (p) => foreignPdf(p, { makeValue: (bytes) => toIndefinite(cmsBy(p.signer)(bytes)) }),
    },
    {
      kind: 'a field filled, with a font for marks',
      changes: ['FORM_FILLING'],
      build: (p) =>
        updated(foreignPdf(p, { level: 2 }), {
          objects: {
            ...filled,
            9: '<< /Font << /Helv 29 0 R /ZaDb 62 0 R >> >>',
            62: documentObjects[29]!,
          },
        }),
    },
  ]),
  ...honestRows('OpenPDF', [
    {
      kind: 'adbe.pkcs7.sha1',
      changes: ['NONE'],
      open: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      build: (p) =>
        foreignPdf(p, {
          objects: signatureWith({ subFilter: 'adbe.pkcs7.sha1' }),
          makeValue: (bytes) => cmsBy(p.signer, { content: hash('sha1', bytes) })(bytes),
        }),
    },
    {
      kind: 'adbe.x509.rsa_sha1',
      changes: ['NONE'],
      open: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      build: (p) => {
        const signer = rsaSigner(p);
        return foreignPdf(p, {
          objects: signatureWith({
            subFilter: 'adbe.x509.rsa_sha1',
            more: `/Cert [<${toHex(signer.certificate)}>]`,
          }),
          makeValue: (bytes) => encodeOctetString(sign('sha1', bytes, signer.privateKey)),
        });
      },
    },
    {
      kind: 'adbe.x509.rsa_sha1 over SHA-256, its chain in one string',
      changes: ['NONE'],
      build: (p) => {
        const signer = rsaSigner(p);
        return foreignPdf(p, {
          objects: signatureWith({
            subFilter: 'adbe.x509.rsa_sha1',
            more: `/Cert <${toHex(signer.certificate)}${toHex(p.root.certificate)}>`,
          }),
          makeValue: (bytes) => encodeOctetString(sign('sha256', bytes, signer.privateKey)),
        });
      },
    },
  ]),
  ...honestRows('pyHanko', [
    {
      kind: 'cross-reference streams with wide columns',
      changes: ['NONE'],
      build: (p) => foreignPdf(p, { revision: { xref: 'stream', widths: [1, 8, 2] } }),
    },
    {
      kind: 'FieldMDP that includes another field',
      changes: ['FORM_FILLING'],
      build: (p) =>
        updated(
          foreignPdf(p, {
            more: '/M (D:2026) /Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(Other)] >> >>]',
          }),
          { objects: filled },
        ),
    },
    {
      kind: 'FieldMDP that excludes the field',
      changes: ['FORM_FILLING'],
      build: (p) =>
        updated(
          foreignPdf(p, {
            more: '/M (D:2026) /Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Exclude /Fields [(Name)] >> >>]',
          }),
          { objects: filled },
        ),
    },
    {
      kind: 'a seed value and a lock in the field',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          objects: {
            6: changed(
              6,
              '/V 7',
              '/SV << /Type /SV /Ff 1 /Reasons [(a)] >> /Lock << /Action /All >> /V 7',
            ),
          },
        }),
    },
    {
      kind: 'an invisible signature on a certified document',
      changes: ['FORM_FILLING', 'NONE'],
      build: (p) =>
        signedAgain(foreignPdf(p, { level: 2 }), cmsBy(p.other), {
          objects: { ...addsField(''), 45: widget('').replace('[300 300 400 330]', '[0 0 0 0]') },
        }),
    },
    {
      kind: 'a store and an archive time-stamp on a document certified at level 1',
      changes: ['LTV_UPDATES'],
      build: (p) =>
        signedAgain(foreignPdf(p, { level: 1 }), tokenBy(p.stamper), { objects: stampField() }),
    },
    { kind: 'Ed25519', changes: ['NONE'], build: (p) => edwards(p, 'ed25519') },
    { kind: 'Ed448', changes: ['NONE'], build: (p) => edwards(p, 'ed448') },
  ]),
  ...honestRows('node-signpdf', [
    {
      kind: 'a byte range filled up with blanks, zeros behind the value',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, { objects: signatureWith({ subFilter: PKCS7, contentsBytes: 8192 }) }),
    },
    {
      kind: 'no signed attributes at all',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          objects: signatureWith({ subFilter: PKCS7 }),
          makeValue: cmsBy(p.signer, { attributes: () => null }),
        }),
    },
    {
      kind: 'a line end behind the value',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          makeValue: (bytes) => concatBytes(cmsBy(p.signer)(bytes), latin1Bytes('\n')),
        }),
    },
    {
      kind: 'attributes out of order, signed in the order of DER',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          objects: signatureWith({ subFilter: PKCS7 }),
          makeValue: cmsBy(p.signer, {
            unsorted: true,
            attributes: (a) => [a.messageDigest, a.contentType],
            makeSignature: (data) => {
              const [first, second] = DerReader.ofBytes(data, derTags.set).takeAll();
              const sorted = encodeSetOf(first!.encoded, second!.encoded);
              return sign('sha256', sorted, p.signer.privateKey);
            },
          }),
        }),
    },
    {
      kind: 'attributes out of order',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          objects: signatureWith({ subFilter: PKCS7 }),
          makeValue: cmsBy(p.signer, {
            unsorted: true,
            attributes: (a) => [a.messageDigest, a.contentType],
          }),
        }),
    },
  ]),
];
