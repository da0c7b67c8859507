import { FormatError } from '../../../shared/format-error.ts';
import { contextTag, derTags, parseDer, type DerElement } from '../../der/der-element.ts';
import { DerReader, parseExplicit } from '../../der/der-reader.ts';
import { parseNull, parseOid, parseSmallInteger } from '../../der/der-values.ts';

export type DigestName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/** How a signature that others made is to be verified. */
export type VerificationAlgorithm =
  | { readonly kind: 'rsa-pkcs1'; readonly digest: DigestName }
  | { readonly kind: 'rsa-pss'; readonly digest: DigestName; readonly saltLength: number }
  | { readonly kind: 'ecdsa'; readonly digest: DigestName }
  | { readonly kind: 'ed25519'; readonly digest: 'SHA-512' };

const digestNames: Readonly<Record<string, DigestName>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

/** Parameters that belong to an algorithm: RSA has a NULL or nothing (RFC 4055 §5), the others have nothing. */
const algorithms: Readonly<
  Record<string, { readonly algorithm: VerificationAlgorithm; readonly mayHaveNull: boolean }>
> = {
  '1.2.840.113549.1.1.5': row({ kind: 'rsa-pkcs1', digest: 'SHA-1' }, true),
  '1.2.840.113549.1.1.11': row({ kind: 'rsa-pkcs1', digest: 'SHA-256' }, true),
  '1.2.840.113549.1.1.12': row({ kind: 'rsa-pkcs1', digest: 'SHA-384' }, true),
  '1.2.840.113549.1.1.13': row({ kind: 'rsa-pkcs1', digest: 'SHA-512' }, true),
  '1.2.840.10045.4.1': row({ kind: 'ecdsa', digest: 'SHA-1' }, false),
  '1.2.840.10045.4.3.2': row({ kind: 'ecdsa', digest: 'SHA-256' }, false),
  '1.2.840.10045.4.3.3': row({ kind: 'ecdsa', digest: 'SHA-384' }, false),
  '1.2.840.10045.4.3.4': row({ kind: 'ecdsa', digest: 'SHA-512' }, false),
  '1.3.101.112': row({ kind: 'ed25519', digest: 'SHA-512' }, false),
};
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

function row(algorithm: VerificationAlgorithm, mayHaveNull: boolean) {
  return { algorithm, mayHaveNull };
}

/**
 * A digest's AlgorithmIdentifier (RFC 5754 §2).
 * @throws FormatError `algorithm/unsupported` (MD5 and whatever else we do not know)
 */
export function parseDigestAlgorithm(element: DerElement): DigestName {
  const fields = DerReader.of(element, derTags.sequence);
  const name = digestNames[parseOid(fields.take(derTags.oid))];
  if (!fields.isAtEnd) parseNull(fields.takeAny());
  fields.end();
  if (!name) throw new FormatError('algorithm/unsupported', 'a digest that we do not use');
  return name;
}

/**
 * A signature's AlgorithmIdentifier. CMS may name only the kind of key there (`rsaEncryption`, RFC 3370
 * §3.2); then `cmsDigest`, the digest that stands beside it, completes it.
 * @param encoded DER of the AlgorithmIdentifier.
 * @throws FormatError `algorithm/unsupported`, `algorithm/parameters`, `der/…`
 */
export function parseVerificationAlgorithm(
  encoded: Uint8Array,
  cmsDigest?: DigestName,
): VerificationAlgorithm {
  const fields = DerReader.ofBytes(encoded, derTags.sequence);
  const id = parseOid(fields.take(derTags.oid));
  const parameters = fields.isAtEnd ? undefined : fields.takeAny();
  fields.end();
  if (id === RSA_PSS) return parsePssParameters(parameters);
  const known = algorithms[id] ?? findByKeyKind(id, cmsDigest);
  if (!known) throw new FormatError('algorithm/unsupported', 'a signature algorithm we do not use');
  if (parameters) {
    if (!known.mayHaveNull) throw new FormatError('algorithm/parameters', 'has parameters');
    parseNull(parameters);
  }
  return known.algorithm;
}

function findByKeyKind(id: string, digest: DigestName | undefined) {
  if (digest === undefined) return undefined;
  if (id === RSA_ENCRYPTION) return row({ kind: 'rsa-pkcs1', digest }, true);
  if (id === EC_PUBLIC_KEY) return row({ kind: 'ecdsa', digest }, false);
  return undefined;
}

/**
 * RSASSA-PSS-params (RFC 4055 §3.1). Absent fields mean SHA-1, MGF1 with SHA-1, 20 bytes of salt. The mask
 * must use the same digest: WebCrypto can do no other, and nobody needs another.
 */
function parsePssParameters(
  parameters: DerElement | undefined,
): VerificationAlgorithm & { readonly kind: 'rsa-pss' } {
  if (!parameters) throw new FormatError('algorithm/parameters', 'RSASSA-PSS needs parameters');
  const fields = DerReader.of(parameters, derTags.sequence);
  const field = (number: number) => {
    const element = fields.takeIf(contextTag(number, 'constructed'));
    return element && parseExplicit(element);
  };
  const hash = field(0);
  const mask = field(1);
  const salt = field(2);
  const trailer = field(3);
  fields.end();
  const digest = hash ? parseDigestAlgorithm(hash) : 'SHA-1';
  const maskDigest = mask ? parseMaskDigest(mask) : 'SHA-1';
  const saltLength = salt ? parseSmallInteger(salt) : 20;
  if (maskDigest !== digest || saltLength > 64 || (trailer && parseSmallInteger(trailer) !== 1)) {
    throw new FormatError('algorithm/unsupported', 'RSASSA-PSS parameters that we do not use');
  }
  return { kind: 'rsa-pss', digest, saltLength };
}

function parseMaskDigest(element: DerElement): DigestName {
  const fields = DerReader.of(element, derTags.sequence);
  if (parseOid(fields.take(derTags.oid)) !== MGF1) {
    throw new FormatError('algorithm/unsupported', 'a mask function that we do not use');
  }
  const digest = parseDigestAlgorithm(fields.takeAny());
  fields.end();
  return digest;
}

/** Whether a signature's PSS parameters satisfy those that its key insists on (RFC 4055 §3.3). */
export function satisfiesKeyParameters(
  algorithm: VerificationAlgorithm,
  keyParameters: Uint8Array,
): boolean {
  const required = parsePssParameters(parseDer(keyParameters));
  return (
    algorithm.kind === 'rsa-pss' &&
    algorithm.digest === required.digest &&
    algorithm.saltLength >= required.saltLength
  );
}
