import { Buffer } from 'node:buffer';
import { createHash, X509Certificate } from 'node:crypto';

import { attributeTypes } from '../../formats/cms/attribute.ts';
import { contextTag, derTags } from '../../formats/der/der-element.ts';
import {
  compareEncodings,
  encodeElement,
  encodeExplicit,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '../../formats/der/der-writer.ts';
import { parseCertificate } from '../../formats/x509/certificate.ts';
import { concatBytes, parseHex } from '../../shared/bytes.ts';
import type { Signer } from '../signer.ts';

/**
 * Builds the CMS of one signer around constant bytes: certificates, algorithm names and the ESS attribute
 * are encoded once, and each signature only brings its digest and its signature value.
 */
export interface CmsAssembler {
  /**
   * In how many bytes every signature of this signer fits.
   * @param tokenBytes size of the time-stamp token in it; left out, there is none.
   */
  maxBytes(tokenBytes?: number): number;
  /** What the key signs: the DER `SET OF Attribute` of RFC 5652 §5.4. */
  toSignedAttributes(messageDigest: Uint8Array): Uint8Array<ArrayBuffer>;
  /**
   * The finished `ContentInfo`, DER.
   * @param timeStampToken DER, over the signature: an unsigned attribute (EN 319 122-1 §5.3).
   */
  toSignedData(
    signedAttributes: Uint8Array,
    signature: Uint8Array,
    timeStampToken?: Uint8Array,
  ): Uint8Array<ArrayBuffer>;
}

const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  digests: {
    'SHA-256': '2.16.840.1.101.3.4.2.1',
    'SHA-384': '2.16.840.1.101.3.4.2.2',
    'SHA-512': '2.16.840.1.101.3.4.2.3',
  },
} as const;

/** By how much an ECDSA signature in DER can be longer than `r || s`: three headers and two sign octets. */
const ECDSA_DER_OVERHEAD_BYTES = 9;
const ED25519_SIGNATURE_BYTES = 64;

/**
 * Works out the constant parts for a signer: CMS `SignedData` version 1 without content (detached), one
 * `SignerInfo`, signed attributes exactly content-type, message-digest and signing-certificate-v2
 * (EN 319 122-1 §5, EN 319 142-1 §6.3). No signing-time: PAdES has it in the PDF's `/M`.
 */
export function toCmsAssembler({ certificatePath, algorithm }: Signer): CmsAssembler {
  const leaf = certificatePath[0]!;
  const certificate = parseCertificate(leaf);
  const issuer = certificate.issuer.encoded;
  const serialNumber = encodeElement(derTags.integer, parseHex(certificate.serial));
  // RFC 5754 §2: the parameters of SHA-2 are absent.
  const digestAlgorithm = encodeSequence(encodeOid(oids.digests[algorithm.digest]));
  const contentType = toAttribute(attributeTypes.contentType, encodeOid(oids.data));
  const signingCertificate = toAttribute(
    attributeTypes.signingCertificateV2,
    toSigningCertificateV2(leaf, issuer, serialNumber),
  );
  const signerInfoHead = concatBytes(
    encodeInteger(1),
    encodeSequence(issuer, serialNumber),
    digestAlgorithm,
  );
  const signatureAlgorithm = parseHex(algorithm.cmsAlgorithmIdentifierHex);
  const signedDataHead = concatBytes(
    encodeInteger(1),
    encodeSetOf(digestAlgorithm),
    encodeSequence(encodeOid(oids.data)),
    encodeElement(contextTag(0, 'constructed'), ...[...certificatePath].sort(compareEncodings)),
  );
  const contentInfoHead = encodeOid(oids.signedData);

  const digestBytes = Number(algorithm.digest.slice('SHA-'.length)) / 8;
  const blankDigest = toAttribute(
    attributeTypes.messageDigest,
    encodeOctetString(new Uint8Array(digestBytes)),
  );
  // Attributes differ in their types, so that a digest changes nothing in the order of the SET.
  const blankAttributes = encodeSetOf(contentType, signingCertificate, blankDigest);
  const digestAt =
    Buffer.from(blankAttributes).indexOf(blankDigest) + blankDigest.length - digestBytes;
  const toSignedAttributes = (messageDigest: Uint8Array) => {
    if (messageDigest.length !== digestBytes) throw new RangeError('a digest of another algorithm');
    const attributes = blankAttributes.slice();
    attributes.set(messageDigest, digestAt);
    return attributes;
  };
  const assemble = (
    signedAttributes: Uint8Array,
    signature: Uint8Array,
    timeStampToken?: Uint8Array,
  ) => {
    // In the message the SET stands under `[0] IMPLICIT`; what is signed is the SET (RFC 5652 §5.4).
    const implicitAttributes = Uint8Array.from(signedAttributes);
    implicitAttributes[0] = contextTag(0, 'constructed');
    const signerInfo = encodeSequence(
      signerInfoHead,
      implicitAttributes,
      signatureAlgorithm,
      encodeOctetString(signature),
      ...(timeStampToken === undefined ? [] : [toUnsignedAttributes(timeStampToken)]),
    );
    const signedData = encodeSequence(signedDataHead, encodeSetOf(signerInfo));
    return encodeSequence(contentInfoHead, encodeExplicit(0, signedData));
  };
  const toForm = (signatureBytes: number): MessageForm => {
    const blankSignature = new Uint8Array(signatureBytes);
    const bytes = assemble(blankAttributes, blankSignature);
    const signatureAt = bytes.length - signatureBytes;
    const valueAt = bytes.length - encodeOctetString(blankSignature).length;
    const attributesAt = valueAt - signatureAlgorithm.length - blankAttributes.length;
    return { bytes, attributesAt, signatureAt };
  };
  // An RSA signature has one length, one with ECDSA a handful.
  const forms = new Map<number, MessageForm>();
  const toSignedData = (
    signedAttributes: Uint8Array,
    signature: Uint8Array,
    timeStampToken?: Uint8Array,
  ) => {
    if (timeStampToken !== undefined) return assemble(signedAttributes, signature, timeStampToken);
    const form = forms.get(signature.length) ?? toForm(signature.length);
    forms.set(signature.length, form);
    const message = form.bytes.slice();
    message.set(signedAttributes.subarray(1), form.attributesAt + 1);
    message.set(signature, form.signatureAt);
    return message;
  };
  const largest = new Uint8Array(maxSignatureBytes(leaf, algorithm.ecCoordinateBytes));
  return {
    maxBytes: (tokenBytes) => {
      const token = tokenBytes === undefined ? undefined : new Uint8Array(tokenBytes);
      return toSignedData(toSignedAttributes(new Uint8Array(digestBytes)), largest, token).length;
    },
    toSignedAttributes,
    toSignedData,
  };
}

/** A message without its digest and its signature value, and where they go. */
interface MessageForm {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly attributesAt: number;
  readonly signatureAt: number;
}

/** `[1] IMPLICIT SET OF Attribute` with the signature's time-stamp alone (RFC 5652 §5.3). */
function toUnsignedAttributes(timeStampToken: Uint8Array): Uint8Array<ArrayBuffer> {
  const attribute = toAttribute(attributeTypes.signatureTimeStamp, timeStampToken);
  return encodeElement(contextTag(1, 'constructed'), attribute);
}

function toAttribute(type: string, value: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeSequence(encodeOid(type), encodeSetOf(value));
}

/**
 * ESSCertIDv2 (RFC 5035 §4): ties the signature to this very certificate, so that another one for the same
 * key cannot take its place. SHA-256 is the default and therefore not written.
 */
function toSigningCertificateV2(
  certificate: Uint8Array,
  issuer: Uint8Array,
  serialNumber: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const digest = createHash('sha256').update(certificate).digest();
  const directoryName = encodeExplicit(4, issuer);
  const issuerSerial = encodeSequence(encodeSequence(directoryName), serialNumber);
  return encodeSequence(encodeSequence(encodeSequence(encodeOctetString(digest), issuerSerial)));
}

function maxSignatureBytes(certificate: Uint8Array, ecCoordinateBytes: number | undefined): number {
  if (ecCoordinateBytes !== undefined) return 2 * ecCoordinateBytes + ECDSA_DER_OVERHEAD_BYTES;
  const { modulusLength } = new X509Certificate(certificate).publicKey.asymmetricKeyDetails ?? {};
  return modulusLength === undefined ? ED25519_SIGNATURE_BYTES : Math.ceil(modulusLength / 8);
}
