import { FormatError } from '../../../shared/format-error.ts';
import { contextTag, derTags, parseDer } from '../../der/der-element.ts';
import { DerReader, expectTag } from '../../der/der-reader.ts';
import {
  parseBoolean,
  parseNamedBits,
  parseOctetString,
  parseOid,
  parseSmallInteger,
} from '../../der/der-values.ts';

/** What a key may be used for, in the order of the bits (RFC 5280 §4.2.1.3). */
const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

/** Whether a certificate is an authority's, and how many authorities may follow below it. */
export interface BasicConstraints {
  readonly isCa: boolean;
  readonly pathLength?: number;
}

export function parseKeyUsage(value: Uint8Array): ReadonlySet<KeyUsage> {
  const bits = parseNamedBits(expectTag(parseDer(value), derTags.bitString));
  return new Set(keyUsages.filter((_, bit) => bits.has(bit)));
}

/** @throws FormatError `x509/basic-constraints` for a path length on what is no authority (RFC 5280 §4.2.1.9). */
export function parseBasicConstraints(value: Uint8Array): BasicConstraints {
  const fields = DerReader.ofBytes(value, derTags.sequence);
  const flag = fields.takeIf(derTags.boolean);
  const length = fields.takeIf(derTags.integer);
  fields.end();
  const isCa = flag !== undefined && parseBoolean(flag);
  if (length && !isCa) throw new FormatError('x509/basic-constraints', 'path length without CA');
  return length ? { isCa, pathLength: parseSmallInteger(length) } : { isCa };
}

export function parseExtendedKeyUsage(value: Uint8Array): readonly string[] {
  return DerReader.ofBytes(value, derTags.sequence)
    .takeAll(100)
    .map((purpose) => parseOid(expectTag(purpose, derTags.oid)));
}

export function parseSubjectKeyIdentifier(value: Uint8Array): Uint8Array {
  return parseOctetString(parseDer(value));
}

/** The key identifier of the issuer's key, if it is named that way (RFC 5280 §4.2.1.1). */
export function parseAuthorityKeyIdentifier(value: Uint8Array): Uint8Array | undefined {
  const fields = DerReader.ofBytes(value, derTags.sequence);
  const identifier = fields.takeIf(contextTag(0, 'primitive'));
  fields.takeIf(contextTag(1, 'constructed'));
  fields.takeIf(contextTag(2, 'primitive'));
  fields.end();
  return identifier?.content;
}
