import {
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeSetOf,
  encodeUtf8String,
} from '../../../formats/der/der-writer.ts';

/** The words that every certificate of the development PKI carries in its subject. */
const DEVELOPMENT_MARK = 'DEVELOPMENT ONLY';

/**
 * Subject of a development certificate, DER `Name` (RFC 5280 §4.1.2.4): country, organisation, the mark as
 * organisational unit and, because many programs show nothing else, in the common name too.
 */
export function toDevelopmentName(
  organization: string,
  commonName: string,
): Uint8Array<ArrayBuffer> {
  return encodeSequence(
    toRdn('2.5.4.6', encodePrintableString('TH')),
    toRdn('2.5.4.10', encodeUtf8String(organization)),
    toRdn('2.5.4.11', encodeUtf8String(DEVELOPMENT_MARK)),
    toRdn('2.5.4.3', encodeUtf8String(`${commonName} (${DEVELOPMENT_MARK})`)),
  );
}

function toRdn(type: string, value: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeSetOf(encodeSequence(encodeOid(type), value));
}
