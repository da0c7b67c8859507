import { createHash, sign, type KeyObject } from 'node:crypto';

import { attributeTypes } from '../../../formats/cms/attribute.ts';
import { contextTag, derTags } from '../../../formats/der/der-element.ts';
import { encodeGeneralizedTime } from '../../../formats/der/der-time.ts';
import {
  encodeElement,
  encodeExplicit,
  encodeImplicit,
  encodeInteger,
  encodeNamedBits,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '../../../formats/der/der-writer.ts';
import {
  encodeMessageImprint,
  type TimeStampRequest,
} from '../../../formats/tsp/time-stamp-request.ts';
import { parseCertificate } from '../../../formats/x509/certificate.ts';
import { parseHex } from '../../../shared/bytes.ts';
import type { Instant } from '../../../shared/instant.ts';
import { certificateAlgorithm } from '../x509/issuing-key.ts';

/** Who stamps or answers, with which key. */
export interface ResponderIdentity {
  readonly privateKey: KeyObject;
  /** DER. */
  readonly certificate: Uint8Array;
}

/** What a token says besides what was asked. */
export interface TokenContent {
  readonly time: Instant;
  /** Object identifier; that of the request, or the authority's own. */
  readonly policy: string;
  readonly serialNumber: Uint8Array;
}

const oids = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;
const ACCURACY_SECONDS = 1;
const sha256Algorithm = encodeSequence(encodeOid(oids.sha256));

/** A granted TimeStampResp with a token over the request's imprint (RFC 3161 §2.4.2). @returns DER. */
export function writeTimeStampResponse(
  request: TimeStampRequest,
  content: TokenContent,
  authority: ResponderIdentity,
): Uint8Array {
  const status = encodeSequence(encodeInteger(0));
  return encodeSequence(status, writeToken(request, content, authority));
}

/** A TimeStampResp that refuses, for one of PKIFailureInfo's reasons. @returns DER. */
export function writeTimeStampRefusal(failureBit: number): Uint8Array {
  return encodeSequence(encodeSequence(encodeInteger(2), encodeNamedBits([failureBit])));
}

function writeToken(
  request: TimeStampRequest,
  { time, policy, serialNumber }: TokenContent,
  { privateKey, certificate }: ResponderIdentity,
): Uint8Array {
  const info = encodeSequence(
    encodeInteger(1),
    encodeOid(policy),
    encodeMessageImprint(request.digestName, request.digest),
    encodeElement(derTags.integer, serialNumber),
    encodeGeneralizedTime(time),
    encodeSequence(encodeInteger(ACCURACY_SECONDS)),
    ...(request.nonce === undefined ? [] : [encodeInteger(request.nonce)]),
  );
  const attributes = encodeSetOf(
    toAttribute(attributeTypes.contentType, encodeOid(oids.tstInfo)),
    toAttribute(attributeTypes.messageDigest, encodeOctetString(sha256(info))),
    toAttribute(attributeTypes.signingCertificateV2, toCertificateReference(certificate)),
  );
  const { issuer, serial } = parseCertificate(certificate);
  const signerInfo = encodeSequence(
    encodeInteger(1),
    encodeSequence(issuer.encoded, encodeElement(derTags.integer, parseHex(serial))),
    sha256Algorithm,
    encodeImplicit(0, attributes),
    certificateAlgorithm(privateKey),
    encodeOctetString(sign('sha256', attributes, privateKey)),
  );
  const signedData = encodeSequence(
    encodeInteger(3),
    encodeSetOf(sha256Algorithm),
    encodeSequence(encodeOid(oids.tstInfo), encodeExplicit(0, encodeOctetString(info))),
    ...(request.wantsCertificates
      ? [encodeElement(contextTag(0, 'constructed'), certificate)]
      : []),
    encodeSetOf(signerInfo),
  );
  return encodeSequence(encodeOid(oids.signedData), encodeExplicit(0, signedData));
}

/** SigningCertificateV2 with SHA-256, its default, and without the issuer, who stands in the SignerInfo. */
function toCertificateReference(certificate: Uint8Array): Uint8Array {
  const reference = encodeSequence(encodeOctetString(sha256(certificate)));
  return encodeSequence(encodeSequence(reference));
}

function toAttribute(type: string, value: Uint8Array): Uint8Array {
  return encodeSequence(encodeOid(type), encodeSetOf(value));
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
