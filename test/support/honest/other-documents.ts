import { sign } from 'node:crypto';
import {
  encodeElement,
  encodeExplicit,
  encodeNull,
  encodeOid,
  encodeSequence,
} from '../../../src/formats/der/der-writer.ts';
import { latin1Bytes, latin1Text } from '../../../src/shared/bytes.ts';
import { cmsOids } from '../foreign/cms-writer.ts';
import {
  changed,
  documentObjects,
  foreignPdf,
  signedAgain,
  updated,
} from '../foreign/foreign-document.ts';
import { type ForeignPki } from '../foreign/foreign-pki.ts';
import { cmsBy, fillSignature, tokenBy, valueText } from '../foreign/sign-foreign.ts';
import { buildPdf } from '../pdf-builder.ts';
import { answerOcsp } from '../ocsp-builder.ts';
import { honestRows, type HonestDocument } from './honest-document.ts';
import {
  PKCS7,
  addsField,
  filled,
  rsa,
  rsaSigner,
  sha1Rsa,
  curveSigner,
  store,
  stampField,
  pss,
  replaceHeader,
  signatureWith,
} from './honest-parts.ts';

/** Old programs, archives, and whatever any program may do. */
export const otherDocuments: readonly HonestDocument[] = [
  ...honestRows('long-term archives', [
    {
      kind: 'a document time-stamp behind a signature',
      changes: ['LTV_UPDATES'],
      build: (p) => signedAgain(foreignPdf(p), tokenBy(p.stamper), { objects: stampField() }),
    },
    {
      kind: 'revocation data beside the certificates in the CMS',
      changes: ['NONE'],
      evidence: () => ({ crls: [] }),
      build: (p) => foreignPdf(p, { makeValue: cmsBy(p.signer, { revocation: [p.crl] }) }),
    },
    {
      kind: 'an OCSP answer beside the certificates in the CMS',
      changes: ['NONE'],
      evidence: () => ({ crls: [] }),
      build: (p) =>
        foreignPdf(p, {
          makeValue: cmsBy(p.signer, {
            revocation: [
              encodeElement(
                0xa1,
                encodeOid('1.3.6.1.5.5.7.16.2'),
                answerOcsp(p.signer.certificate, p.root.certificate, p.root),
              ),
            ],
          }),
        }),
    },
    {
      kind: "revocation data in Acrobat's signed attribute",
      changes: ['NONE'],
      evidence: () => ({ crls: [] }),
      build: (p) =>
        foreignPdf(p, {
          objects: signatureWith({ subFilter: PKCS7 }),
          makeValue: cmsBy(p.signer, {
            attributes: (a) => [
              a.contentType,
              a.messageDigest,
              encodeSequence(
                encodeOid(cmsOids.revocationInfoArchival),
                encodeElement(
                  0x31,
                  encodeSequence(
                    encodeExplicit(
                      1,
                      encodeSequence(answerOcsp(p.signer.certificate, p.root.certificate, p.root)),
                    ),
                  ),
                ),
              ),
            ],
          }),
        }),
    },
  ]),
  ...honestRows('old programs', [
    {
      kind: 'SHA-1',
      changes: ['NONE'],
      open: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      build: (p) =>
        foreignPdf(p, {
          objects: signatureWith({ subFilter: PKCS7 }),
          makeValue: cmsBy(rsaSigner(p), { digest: 'sha1', signatureAlgorithm: sha1Rsa }),
        }),
    },
    {
      kind: 'MD5',
      changes: ['NONE'],
      open: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      build: (p) =>
        foreignPdf(p, {
          objects: signatureWith({ subFilter: PKCS7 }),
          makeValue: cmsBy(rsaSigner(p), {
            digest: 'md5',
            signatureAlgorithm: encodeSequence(encodeOid('1.2.840.113549.1.1.4'), encodeNull()),
          }),
        }),
    },
    {
      kind: 'PDF 1.2',
      changes: ['NONE'],
      build: (p) =>
        fillSignature(
          replaceHeader(
            buildPdf({ objects: { ...documentObjects, 7: valueText({ subFilter: PKCS7 }) } }),
            '%PDF-1.2',
          ),
          cmsBy(p.signer),
        ),
    },
    {
      kind: 'a date without a zone',
      changes: ['NONE'],
      build: (p) => foreignPdf(p, { more: '/M (20261120)' }),
    },
    {
      kind: 'a stream whose length is wrong, and a field filled later',
      changes: ['FORM_FILLING'],
      build: (p) =>
        updated(
          foreignPdf(p, { objects: { 24: { dict: '/Length 3', data: 'BT (Page 2) Tj ET' } } }),
          { objects: filled },
        ),
    },
    {
      kind: 'objects beyond the size of the first revision',
      changes: ['FORM_FILLING'],
      build: (p) => {
        const pdf = buildPdf({
          trailer: '/Info 30 0 R /ID [<0101> <0202>]',
          objects: { ...documentObjects, 7: valueText(), 30: '<< /Title (Transcript) >>' },
        });
        const at = latin1Text(pdf).lastIndexOf('/Size 31');
        const wrong = new Uint8Array(pdf);
        wrong.set(latin1Bytes('/Size 09'), at);
        return updated(fillSignature(wrong, cmsBy(p.signer)), {
          objects: { ...filled, 40: 'null' },
        });
      },
    },
    {
      kind: 'blanks behind the end of the file',
      changes: ['NONE'],
      build: (p) => foreignPdf(p, { revision: { suffix: '\r\n\r\n  ' } }),
    },
    {
      kind: 'blanks between two revisions',
      changes: ['FORM_FILLING'],
      build: (p) =>
        updated(foreignPdf(p, { revision: { suffix: '\r\n\r\n\r\n' } }), {
          objects: filled,
          offsets: {},
          prefix: '',
        }),
    },
    {
      kind: 'a value written within its field',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, { objects: { 6: changed(6, '/V 7 0 R', `/V ${valueText()}`), 7: 'null' } }),
    },
  ]),
  ...honestRows('any program', [
    ...(['P-384', 'P-521', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'] as const).map(
      (curve) => ({
        kind: `a key on ${curve}`,
        changes: ['NONE'],
        build: (p: ForeignPki) =>
          foreignPdf(p, {
            makeValue: cmsBy(curveSigner(p, curve), {
              signatureAlgorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.2')),
            }),
          }),
      }),
    ),
    {
      kind: 'RSASSA-PSS with a salt as long as the digest',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          makeValue: cmsBy(rsaSigner(p), {
            signatureAlgorithm: pss(32),
            makeSignature: (data) =>
              sign('sha256', data, { key: rsa.privateKey, padding: 6, saltLength: 32 }),
          }),
        }),
    },
    {
      kind: 'RSASSA-PSS with the longest salt',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          makeValue: cmsBy(rsaSigner(p), {
            signatureAlgorithm: pss(222),
            makeSignature: (data) =>
              sign('sha256', data, { key: rsa.privateKey, padding: 6, saltLength: 222 }),
          }),
        }),
    },
    {
      kind: 'RSA named without its digest',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          makeValue: cmsBy(rsaSigner(p), {
            signatureAlgorithm: encodeSequence(encodeOid('1.2.840.113549.1.1.1'), encodeNull()),
          }),
        }),
    },
    {
      kind: 'white space within /Contents',
      changes: ['NONE'],
      build: (p) =>
        fillSignature(
          buildPdf({ objects: { ...documentObjects, 7: valueText() } }),
          cmsBy(p.signer),
          (hex) => hex.replace(/.{64}/g, '$&\n'),
        ),
    },
    {
      kind: 'two revisions before the first signature',
      changes: ['NONE'],
      build: (p) =>
        signedAgain(
          updated(
            buildPdf({
              trailer: '/Info 30 0 R /ID [<0101> <0202>]',
              objects: { ...documentObjects, 6: documentObjects[12]!, 30: '<< /Title (x) >>' },
            }),
            { objects: { 4: { dict: '', data: 'BT (draft) Tj ET' } } },
          ),
          cmsBy(p.signer),
          { objects: { 6: changed(6, '', ''), 7: valueText() } },
        ),
    },
    {
      kind: 'a page without content and annotations in no order of their fields',
      changes: ['NONE'],
      build: (p) =>
        foreignPdf(p, {
          objects: {
            3: changed(
              3,
              '[6 0 R 10 0 R 12 0 R 13 0 R 28 0 R]',
              '[28 0 R 13 0 R 6 0 R 12 0 R 10 0 R]',
            ),
            23: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
          },
        }),
    },
    {
      kind: 'a store with what is meant for one signature',
      changes: ['LTV_UPDATES'],
      build: (p) => {
        const all = store(p);
        const related = `/VRI << /${'AB'.repeat(20)} << /Type /VRI /Cert [60 0 R] /CRL [61 0 R] /TU (D:20261120110000Z) >> >>`;
        return updated(foreignPdf(p), {
          objects: { ...all, 1: all[1].replace('/DSS <<', `/DSS << /Type /DSS ${related}`) },
        });
      },
    },
    {
      kind: 'a store that is there before the first signature',
      changes: ['NONE'],
      build: (p) => foreignPdf(p, { objects: store(p) }),
    },
    {
      kind: 'three signatures',
      changes: ['FORM_FILLING', 'FORM_FILLING', 'NONE'],
      build: (p) => {
        const two = signedAgain(foreignPdf(p), cmsBy(p.other), {
          objects: { 12: changed(12, '/P 3 0 R', '/P 3 0 R /V 53 0 R'), 53: valueText() },
        });
        return signedAgain(two, cmsBy(p.signer), { objects: addsField('') });
      },
    },
  ]),
];
