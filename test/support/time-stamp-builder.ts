import { createHash, sign } from 'node:crypto';
import { certificateAlgorithm } from '../../src/adapters/development-pki/x509/issuing-key.ts';
import { derTags } from '../../src/formats/der/der-element.ts';
import { DerReader } from '../../src/formats/der/der-reader.ts';
import { encodeGeneralizedTime } from '../../src/formats/der/der-time.ts';
import {
  encodeElement,
  encodeExplicit,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '../../src/formats/der/der-writer.ts';
import { parseCertificate } from '../../src/formats/x509/certificate.ts';
import type { Instant } from '../../src/shared/instant.ts';
import type { Party } from './certificate-builder.ts';

const oids = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const sha256Algorithm = encodeSequence(encodeOid(oids.sha256));

/** A time-stamp token over `stampedBytes` (RFC 3161 §2.4.2), DER, by an authority with this certificate. */
export function stamp(
  stampedBytes: Uint8Array,
  time: Instant,
  authority: Party,
  certificate: Uint8Array,
): Uint8Array {
  const info = encodeSequence(
    encodeInteger(1),
    encodeOid('1.3.6.1.4.1.99999.2'),
    encodeSequence(sha256Algorithm, encodeOctetString(sha256(stampedBytes))),
    encodeInteger(7),
    encodeGeneralizedTime(time),
  );
  const attribute = (type: string, value: Uint8Array) =>
    encodeSequence(encodeOid(type), encodeSetOf(value));
  const reference = encodeSequence(encodeOctetString(sha256(certificate)));
  const attributes = encodeSetOf(
    attribute(oids.contentType, encodeOid(oids.tstInfo)),
    attribute(oids.messageDigest, encodeOctetString(sha256(info))),
    attribute(oids.signingCertificateV2, encodeSequence(encodeSequence(reference))),
  );
  const implicitAttributes = new Uint8Array(attributes);
  implicitAttributes[0] = 0xa0;
  const { issuer } = parseCertificate(certificate);
  const signerInfo = encodeSequence(
    encodeInteger(1),
    encodeSequence(issuer.encoded, serialOf(certificate)),
    sha256Algorithm,
    implicitAttributes,
    certificateAlgorithm(authority.privateKey),
    encodeOctetString(sign('sha256', attributes, authority.privateKey)),
  );
  const signedData = encodeSequence(
    encodeInteger(3),
    encodeSetOf(sha256Algorithm),
    encodeSequence(encodeOid(oids.tstInfo), encodeExplicit(0, encodeOctetString(info))),
    encodeElement(0xa0, certificate),
    encodeSetOf(signerInfo),
  );
  return encodeSequence(encodeOid(oids.signedData), encodeExplicit(0, signedData));
}

function serialOf(certificate: Uint8Array): Uint8Array {
  const fields = DerReader.ofBytes(certificate, derTags.sequence).enter(derTags.sequence);
  fields.takeIf(0xa0);
  return fields.take(derTags.integer).encoded;
}
