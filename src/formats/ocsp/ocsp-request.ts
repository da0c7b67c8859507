import { FormatError } from '../../shared/format-error.ts';
import { contextTag, derTags, parseDer } from '../der/der-element.ts';
import { DerReader, parseExplicit } from '../der/der-reader.ts';
import { parseOctetString, parseSmallInteger } from '../der/der-values.ts';
import {
  encodeElement,
  encodeExplicit,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../der/der-writer.ts';
import { parseExtensionList } from '../x509/extensions/extension-list.ts';
import { parseCertificateId, type CertificateId } from './certificate-id.ts';

/** Extension with which a request and its answer are tied together (RFC 9654). */
export const OCSP_NONCE = '1.3.6.1.5.5.7.48.1.2';

/** A question to a responder, as it was sent. */
export interface OcspRequest {
  readonly certificates: readonly OcspRequestEntry[];
  readonly nonce?: Uint8Array;
}

interface OcspRequestEntry extends CertificateId {
  /** DER of the `CertID`: the answer repeats it. */
  readonly encoded: Uint8Array;
}

/**
 * `OCSPRequest` about one certificate, unsigned (RFC 6960 §4.1.1).
 * @param certificateId DER, from `encodeCertificateId`.
 * @param nonce 1 to 128 octets (RFC 9654 §2.1); left out, the answer may come from a cache.
 */
export function encodeOcspRequest(
  certificateId: Uint8Array,
  nonce?: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const list = encodeSequence(encodeSequence(certificateId));
  const extensions =
    nonce && encodeExplicit(2, encodeSequence(encodeNonceExtension(encodeOctetString(nonce))));
  return encodeSequence(encodeSequence(list, ...(extensions ? [extensions] : [])));
}

/**
 * The extension that carries a nonce, in requests and answers alike.
 * @param value DER of the nonce as OCTET STRING.
 */
export function encodeNonceExtension(value: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeSequence(encodeOid(OCSP_NONCE), encodeOctetString(value));
}

/**
 * The inverse of {@link encodeOcspRequest}; a requester's own signature is not looked at.
 * @throws FormatError `ocsp/…`, `der/…`, `algorithm/unsupported`
 */
export function parseOcspRequest(bytes: Uint8Array): OcspRequest {
  const outer = DerReader.ofBytes(bytes, derTags.sequence);
  const fields = outer.enter(derTags.sequence);
  outer.takeIf(contextTag(0, 'constructed'));
  outer.end();
  const version = fields.takeIf(contextTag(0, 'constructed'));
  if (version && parseSmallInteger(parseExplicit(version)) !== 0) {
    throw new FormatError('ocsp/version', 'not version 1');
  }
  fields.takeIf(contextTag(1, 'constructed'));
  const entries = fields.enter(derTags.sequence).takeAll(100);
  const extensions = fields.takeIf(contextTag(2, 'constructed'));
  fields.end();
  const nonce = extensions
    ? parseExtensionList(parseExplicit(extensions)).find(({ id }) => id === OCSP_NONCE)
    : undefined;
  return {
    certificates: entries.map((entry) => {
      const single = DerReader.of(entry, derTags.sequence);
      const encoded = single.take(derTags.sequence);
      single.takeIf(contextTag(0, 'constructed'));
      single.end();
      return {
        ...parseCertificateId(DerReader.of(encoded, derTags.sequence)),
        encoded: encodeElement(derTags.sequence, encoded.content),
      };
    }),
    ...(nonce && { nonce: parseOctetString(parseDer(nonce.value)) }),
  };
}
