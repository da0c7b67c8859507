import { parseHex } from '../../shared/bytes.ts';
import { derTags } from '../der/der-element.ts';
import type { DerReader } from '../der/der-reader.ts';
import { parseIntegerBytes, parseOctetString } from '../der/der-values.ts';
import {
  encodeElement,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../der/der-writer.ts';
import { toSerial, type Certificate } from '../x509/certificate.ts';
import { parseDigestAlgorithm, type DigestName } from '../x509/keys/digest-algorithm.ts';
import { digestBytes } from '../x509/keys/verify-signature.ts';

/** Which certificate is asked or spoken about: its issuer by digests, itself by its number (RFC 6960 §4.1.1). */
export interface CertificateId {
  readonly digestName: DigestName;
  /** Digests of the issuer's name (DER) and of its public key bits. */
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** Upper-case hex, as in certificates. */
  readonly serial: string;
}

/** @throws FormatError `der/…`, `algorithm/unsupported` */
export function parseCertificateId(fields: DerReader): CertificateId {
  const digestName = parseDigestAlgorithm(fields.takeAny());
  const issuerNameHash = parseOctetString(fields.takeAny());
  const issuerKeyHash = parseOctetString(fields.takeAny());
  const serial = toSerial(parseIntegerBytes(fields.take(derTags.integer)));
  fields.end();
  return { digestName, issuerNameHash, issuerKeyHash, serial };
}

/**
 * `CertID` with SHA-1, the one digest that every responder knows (RFC 5019 §2.1.1). It only finds the
 * entry; what is believed is the responder's signature.
 */
export async function encodeCertificateId(
  certificate: Certificate,
  issuer: Certificate,
): Promise<Uint8Array<ArrayBuffer>> {
  return encodeSequence(
    encodeSequence(encodeOid('1.3.14.3.2.26'), encodeNull()),
    encodeOctetString(await digestBytes('SHA-1', certificate.issuer.encoded)),
    encodeOctetString(await digestBytes('SHA-1', issuer.publicKeyBits)),
    encodeElement(derTags.integer, parseHex(certificate.serial)),
  );
}
