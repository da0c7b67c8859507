import { toHex } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { contextTag, derTags, parseDer } from '../der/der-element.ts';
import { DerReader, expectTag, parseExplicit } from '../der/der-reader.ts';
import { parseTime } from '../der/der-time.ts';
import { parseBitStringBytes, parseInteger, parseSmallInteger } from '../der/der-values.ts';
import {
  parseIssuingDistributionPoint,
  type IssuingDistributionPoint,
} from '../x509/extensions/distribution-point.ts';
import { parseExtensionList, type Extension } from '../x509/extensions/extension-list.ts';
import { parseAuthorityKeyIdentifier } from '../x509/extensions/usage-extensions.ts';
import { parseName, type DistinguishedName } from '../x509/names/distinguished-name.ts';
import { parseCrlEntry, type CrlEntry } from './crl-entry.ts';

/** An authority's list of the certificates it has taken back (RFC 5280 §5). Nothing in it is believed yet. */
export interface CertificateRevocationList {
  /** DER. */
  readonly encoded: Uint8Array;
  readonly toBeSigned: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Instant;
  readonly nextUpdate?: Instant;
  readonly authorityKeyIdentifier?: Uint8Array;
  readonly crlNumber?: bigint;
  /** A delta list completes the full list with this number. */
  readonly deltaBaseNumber?: bigint;
  readonly issuingDistributionPoint?: IssuingDistributionPoint;
  /** Critical extensions that we do not understand: the list cannot be used (RFC 5280 §5.2). */
  readonly unknownCriticalExtensions: readonly string[];
  readonly entries: readonly CrlEntry[];
}

const MAX_CRL_BYTES = 32 * 1024 * 1024;
const MAX_ENTRIES = 1_000_000;

const listExtensions = {
  crlNumber: '2.5.29.20',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  authorityKeyIdentifier: '2.5.29.35',
} as const;

/** @throws FormatError `crl/…`, `der/…` */
export function parseCrl(bytes: Uint8Array): CertificateRevocationList {
  if (bytes.length > MAX_CRL_BYTES) throw new FormatError('crl/size', 'too large');
  const outer = DerReader.ofBytes(bytes, derTags.sequence);
  const toBeSigned = outer.take(derTags.sequence);
  const signatureAlgorithm = outer.take(derTags.sequence).encoded;
  const signature = parseBitStringBytes(outer.take(derTags.bitString));
  outer.end();

  const fields = DerReader.of(toBeSigned, derTags.sequence);
  const version = fields.takeIf(derTags.integer);
  if (version && parseSmallInteger(version) !== 1) throw new FormatError('crl/version', 'not v2');
  if (toHex(fields.take(derTags.sequence).encoded) !== toHex(signatureAlgorithm)) {
    throw new FormatError('crl/algorithm', 'signature algorithms inside and outside differ');
  }
  const issuer = parseName(fields.take(derTags.sequence));
  const thisUpdate = parseTime(fields.takeAny());
  const nextUpdate = fields.takeIf(derTags.utcTime) ?? fields.takeIf(derTags.generalizedTime);
  const entryFields = fields.enterIf(derTags.sequence);
  const extensionField = fields.takeIf(contextTag(0, 'constructed'));
  fields.end();
  const extensions = extensionField ? parseExtensionList(parseExplicit(extensionField)) : [];
  return {
    encoded: bytes,
    toBeSigned: toBeSigned.encoded,
    signatureAlgorithm,
    signature,
    issuer,
    thisUpdate,
    ...(nextUpdate && { nextUpdate: parseTime(nextUpdate) }),
    ...parseListExtensions(extensions),
    entries: entryFields ? parseEntries(entryFields, issuer) : [],
  };
}

function parseEntries(fields: DerReader, listIssuer: DistinguishedName): readonly CrlEntry[] {
  const entries: CrlEntry[] = [];
  let issuer = listIssuer;
  for (const element of fields.takeAll(MAX_ENTRIES)) {
    const entry = parseCrlEntry(element, issuer);
    issuer = entry.certificateIssuer;
    entries.push(entry);
  }
  return entries;
}

function parseListExtensions(extensions: readonly Extension[]) {
  const valueOf = (id: string) => extensions.find((extension) => extension.id === id)?.value;
  const numberOf = (value: Uint8Array) => parseInteger(expectTag(parseDer(value), derTags.integer));
  const keyIdentifierValue = valueOf(listExtensions.authorityKeyIdentifier);
  const keyIdentifier = keyIdentifierValue && parseAuthorityKeyIdentifier(keyIdentifierValue);
  const number = valueOf(listExtensions.crlNumber);
  const base = valueOf(listExtensions.deltaCrlIndicator);
  const point = valueOf(listExtensions.issuingDistributionPoint);
  return {
    ...(keyIdentifier && { authorityKeyIdentifier: keyIdentifier }),
    ...(number && { crlNumber: numberOf(number) }),
    ...(base && { deltaBaseNumber: numberOf(base) }),
    ...(point && { issuingDistributionPoint: parseIssuingDistributionPoint(point) }),
    unknownCriticalExtensions: extensions
      .filter(({ id, critical }) => critical && !Object.values<string>(listExtensions).includes(id))
      .map(({ id }) => id),
  };
}
