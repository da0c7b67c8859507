import { parseBase64, parseBase64Url, parseUtf8, utf8Bytes } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';

/** A signed JSON statement in its one-line form, read but not believed (RFC 7515 §7.1). */
export interface CompactJws {
  readonly algorithm: JwsAlgorithm;
  readonly keyId?: string;
  /** Certificate path from the header, DER, leaf first: a claim like any other until a trust anchor supports it. */
  readonly certificates: readonly Uint8Array[];
  readonly payload: Uint8Array;
  /** What is signed: header and payload as they were sent. */
  readonly signingInput: Uint8Array<ArrayBuffer>;
  /** ECDSA as `r || s` (RFC 7518 §3.4). */
  readonly signature: Uint8Array;
}

/** The signature algorithms that we accept: no `none`, nothing symmetric. */
const jwsAlgorithmNames = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
export type JwsAlgorithm = (typeof jwsAlgorithmNames)[number];

const MAX_TOKEN_CHARACTERS = 32 * 1024 * 1024;
const MAX_CERTIFICATES = 10;

/**
 * Reads a compact JWS strictly: three parts, canonical base64url, this `typ`, one of our algorithms, no
 * `crit` (we understand no extension) and no `b64` (RFC 7515 §4.1.11, RFC 7797), no key from the header.
 * @param typ exact media type without `application/`.
 * @throws FormatError `jws/…`
 */
export function parseCompactJws(text: string, typ: string): CompactJws {
  if (text.length > MAX_TOKEN_CHARACTERS) throw new FormatError('jws/size', 'too large');
  const parts = text.split('.', 4);
  const [headerPart, payloadPart, signaturePart] = parts;
  if (parts.length !== 3 || !headerPart || payloadPart === undefined || !signaturePart) {
    throw new FormatError('jws/syntax', 'not a compact JWS');
  }
  const header = parseJsonObject(parsePart(headerPart), 'jws/header');
  checkHeader(header, typ);
  const { kid, x5c } = header as { kid?: unknown; x5c?: unknown };
  if (kid !== undefined && typeof kid !== 'string') {
    throw new FormatError('jws/header', 'kid is not a text');
  }
  return {
    algorithm: header['alg'] as JwsAlgorithm,
    ...(kid !== undefined && { keyId: kid }),
    certificates: x5c === undefined ? [] : parseCertificateChain(x5c),
    payload: parsePart(payloadPart),
    signingInput: utf8Bytes(`${headerPart}.${payloadPart}`),
    signature: parsePart(signaturePart),
  };
}

/**
 * JSON whose outermost value is an object.
 * @throws FormatError with `code`.
 */
export function parseJsonObject(
  bytes: Uint8Array,
  code: string,
): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(parseUtf8(bytes));
  } catch {
    throw new FormatError(code, 'not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FormatError(code, 'not a JSON object');
  }
  return value as Readonly<Record<string, unknown>>;
}

function checkHeader(header: Readonly<Record<string, unknown>>, typ: string): void {
  if (!(jwsAlgorithmNames as readonly unknown[]).includes(header['alg'])) {
    throw new FormatError('jws/algorithm', 'an algorithm that we do not accept');
  }
  if (header['typ'] !== typ) throw new FormatError('jws/type', 'a JWS for another purpose');
  if ('crit' in header || 'b64' in header) {
    throw new FormatError('jws/critical', 'a critical header parameter');
  }
}

function parseCertificateChain(x5c: unknown): readonly Uint8Array[] {
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > MAX_CERTIFICATES) {
    throw new FormatError('jws/certificates', 'x5c is not a list of certificates');
  }
  return x5c.map((item: unknown) => {
    if (typeof item !== 'string') throw new FormatError('jws/certificates', 'not base64');
    return parseBase64(item);
  });
}

function parsePart(part: string): Uint8Array {
  try {
    return parseBase64Url(part);
  } catch {
    throw new FormatError('jws/base64url', 'a part that is not canonical base64url');
  }
}
