import { FormatError } from '../../../shared/format-error.ts';
import { contextTag, derTags, parseDer, type DerElement } from '../../der/der-element.ts';
import { DerReader, parseExplicit } from '../../der/der-reader.ts';
import { parseNull, parseOid, parseSmallInteger } from '../../der/der-values.ts';
import { parseDigestAlgorithm, type DigestName } from './digest-algorithm.ts';

/** How a signature that others made is to be verified. */
export type VerificationAlgorithm =
  | { readonly kind: 'rsa-pkcs1'; readonly digest: DigestName }
  | {
      readonly kind: 'rsa-pss';
      readonly digest: DigestName;
      /** Digest of the mask function, where it is another. */
      readonly maskDigest?: DigestName;
      readonly saltLength: number;
    }
  | { readonly kind: 'ecdsa'; readonly digest: DigestName }
  | { readonly kind: 'ed25519'; readonly digest: 'SHA-512' }
  | { readonly kind: 'ed448'; readonly digest: 'SHAKE256' };

/** Parameters that belong to an algorithm: RSA has a NULL or nothing (RFC 4055 §5), the others have nothing. */
const algorithms: Readonly<
  Record<string, { readonly algorithm: VerificationAlgorithm; readonly mayHaveNull: boolean }>
> = {
  '1.2.840.113549.1.1.4': row({ kind: 'rsa-pkcs1', digest: 'MD5' }, true),
  '1.2.840.113549.1.1.5': row({ kind: 'rsa-pkcs1', digest: 'SHA-1' }, true),
  '1.3.14.3.2.29': row({ kind: 'rsa-pkcs1', digest: 'SHA-1' }, true),
  '1.3.36.3.3.1.2': row({ kind: 'rsa-pkcs1', digest: 'RIPEMD-160' }, true),
  '1.2.840.113549.1.1.14': row({ kind: 'rsa-pkcs1', digest: 'SHA-224' }, true),
  '1.2.840.113549.1.1.11': row({ kind: 'rsa-pkcs1', digest: 'SHA-256' }, true),
  '1.2.840.113549.1.1.12': row({ kind: 'rsa-pkcs1', digest: 'SHA-384' }, true),
  '1.2.840.113549.1.1.13': row({ kind: 'rsa-pkcs1', digest: 'SHA-512' }, true),
  '2.16.840.1.101.3.4.3.14': row({ kind: 'rsa-pkcs1', digest: 'SHA3-256' }, true),
  '2.16.840.1.101.3.4.3.15': row({ kind: 'rsa-pkcs1', digest: 'SHA3-384' }, true),
  '2.16.840.1.101.3.4.3.16': row({ kind: 'rsa-pkcs1', digest: 'SHA3-512' }, true),
  '1.2.840.10045.4.1': row({ kind: 'ecdsa', digest: 'SHA-1' }, false),
  '1.2.840.10045.4.3.1': row({ kind: 'ecdsa', digest: 'SHA-224' }, false),
  '1.2.840.10045.4.3.2': row({ kind: 'ecdsa', digest: 'SHA-256' }, false),
  '1.2.840.10045.4.3.3': row({ kind: 'ecdsa', digest: 'SHA-384' }, false),
  '1.2.840.10045.4.3.4': row({ kind: 'ecdsa', digest: 'SHA-512' }, false),
  '2.16.840.1.101.3.4.3.10': row({ kind: 'ecdsa', digest: 'SHA3-256' }, false),
  '2.16.840.1.101.3.4.3.11': row({ kind: 'ecdsa', digest: 'SHA3-384' }, false),
  '2.16.840.1.101.3.4.3.12': row({ kind: 'ecdsa', digest: 'SHA3-512' }, false),
  '1.3.101.113': row({ kind: 'ed448', digest: 'SHAKE256' }, false),
  '1.3.101.112': row({ kind: 'ed25519', digest: 'SHA-512' }, false),
};
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
/** Some signers fill the whole key with salt. */
const MAX_SALT = 512;
const MGF1 = '1.2.840.113549.1.1.8';

function row(algorithm: VerificationAlgorithm, mayHaveNull: boolean) {
  return { algorithm, mayHaveNull };
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
 * RSASSA-PSS-params (RFC 4055 §3.1). Absent fields mean SHA-1, MGF1 with SHA-1, 20 bytes of salt.
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
  if (saltLength > MAX_SALT || (trailer && parseSmallInteger(trailer) !== 1)) {
    throw new FormatError('algorithm/unsupported', 'RSASSA-PSS parameters that we do not use');
  }
  const algorithm = { kind: 'rsa-pss' as const, digest, saltLength };
  return maskDigest === digest ? algorithm : { ...algorithm, maskDigest };
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
    algorithm.maskDigest === required.maskDigest &&
    algorithm.saltLength >= required.saltLength
  );
}
