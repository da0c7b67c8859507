import { sign } from 'node:crypto';
import { derTags } from '../../../../src/formats/der/der-element.ts';
import {
  encodeElement,
  encodeExplicit,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../../../../src/formats/der/der-writer.ts';
import { concatBytes } from '../../../../src/shared/bytes.ts';
import { parseInstant } from '../../../../src/shared/instant.ts';
import { attribute, cmsOids, essAttribute, issuerAndSerial } from '../../foreign/cms-writer.ts';
import { foreignPdf } from '../../foreign/foreign-document.ts';
import { cmsBy } from '../../foreign/sign-foreign.ts';
import { stamp } from '../../time-stamp-builder.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';
import { open, withCms } from './cms-variant.ts';

const utcTime = (text: string) => encodeElement(derTags.utcTime, new TextEncoder().encode(text));

/** The CMS itself (RFC 5652, RFC 5035, EN 319 142-1 §6.3). */
export const cmsAttacks: readonly ForeignAttack[] = attackRows('CMS', 'FORMAT_FAILURE', [
  {
    name: 'content within',
    forge: withCms(() => ({ content: new TextEncoder().encode('anything') })),
  },
  { name: 'another type of content', forge: withCms(() => ({ contentType: '1.2.3.4' })) },
  { name: 'no signer', forge: withCms(() => ({ signerInfos: () => [] })) },
  { name: 'two signers', forge: withCms(() => ({ signerInfos: (one) => [one, one] })) },
  {
    name: 'no content-type',
    forge: withCms(() => ({ attributes: (a) => [a.messageDigest, a.signingCertificate] })),
  },
  {
    name: 'a content-type of something else',
    forge: withCms(() => ({
      attributes: (a) => [
        attribute(cmsOids.contentType, encodeOid('1.2.3')),
        a.messageDigest,
        a.signingCertificate,
      ],
    })),
  },
  {
    name: 'a content-type that is no identifier',
    forge: withCms(() => ({
      attributes: (a) => [
        attribute(cmsOids.contentType, encodeNull()),
        a.messageDigest,
        a.signingCertificate,
      ],
    })),
  },
  {
    name: 'no message-digest',
    forge: withCms(() => ({ attributes: (a) => [a.contentType, a.signingCertificate] })),
  },
  {
    name: 'two message-digests',
    forge: withCms(() => ({
      attributes: (a) => [a.contentType, a.messageDigest, a.messageDigest, a.signingCertificate],
    })),
  },
  {
    name: 'a message-digest with two values',
    forge: withCms(() => ({
      attributes: (a) => [
        a.contentType,
        attribute(
          cmsOids.messageDigest,
          encodeOctetString(new Uint8Array(32)),
          encodeOctetString(new Uint8Array(31)),
        ),
        a.signingCertificate,
      ],
    })),
  },
  {
    name: 'two signing-certificates',
    forge: withCms((p) => ({
      attributes: (a) => [
        a.contentType,
        a.messageDigest,
        a.signingCertificate,
        essAttribute(p.other.certificate),
      ],
    })),
  },
  {
    name: 'a malformed signing-certificate',
    forge: withCms(() => ({
      attributes: (a) => [
        a.contentType,
        a.messageDigest,
        attribute(cmsOids.signingCertificateV2, encodeNull()),
      ],
    })),
  },
  {
    name: 'no signing-certificate',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    ...open,
    forge: withCms(() => ({ attributes: (a) => [a.contentType, a.messageDigest] })),
  },
  {
    name: 'no signed attributes',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    ...open,
    forge: withCms(() => ({ attributes: () => null })),
  },
  {
    name: 'a signing-time',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    ...open,
    forge: withCms(() => ({
      attributes: (a) => [
        a.contentType,
        a.messageDigest,
        a.signingCertificate,
        attribute(cmsOids.signingTime, utcTime('261120100000Z')),
      ],
    })),
  },
  {
    name: 'attributes out of order',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    ...open,
    forge: withCms(() => ({
      unsorted: true,
      attributes: (a) => [a.signingCertificate, a.messageDigest, a.contentType],
    })),
  },
  {
    name: 'a signing-certificate of somebody else',
    subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    ...open,
    forge: withCms((p) => ({
      attributes: (a) => [a.contentType, a.messageDigest, essAttribute(p.other.certificate)],
    })),
  },
  {
    name: 'a signer who is not there',
    subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    ...open,
    forge: withCms((p) => ({ certificates: [p.other.certificate] })),
  },
  {
    name: 'a digest of other bytes',
    subIndication: 'HASH_FAILURE',
    forge: withCms(() => ({ signedBytes: new Uint8Array(9) })),
  },
  {
    name: 'the key of somebody else',
    subIndication: 'SIG_CRYPTO_FAILURE',
    forge: withCms((p) => ({ makeSignature: (data) => sign('sha256', data, p.other.privateKey) })),
  },
  {
    name: 'the signer named as somebody else',
    subIndication: 'SIG_CRYPTO_FAILURE',
    forge: withCms((p) => ({
      signerIdentifier: issuerAndSerial(p.other.certificate),
      certificates: [p.signer.certificate, p.other.certificate],
    })),
  },
  {
    name: 'an attribute changed after signing',
    subIndication: 'SIG_CRYPTO_FAILURE',
    forge: withCms(() => ({
      makeSignature: () => encodeSequence(encodeInteger(1), encodeInteger(1)),
    })),
  },
  {
    name: 'bytes behind the CMS',
    forge: (p) =>
      foreignPdf(p, {
        makeValue: (bytes) => concatBytes(cmsBy(p.signer)(bytes), Uint8Array.of(1, 2, 3)),
      }),
  },
  {
    name: 'a CMS that is cut',
    forge: (p) => foreignPdf(p, { makeValue: (bytes) => cmsBy(p.signer)(bytes).subarray(0, 200) }),
  },
  {
    name: 'a CMS of another kind',
    forge: (p) =>
      foreignPdf(p, {
        makeValue: () =>
          encodeSequence(
            encodeOid(cmsOids.data),
            encodeExplicit(0, encodeOctetString(new Uint8Array(9))),
          ),
      }),
  },
  {
    name: 'a time-stamp token as a signature',
    forge: (p) =>
      foreignPdf(p, {
        makeValue: (bytes) =>
          stamp(bytes, parseInstant('2026-11-20T10:00:00Z'), p.stamper, p.stamper.certificate),
      }),
  },
]);
