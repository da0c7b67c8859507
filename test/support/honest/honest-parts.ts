import { generateKeyPairSync, sign } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import {
  encodeExplicit,
  encodeInteger,
  encodeNull,
  encodeOid,
  encodeSequence,
} from '../../../src/formats/der/der-writer.ts';
import { latin1Bytes, toHex } from '../../../src/shared/bytes.ts';
import { certify, makeParty } from '../certificate-builder.ts';
import { digestOids } from '../foreign/cms-writer.ts';
import { appearance, changed, foreignPdf } from '../foreign/foreign-document.ts';
import { forSigning, type ForeignPki, type ForeignSigner } from '../foreign/foreign-pki.ts';
import { cmsBy, valueText, type ValueSpec } from '../foreign/sign-foreign.ts';
import type { StreamBody } from '../pdf-builder.ts';

/** The older kind of signature that is still in use. */
export const PKCS7 = 'adbe.pkcs7.detached';
/** A signature field with its widget, added later. */
export const widget = (more: string) =>
  `<< /FT /Sig /T (Later) /Type /Annot /Subtype /Widget /F 132 /Rect [300 300 400 330] /P 3 0 R /V 50 0 R ${more} >>`;
/** Adds that field to page and form, with room for its value. */
export const addsField = (more: string) => ({
  3: changed(3, '28 0 R]', '28 0 R 45 0 R]'),
  5: changed(5, '13 0 R]', '13 0 R 45 0 R]'),
  45: widget(more),
  50: valueText(),
});
/** The text field filled in, with its appearance. */
export const filled = { 10: changed(10, '(old)', '(new)'), 11: appearance('new') };
/** An RSA key for all these tests: it takes a while to make. */
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** Somebody with that key. */
export const rsaSigner = (p: ForeignPki): ForeignSigner => {
  const party = makeParty('RSA Signer', rsa);
  return { ...party, certificate: certify(party, p.root, { extensions: forSigning }) };
};
/** sha1WithRSAEncryption. */
export const sha1Rsa = encodeSequence(encodeOid('1.2.840.113549.1.1.5'), encodeNull());
/** Somebody with a key on a curve. */
export const curveSigner = (p: ForeignPki, namedCurve: string): ForeignSigner => {
  const party = makeParty('Curve Signer', generateKeyPairSync('ec', { namedCurve }));
  return { ...party, certificate: certify(party, p.root, { extensions: forSigning }) };
};
const edSigner = (p: ForeignPki, type: 'ed25519' | 'ed448'): ForeignSigner => {
  const keys = type === 'ed448' ? generateKeyPairSync('ed448') : generateKeyPairSync('ed25519');
  const party = makeParty('Edwards Signer', keys);
  return { ...party, certificate: certify(party, p.root, { extensions: forSigning }) };
};
/** Adds a document time-stamp. */
export const stampField = (more = '') => ({
  ...addsField(more),
  45: widget(more).replace('[300 300 400 330]', '[0 0 0 0]'),
  50: valueText({ type: '/Type /DocTimeStamp', subFilter: 'ETSI.RFC3161', more: '' }),
});
/** Adds a security store with a certificate and a list, filtered as people do. */
export const store = (p: ForeignPki) => ({
  1: changed(
    1,
    '/Lang',
    '/DSS << /Certs [60 0 R] /CRLs [61 0 R] >> /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >> /Lang',
  ),
  60: { dict: '/Filter /FlateDecode', data: deflateSync(p.root.certificate) },
  61: { dict: '/Filter [/ASCIIHexDecode]', data: `${toHex(p.crl)}>` },
});

/** RSASSA-PSS with SHA-256 and a length of salt. */
export function pss(saltLength: number): Uint8Array {
  const sha256 = encodeSequence(encodeOid(digestOids.sha256));
  const mask = encodeSequence(encodeOid('1.2.840.113549.1.1.8'), sha256);
  return encodeSequence(
    encodeOid('1.2.840.113549.1.1.10'),
    encodeSequence(
      encodeExplicit(0, sha256),
      encodeExplicit(1, mask),
      encodeExplicit(2, encodeInteger(saltLength)),
    ),
  );
}

/** The document signed with an Edwards curve. */
export function edwards(p: ForeignPki, type: 'ed25519' | 'ed448'): Uint8Array {
  const signer = edSigner(p, type);
  const oid = type === 'ed448' ? '1.3.101.113' : '1.3.101.112';
  return foreignPdf(p, {
    makeValue: cmsBy(signer, {
      digest: 'sha512',
      signatureAlgorithm: encodeSequence(encodeOid(oid)),
      makeSignature: (data) => sign(null, data, signer.privateKey),
    }),
  });
}

/** The file with another first line. */
export function replaceHeader(pdf: Uint8Array, header: string): Uint8Array {
  const copy = new Uint8Array(pdf);
  copy.set(latin1Bytes(header));
  return copy;
}
/** The signature dictionary of the document, written in another way. */
export function signatureWith(spec: ValueSpec): Readonly<Record<number, string | StreamBody>> {
  return { 7: valueText(spec) };
}
