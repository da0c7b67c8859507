import { FormatError } from '../../../shared/format-error.ts';
import { derTags, type DerElement } from '../../der/der-element.ts';
import { DerReader } from '../../der/der-reader.ts';
import { parseNull, parseOid, parseSmallInteger } from '../../der/der-values.ts';

/** The digests that we can compute. Which of them are to be relied on is another question. */
export type DigestName =
  | 'MD5'
  | 'RIPEMD-160'
  | 'SHA-1'
  | 'SHA-224'
  | 'SHA-256'
  | 'SHA-384'
  | 'SHA-512'
  | 'SHA3-256'
  | 'SHA3-384'
  | 'SHA3-512'
  | 'SHAKE256';

interface DigestRow {
  /** Object identifier, dotted. */
  readonly oid: string;
  /** Whether WebCrypto has it; the others are computed in JavaScript. */
  readonly isInWebCrypto: boolean;
  /** Whether signatures over it are believed (ETSI TS 119 312 §7, SOG-IS Agreed Cryptographic Mechanisms §2.3). */
  readonly isStrong: boolean;
}

/** Every digest by its name. SHAKE256 has 64 octets here, as RFC 8419 §2.3 and RFC 8702 §3.1 use it. */
export const digests: Readonly<Record<DigestName, DigestRow>> = {
  MD5: row('1.2.840.113549.2.5', false, false),
  'RIPEMD-160': row('1.3.36.3.2.1', false, false),
  'SHA-1': row('1.3.14.3.2.26', true, false),
  'SHA-224': row('2.16.840.1.101.3.4.2.4', false, false),
  'SHA-256': row('2.16.840.1.101.3.4.2.1', true, true),
  'SHA-384': row('2.16.840.1.101.3.4.2.2', true, true),
  'SHA-512': row('2.16.840.1.101.3.4.2.3', true, true),
  'SHA3-256': row('2.16.840.1.101.3.4.2.8', false, true),
  'SHA3-384': row('2.16.840.1.101.3.4.2.9', false, true),
  'SHA3-512': row('2.16.840.1.101.3.4.2.10', false, true),
  SHAKE256: row('2.16.840.1.101.3.4.2.12', false, true),
};

function row(oid: string, isInWebCrypto: boolean, isStrong: boolean): DigestRow {
  return { oid, isInWebCrypto, isStrong };
}

/** id-shake256-len. */
const SHAKE256_WITH_LENGTH = '2.16.840.1.101.3.4.2.18';

const byOid: ReadonlyMap<string, DigestName> = new Map(
  (Object.keys(digests) as DigestName[]).map((name) => [digests[name].oid, name]),
);

/**
 * A digest's AlgorithmIdentifier (RFC 5754 §2).
 * @throws FormatError `algorithm/unsupported`
 */
export function parseDigestAlgorithm(element: DerElement): DigestName {
  const fields = DerReader.of(element, derTags.sequence);
  const oid = parseOid(fields.take(derTags.oid));
  if (oid === SHAKE256_WITH_LENGTH) return parseShakeLength(fields);
  const name = byOid.get(oid);
  if (!fields.isAtEnd) parseNull(fields.takeAny());
  fields.end();
  if (!name) throw new FormatError('algorithm/unsupported', 'a digest that we do not use');
  return name;
}

/** RFC 8419 §2.3: the length in bits stands beside it, and only the one that Ed448 has is used. */
function parseShakeLength(fields: DerReader): DigestName {
  const bits = parseSmallInteger(fields.take(derTags.integer));
  fields.end();
  if (bits !== 512) throw new FormatError('algorithm/unsupported', 'a digest that we do not use');
  return 'SHAKE256';
}
