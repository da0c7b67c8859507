import { FormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { contextTag, derTags } from '../der/der-element.ts';
import { DerReader, parseExplicit } from '../der/der-reader.ts';
import { parseTime } from '../der/der-time.ts';
import {
  parseBitStringBytes,
  parseOctetString,
  parseOid,
  parseSmallInteger,
} from '../der/der-values.ts';
import { parseExtensionList } from '../x509/extensions/extension-list.ts';
import { parseName, type DistinguishedName } from '../x509/names/distinguished-name.ts';
import { OCSP_NONCE } from './ocsp-request.ts';
import { parseSingleResponse, type SingleResponse } from './single-response.ts';

/** A responder's word on a few certificates (RFC 6960 §4.2.1). Nothing in it is believed yet. */
export interface OcspResponse {
  /** DER of the ResponseData: what the responder signed. */
  readonly toBeSigned: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly responder:
    | { readonly kind: 'name'; readonly name: DistinguishedName }
    /** SHA-1 of the responder's public key bits: a hint for finding it, no proof. */
    | { readonly kind: 'key'; readonly keyHash: Uint8Array };
  readonly producedAt: Instant;
  readonly responses: readonly SingleResponse[];
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  /**
   * The nonce extension's value as it was sent: DER of an OCTET STRING, from old responders the bare octets.
   * Repeats that of the request, where responder and request had one.
   */
  readonly nonceValue?: Uint8Array;
}

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1';
const MAX_RESPONSE_BYTES = 1024 * 1024;

/**
 * Reads an OCSPResponse that holds an answer.
 * @throws FormatError `ocsp/status` for a responder's refusal, `ocsp/…`, `der/…`
 */
export function parseOcspResponse(bytes: Uint8Array): OcspResponse {
  if (bytes.length > MAX_RESPONSE_BYTES) throw new FormatError('ocsp/size', 'too large');
  const outer = DerReader.ofBytes(bytes, derTags.sequence);
  if (parseSmallInteger(outer.take(derTags.enumerated)) !== 0) {
    throw new FormatError('ocsp/status', 'the responder did not answer');
  }
  const responseBytes = DerReader.of(
    parseExplicit(outer.take(contextTag(0, 'constructed'))),
    derTags.sequence,
  );
  outer.end();
  if (parseOid(responseBytes.take(derTags.oid)) !== BASIC_RESPONSE) {
    throw new FormatError('ocsp/type', 'not a basic response');
  }
  const basic = parseOctetString(responseBytes.take(derTags.octetString));
  responseBytes.end();
  return parseBasicResponse(basic);
}

function parseBasicResponse(bytes: Uint8Array): OcspResponse {
  const fields = DerReader.ofBytes(bytes, derTags.sequence);
  const toBeSigned = fields.take(derTags.sequence);
  const signatureAlgorithm = fields.take(derTags.sequence).encoded;
  const signature = parseBitStringBytes(fields.take(derTags.bitString));
  const certificates = fields.takeIf(contextTag(0, 'constructed'));
  fields.end();
  return {
    toBeSigned: toBeSigned.encoded,
    signatureAlgorithm,
    signature,
    ...parseResponseData(DerReader.of(toBeSigned, derTags.sequence)),
    certificates: certificates
      ? DerReader.of(parseExplicit(certificates), derTags.sequence)
          .takeAll(20)
          .map(({ encoded }) => encoded)
      : [],
  };
}

function parseResponseData(
  fields: DerReader,
): Pick<OcspResponse, 'responder' | 'producedAt' | 'responses' | 'nonceValue'> {
  const version = fields.takeIf(contextTag(0, 'constructed'));
  if (version && parseSmallInteger(parseExplicit(version)) !== 0) {
    throw new FormatError('ocsp/version', 'not version 1');
  }
  const responder = parseResponder(fields);
  const producedAt = parseTime(fields.take(derTags.generalizedTime));
  const responses = fields.enter(derTags.sequence).takeAll(200).map(parseSingleResponse);
  const extensions = fields.takeIf(contextTag(1, 'constructed'));
  fields.end();
  const known = extensions ? parseExtensionList(parseExplicit(extensions)) : [];
  const nonce = known.find(({ id }) => id === OCSP_NONCE);
  if (known.some(({ id, critical }) => critical && id !== OCSP_NONCE))
    throw new FormatError('ocsp/extension', 'an unknown critical extension');
  return { responder, producedAt, responses, ...(nonce && { nonceValue: nonce.value }) };
}

function parseResponder(fields: DerReader): OcspResponse['responder'] {
  const byName = fields.takeIf(contextTag(1, 'constructed'));
  if (byName) return { kind: 'name', name: parseName(parseExplicit(byName)) };
  const byKey = fields.take(contextTag(2, 'constructed'));
  return { kind: 'key', keyHash: parseOctetString(parseExplicit(byKey)) };
}
