import type { CertificateRevocationList } from '../formats/crl/certificate-revocation-list.ts';
import { parseCrl } from '../formats/crl/certificate-revocation-list.ts';
import { signatureAlgorithms, type SignatureAlgorithm } from '../formats/signature-algorithm.ts';
import { parseCertificate, type Certificate } from '../formats/x509/certificate.ts';
import { equalBytes, parseBase64 } from '../shared/bytes.ts';
import { FormatError, isFormatError } from '../shared/format-error.ts';
import { parseInstant, type Instant } from '../shared/instant.ts';

/** For what an anchor is believed. */
export type TrustService = 'institution-signer' | 'time-stamping';

/** The trust list, read: whom this installation believes, and for what. */
export interface TrustList {
  readonly developmentOnly: boolean;
  readonly issuedAt: Instant;
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Certificate[];
  readonly institutions: readonly ListedInstitution[];
  readonly crls: readonly CertificateRevocationList[];
}

export interface TrustAnchor {
  readonly certificate: Certificate;
  readonly services: readonly TrustService[];
}

/** An institution and the certificates that sign for it. */
export interface ListedInstitution {
  readonly code: string;
  readonly nameTh: string;
  readonly nameEn: string;
  readonly signers: readonly ListedSigner[];
}

interface ListedSigner {
  /** DER. */
  readonly certificate: Uint8Array;
  /** How its key signs, where that is not the usual way of its kind. */
  readonly algorithm?: SignatureAlgorithm['jwsAlg'];
  readonly validFrom: Instant;
  readonly validUntil?: Instant;
}

const MAX_CHARACTERS = 256 * 1024 * 1024;
const services: readonly unknown[] = ['institution-signer', 'time-stamping'];

/**
 * Reads a trust list (see `TrustListFile`). All or nothing: half a trust list would make genuine documents
 * look forged.
 * @throws FormatError `trust-list/…` naming the property.
 */
export function parseTrustList(text: string): TrustList {
  const file = parseJson(text);
  if (file['format'] !== 'parinya-trust-list/1') throw invalid('format');
  if (typeof file['developmentOnly'] !== 'boolean') throw invalid('developmentOnly');
  return {
    developmentOnly: file['developmentOnly'],
    issuedAt: instantAt(file, 'issuedAt'),
    anchors: listAt(file, 'anchors').map(parseAnchor),
    intermediates: listAt(file, 'intermediates').map((item) =>
      parseDer(item, 'intermediates', parseCertificate),
    ),
    institutions: listAt(file, 'institutions').map(parseInstitution),
    crls: listAt(file, 'crls').map((item) => parseDer(item, 'crls', parseCrl)),
  };
}

/**
 * The institution for which a certificate signs at a time; `undefined` when the list ties it to none.
 * @param certificate DER, compared byte by byte.
 */
export function findInstitutionOf(
  { institutions }: Pick<TrustList, 'institutions'>,
  certificate: Uint8Array,
  at: Instant,
): ListedInstitution | undefined {
  return institutions.find(({ signers }) =>
    signers.some(
      (signer) =>
        equalBytes(signer.certificate, certificate) &&
        signer.validFrom <= at &&
        (signer.validUntil === undefined || at <= signer.validUntil),
    ),
  );
}

function parseAnchor(item: unknown): TrustAnchor {
  const anchor = objectOf(item, 'anchors');
  const named = listAt(anchor, 'services');
  if (!named.every((service) => services.includes(service))) throw invalid('anchors.services');
  return {
    certificate: parseDer(anchor['certificate'], 'anchors.certificate', parseCertificate),
    services: named as readonly TrustService[],
  };
}

function parseInstitution(item: unknown): ListedInstitution {
  const institution = objectOf(item, 'institutions');
  const code = textAt(institution, 'code');
  if (!/^\d{5}$/.test(code)) throw invalid('institutions.code');
  return {
    code,
    nameTh: textAt(institution, 'nameTh'),
    nameEn: textAt(institution, 'nameEn'),
    signers: listAt(institution, 'signers').map(parseSigner),
  };
}

function parseSigner(item: unknown): ListedSigner {
  const signer = objectOf(item, 'signers');
  return {
    certificate: parseDer(signer['certificate'], 'signers.certificate', (bytes) => bytes),
    ...('algorithm' in signer && { algorithm: algorithmAt(signer) }),
    validFrom: instantAt(signer, 'validFrom'),
    ...('validUntil' in signer && { validUntil: instantAt(signer, 'validUntil') }),
  };
}

function algorithmAt(signer: JsonObject): SignatureAlgorithm['jwsAlg'] {
  const name = textAt(signer, 'algorithm');
  const row = Object.values(signatureAlgorithms).find(({ jwsAlg }) => jwsAlg === name);
  if (!row) throw invalid('signers.algorithm');
  return row.jwsAlg;
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseJson(text: string): JsonObject {
  if (text.length > MAX_CHARACTERS) throw new FormatError('trust-list/size', 'too large');
  try {
    return objectOf(JSON.parse(text), 'file');
  } catch (error) {
    throw isFormatError(error) ? error : new FormatError('trust-list/json', 'not JSON');
  }
}

function objectOf(value: unknown, property: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(property);
  return value as JsonObject;
}

function listAt(object: JsonObject, property: string): readonly unknown[] {
  const value = object[property];
  if (!Array.isArray(value)) throw invalid(property);
  return value;
}

function textAt(object: JsonObject, property: string): string {
  const value = object[property];
  if (typeof value !== 'string' || value === '') throw invalid(property);
  return value;
}

function instantAt(object: JsonObject, property: string): Instant {
  try {
    return parseInstant(textAt(object, property));
  } catch {
    throw invalid(property);
  }
}

function parseDer<Item>(
  value: unknown,
  property: string,
  parse: (bytes: Uint8Array) => Item,
): Item {
  if (typeof value !== 'string') throw invalid(property);
  try {
    return parse(parseBase64(value));
  } catch (error) {
    throw isFormatError(error) ? invalid(property) : error;
  }
}

function invalid(property: string): FormatError {
  return new FormatError('trust-list/invalid', `${property} is not as a trust list has it`);
}
