import { createHash, sign } from 'node:crypto';

import { certificateAlgorithm } from '../../../src/adapters/development-pki/x509/issuing-key.ts';
import { derTags } from '../../../src/formats/der/der-element.ts';
import { DerReader } from '../../../src/formats/der/der-reader.ts';
import {
  encodeElement,
  encodeExplicit,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '../../../src/formats/der/der-writer.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import { concatBytes } from '../../../src/shared/bytes.ts';
import type { ForeignSigner } from './foreign-pki.ts';

export const cmsOids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  countersignature: '1.2.840.113549.1.9.6',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  revocationInfoArchival: '1.2.840.113583.1.1.8',
} as const;

export const digestOids = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;

/** A CMS signature as any program might write it; everything but the bytes and the signer has a default. */
export interface CmsSpec {
  readonly signedBytes: Uint8Array;
  readonly signer: ForeignSigner;
  readonly digest?: keyof typeof digestOids;
  /** The encoded signed attributes; `null` for none. */
  readonly attributes?: (standard: StandardAttributes) => readonly Uint8Array[] | null;
  /** Whether they are written in the order given, not that of DER. */
  readonly unsorted?: boolean;
  readonly unsigned?: (signature: Uint8Array) => readonly Uint8Array[];
  readonly content?: Uint8Array;
  readonly contentType?: string;
  readonly certificates?: readonly Uint8Array[];
  /** Encoded `RevocationInfoChoice`s. */
  readonly revocation?: readonly Uint8Array[];
  readonly signerIdentifier?: Uint8Array;
  /** DER of the AlgorithmIdentifiers that are written, where they shall not be those in use. */
  readonly digestAlgorithm?: Uint8Array;
  readonly signatureAlgorithm?: Uint8Array;
  readonly makeSignature?: (data: Uint8Array) => Uint8Array;
  readonly signerInfos?: (one: Uint8Array) => readonly Uint8Array[];
}

interface StandardAttributes {
  readonly contentType: Uint8Array;
  readonly messageDigest: Uint8Array;
  readonly signingCertificate: Uint8Array;
}

export function hash(digest: string, bytes: Uint8Array): Uint8Array {
  return createHash(digest).update(bytes).digest();
}

export function attribute(type: string, ...values: readonly Uint8Array[]): Uint8Array {
  return encodeSequence(encodeOid(type), encodeSetOf(...values));
}

/** ESS signing-certificate-v2 that names a certificate by its SHA-256. */
export function essAttribute(certificate: Uint8Array): Uint8Array {
  const reference = encodeSequence(encodeOctetString(hash('sha256', certificate)));
  return attribute(cmsOids.signingCertificateV2, encodeSequence(encodeSequence(reference)));
}

/** Writes it (RFC 5652 §5). @returns DER. */
export function writeCms(spec: CmsSpec): Uint8Array<ArrayBuffer> {
  const { signer, digest = 'sha256', content, contentType = cmsOids.data } = spec;
  const algorithm = encodeSequence(encodeOid(digestOids[digest]));
  const standard: StandardAttributes = {
    contentType: attribute(cmsOids.contentType, encodeOid(contentType)),
    messageDigest: attribute(
      cmsOids.messageDigest,
      encodeOctetString(hash(digest, content ?? spec.signedBytes)),
    ),
    signingCertificate: essAttribute(signer.certificate),
  };
  const list = spec.attributes ? spec.attributes(standard) : Object.values(standard);
  const attributes =
    list && (spec.unsorted ? encodeElement(derTags.set, ...list) : encodeSetOf(...list));
  const toBeSigned = attributes ?? content ?? spec.signedBytes;
  const signature = spec.makeSignature?.(toBeSigned) ?? sign(digest, toBeSigned, signer.privateKey);
  const unsigned = spec.unsigned?.(signature) ?? [];
  const signerInfo = encodeSequence(
    encodeInteger(1),
    spec.signerIdentifier ?? issuerAndSerial(signer.certificate),
    spec.digestAlgorithm ?? algorithm,
    ...(attributes ? [retagged(attributes, 0xa0)] : []),
    spec.signatureAlgorithm ?? certificateAlgorithm(signer.privateKey),
    encodeOctetString(signature),
    ...(unsigned.length > 0 ? [retagged(encodeSetOf(...unsigned), 0xa1)] : []),
  );
  const signedData = encodeSequence(
    encodeInteger(1),
    encodeSetOf(spec.digestAlgorithm ?? algorithm),
    encodeSequence(
      encodeOid(contentType),
      ...(content ? [encodeExplicit(0, encodeOctetString(content))] : []),
    ),
    encodeElement(0xa0, ...(spec.certificates ?? [signer.certificate])),
    ...(spec.revocation ? [encodeElement(0xa1, ...spec.revocation)] : []),
    encodeSetOf(...(spec.signerInfos?.(signerInfo) ?? [signerInfo])),
  );
  return encodeSequence(encodeOid(cmsOids.signedData), encodeExplicit(0, signedData));
}

/** `IssuerAndSerialNumber` of a certificate. */
export function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const fields = DerReader.ofBytes(certificate, derTags.sequence).enter(derTags.sequence);
  fields.takeIf(0xa0);
  const serial = fields.take(derTags.integer).encoded;
  return encodeSequence(parseCertificate(certificate).issuer.encoded, serial);
}

function retagged(bytes: Uint8Array, tag: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[0] = tag;
  return copy;
}

/** The same value with indefinite lengths wherever BER allows them, and its strings in pieces. */
export function toIndefinite(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const tag = bytes[0]!;
  const isConstructed = (tag & 0x20) !== 0;
  const children = isConstructed ? DerReader.ofBytes(bytes, tag).takeAll() : [];
  if (children.length === 0) return new Uint8Array(bytes);
  const parts = children.map((child) => toIndefinite(child.encoded));
  return concatBytes(Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0));
}
