import { toHex } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { contextTag, derTags, type DerElement } from '../der/der-element.ts';
import { DerReader, parseExplicit } from '../der/der-reader.ts';
import { parseTime } from '../der/der-time.ts';
import { parseBitStringBytes, parseIntegerBytes, parseSmallInteger } from '../der/der-values.ts';
import {
  parseCertificateExtensions,
  type CertificateExtensions,
} from './extensions/certificate-extensions.ts';
import { parseExtensionList, type Extension } from './extensions/extension-list.ts';
import { areNamesEqual, parseName, type DistinguishedName } from './names/distinguished-name.ts';

/** A certificate: an authority's word that a key belongs to somebody (RFC 5280 §4.1). Nothing in it is believed yet. */
export interface Certificate extends CertificateExtensions {
  /** DER. */
  readonly encoded: Uint8Array;
  /** DER of what the issuer signed. */
  readonly toBeSigned: Uint8Array;
  readonly version: 1 | 2 | 3;
  /** Upper-case hex of the INTEGER's octets: what revocation lists name. */
  readonly serial: string;
  /** DER of the AlgorithmIdentifier; the same inside and outside of what is signed. */
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** DER of the SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Uint8Array;
  /** The key itself: what key identifiers and OCSP answers are digests of. */
  readonly publicKeyBits: Uint8Array;
  readonly extensions: readonly Extension[];
}

/** No honest certificate comes near it. */
const MAX_CERTIFICATE_BYTES = 256 * 1024;

/** @throws FormatError `x509/…`, `der/…` */
export function parseCertificate(bytes: Uint8Array): Certificate {
  if (bytes.length > MAX_CERTIFICATE_BYTES) throw new FormatError('x509/size', 'too large');
  const outer = DerReader.ofBytes(bytes, derTags.sequence);
  const toBeSigned = outer.take(derTags.sequence);
  const signatureAlgorithm = outer.take(derTags.sequence).encoded;
  const signature = parseBitStringBytes(outer.take(derTags.bitString));
  outer.end();

  const fields = DerReader.of(toBeSigned, derTags.sequence);
  const version = parseVersion(fields);
  const serial = toSerial(parseIntegerBytes(fields.take(derTags.integer)));
  const innerAlgorithm = fields.take(derTags.sequence).encoded;
  const issuer = parseName(fields.take(derTags.sequence));
  const validity = fields.enter(derTags.sequence);
  const notBefore = parseTime(validity.takeAny());
  const notAfter = parseTime(validity.takeAny());
  validity.end();
  const subject = parseName(fields.take(derTags.sequence));
  const publicKeyInfo = fields.take(derTags.sequence);
  fields.takeIf(contextTag(1, 'primitive'));
  fields.takeIf(contextTag(2, 'primitive'));
  const extensionField = fields.takeIf(contextTag(3, 'constructed'));
  fields.end();
  const extensions = extensionField ? parseExtensionList(parseExplicit(extensionField)) : [];
  // RFC 5280 §4.1.1.2: what is signed says how it is signed, so that the outside cannot claim another way.
  if (toHex(innerAlgorithm) !== toHex(signatureAlgorithm)) {
    throw new FormatError('x509/algorithm', 'signature algorithms inside and outside differ');
  }
  if (extensionField && version !== 3) throw new FormatError('x509/version', 'extensions need v3');
  return {
    ...parseCertificateExtensions(extensions),
    encoded: bytes,
    toBeSigned: toBeSigned.encoded,
    version,
    serial,
    signatureAlgorithm,
    signature,
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKeyInfo: publicKeyInfo.encoded,
    publicKeyBits: parsePublicKeyBits(publicKeyInfo),
    extensions,
  };
}

/** Upper-case hex of a serial number's octets. */
export function toSerial(integerBytes: Uint8Array): string {
  return toHex(integerBytes).toUpperCase();
}

/** Whether subject and issuer are the same name; such a certificate carries a key over, it adds no link (RFC 5280 §6.1). */
export function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return areNamesEqual(subject, issuer);
}

function parsePublicKeyBits(publicKeyInfo: DerElement): Uint8Array {
  const fields = DerReader.of(publicKeyInfo, derTags.sequence);
  fields.take(derTags.sequence);
  const bits = parseBitStringBytes(fields.take(derTags.bitString));
  fields.end();
  return bits;
}

function parseVersion(fields: DerReader): 1 | 2 | 3 {
  const field = fields.takeIf(contextTag(0, 'constructed'));
  const version = field ? parseSmallInteger(parseExplicit(field)) + 1 : 1;
  if (version !== 1 && version !== 2 && version !== 3) {
    throw new FormatError('x509/version', 'not a version of X.509 that we know');
  }
  return version;
}
