import { constants, createHash, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';
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
import { certify, makeParty, type CertificateOptions } from '../../certificate-builder.ts';
import { attribute, cmsOids, digestOids, type CmsSpec } from '../../foreign/cms-writer.ts';
import { foreignPdf } from '../../foreign/foreign-document.ts';
import { forSigning, type ForeignPki, type ForeignSigner } from '../../foreign/foreign-pki.ts';
import { cmsBy } from '../../foreign/sign-foreign.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';
import { withCms } from './cms-variant.ts';

const weak = { subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', indication: 'INDETERMINATE' } as const;
/** It had its time, and nothing proves that the signature is from then. */
const outlived = { ...weak, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' } as const;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 });
const shortRsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const rsaWithSha256 = encodeSequence(encodeOid('1.2.840.113549.1.1.11'), encodeNull());

/** A signer with another key, certified like the others. */
function keyed(pki: ForeignPki, keys: typeof rsa, options: CertificateOptions = {}): ForeignSigner {
  const party = makeParty('Keyed Signer', keys);
  return {
    ...party,
    certificate: certify(party, pki.root, { extensions: forSigning, ...options }),
  };
}

function byRsa(keys: typeof rsa, spec: Partial<CmsSpec> = {}) {
  return (pki: ForeignPki) =>
    foreignPdf(pki, {
      makeValue: cmsBy(keyed(pki, keys), { signatureAlgorithm: rsaWithSha256, ...spec }),
    });
}

/** DigestInfo of SHA-256 (RFC 8017 §9.2). */
function digestInfo(data: Uint8Array): Uint8Array {
  const algorithm = encodeSequence(encodeOid(digestOids.sha256), encodeNull());
  return encodeSequence(algorithm, encodeOctetString(createHash('sha256').update(data).digest()));
}

/** A message that the key's owner pads as a forger would, so that only a strict verifier refuses it. */
function padded(toMessage: (info: Uint8Array) => Uint8Array) {
  return (data: Uint8Array): Uint8Array => {
    const message = new Uint8Array(256);
    message.set(toMessage(digestInfo(data)));
    return privateEncrypt({ key: rsa.privateKey, padding: constants.RSA_NO_PADDING }, message);
  };
}

const pssWith = (...fields: readonly Uint8Array[]) =>
  encodeSequence(encodeOid('1.2.840.113549.1.1.10'), encodeSequence(...fields));
const sha256 = encodeSequence(encodeOid(digestOids.sha256));

/** Weak, exchanged or abused mathematics. */
export const algorithmAttacks: readonly ForeignAttack[] = attackRows(
  'algorithms',
  'SIG_CRYPTO_FAILURE',
  [
    {
      name: 'RSA padding with the digest in front (Bleichenbacher 2006)',
      forge: byRsa(rsa, {
        makeSignature: padded((info) =>
          concatBytes(Uint8Array.of(0, 1), new Uint8Array(8).fill(0xff), Uint8Array.of(0), info),
        ),
      }),
    },
    {
      name: 'RSA padding of zeros',
      forge: byRsa(rsa, {
        makeSignature: padded((info) =>
          concatBytes(
            Uint8Array.of(0, 1),
            new Uint8Array(256 - 3 - info.length),
            Uint8Array.of(0),
            info,
          ),
        ),
      }),
    },
    {
      name: 'RSA padding of block type 2',
      forge: byRsa(rsa, {
        makeSignature: padded((info) =>
          concatBytes(
            Uint8Array.of(0, 2),
            new Uint8Array(256 - 3 - info.length).fill(0xff),
            Uint8Array.of(0),
            info,
          ),
        ),
      }),
    },
    {
      name: 'RSA signature of one',
      forge: byRsa(rsa, {
        makeSignature: () => {
          const one = new Uint8Array(256);
          one[255] = 1;
          return one;
        },
      }),
    },
    {
      name: 'RSA signature that is too short',
      forge: byRsa(rsa, {
        makeSignature: (data) => sign('sha256', data, rsa.privateKey).subarray(1),
      }),
    },
    {
      name: 'RSA-PSS with another length of salt',
      forge: byRsa(rsa, {
        signatureAlgorithm: pssWith(
          encodeExplicit(0, sha256),
          encodeExplicit(1, encodeSequence(encodeOid('1.2.840.113549.1.1.8'), sha256)),
          encodeExplicit(2, encodeInteger(32)),
        ),
        makeSignature: (data) =>
          sign('sha256', data, {
            key: rsa.privateKey,
            padding: constants.RSA_PKCS1_PSS_PADDING,
            saltLength: 20,
          }),
      }),
    },
    {
      name: 'RSA-PSS without parameters',
      forge: byRsa(rsa, { signatureAlgorithm: encodeSequence(encodeOid('1.2.840.113549.1.1.10')) }),
    },
    {
      name: 'an RSA key under an algorithm of curves',
      forge: byRsa(rsa, { signatureAlgorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.2')) }),
    },
    {
      name: 'ECDSA with r and s zero',
      forge: withCms(() => ({
        makeSignature: () => encodeSequence(encodeInteger(0), encodeInteger(0)),
      })),
    },
    {
      name: 'ECDSA with r and s the order',
      forge: withCms(() => ({
        makeSignature: () => {
          const order = BigInt(
            '0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
          );
          return encodeSequence(encodeInteger(order), encodeInteger(order));
        },
      })),
    },
    {
      name: 'ECDSA as r and s side by side',
      forge: withCms((p) => ({
        makeSignature: (data) =>
          sign('sha256', data, { key: p.signer.privateKey, dsaEncoding: 'ieee-p1363' }),
      })),
    },
    {
      name: 'ECDSA with negative numbers',
      forge: withCms(() => ({
        makeSignature: () =>
          encodeSequence(
            encodeElement(2, Uint8Array.of(0x80)),
            encodeElement(2, Uint8Array.of(0x80)),
          ),
      })),
    },
    {
      name: 'another digest algorithm named',
      subIndication: 'HASH_FAILURE',
      forge: withCms(() => ({ digestAlgorithm: encodeSequence(encodeOid(digestOids.sha384)) })),
    },
    {
      name: 'an algorithm for another digest named',
      forge: withCms(() => ({
        signatureAlgorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.3')),
      })),
    },
    {
      name: 'SHA-1',
      ...outlived,
      forge: byRsa(rsa, {
        digest: 'sha1',
        signatureAlgorithm: encodeSequence(encodeOid('1.2.840.113549.1.1.5'), encodeNull()),
      }),
    },
    {
      name: 'MD5',
      ...outlived,
      forge: byRsa(rsa, {
        digest: 'md5',
        signatureAlgorithm: encodeSequence(encodeOid('1.2.840.113549.1.1.4'), encodeNull()),
      }),
    },
    {
      name: 'SHA-1 for the file, SHA-256 for the attributes',
      ...weak,
      forge: byRsa(rsa, {
        digestAlgorithm: encodeSequence(encodeOid(digestOids.sha1)),
        attributes: (a) => [
          a.contentType,
          a.signingCertificate,
          attribute(cmsOids.messageDigest, encodeOctetString(new Uint8Array(20))),
        ],
      }),
      subIndication: 'HASH_FAILURE',
      indication: 'TOTAL-FAILED',
    },
    { name: 'RSA of 1024 bits', ...outlived, forge: byRsa(shortRsa) },
    {
      name: 'an algorithm that nobody knows',
      ...weak,
      forge: withCms(() => ({ signatureAlgorithm: encodeSequence(encodeOid('1.2.3.4')) })),
    },
  ],
);
