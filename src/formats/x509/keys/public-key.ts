import { FormatError } from '../../../shared/format-error.ts';
import { derTags } from '../../der/der-element.ts';
import { DerReader } from '../../der/der-reader.ts';
import {
  parseBitStringBytes,
  parseInteger,
  parseIntegerBytes,
  parseNull,
  parseOid,
} from '../../der/der-values.ts';
import { encodeBitString, encodeNull, encodeOid, encodeSequence } from '../../der/der-writer.ts';

export type EllipticCurve =
  | 'P-256'
  | 'P-384'
  | 'P-521'
  | 'brainpoolP256r1'
  | 'brainpoolP384r1'
  | 'brainpoolP512r1'
  | 'secp256k1';

/** A public key, as far as we must look into it; `spki` is the form that WebCrypto imports. */
export type PublicKey =
  | {
      readonly kind: 'rsa';
      readonly spki: Uint8Array<ArrayBuffer>;
      readonly modulusBits: number;
      readonly exponent: bigint;
      /** Big-endian, without leading zeros. */
      readonly modulus: Uint8Array;
      /** The key says that it is for RSASSA-PSS alone (RFC 4055 §1.2); its parameters, if it has any. */
      readonly pssOnly: boolean;
      readonly pssParameters?: Uint8Array;
    }
  | {
      readonly kind: 'ec';
      readonly spki: Uint8Array<ArrayBuffer>;
      readonly curve: EllipticCurve;
      /** The point as it is encoded (SEC 1 §2.3.3). */
      readonly point: Uint8Array;
    }
  | { readonly kind: 'ed25519'; readonly spki: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'ed448';
      readonly spki: Uint8Array<ArrayBuffer>;
      readonly point: Uint8Array;
    };

const keyTypes = {
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  ec: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
  ed448: '1.3.101.113',
} as const;

const rsaAlgorithm = encodeSequence(encodeOid(keyTypes.rsa), encodeNull());

const curves: Readonly<Record<string, EllipticCurve>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
  '1.3.36.3.3.2.8.1.1.7': 'brainpoolP256r1',
  '1.3.36.3.3.2.8.1.1.11': 'brainpoolP384r1',
  '1.3.36.3.3.2.8.1.1.13': 'brainpoolP512r1',
  '1.3.132.0.10': 'secp256k1',
};

/** 8192 bits: longer keys exist only to cost verifiers time. */
const MAX_RSA_OCTETS = 1024;

/**
 * SubjectPublicKeyInfo (RFC 5280 §4.1.2.7; RSA: RFC 4055 §1.2; EC: RFC 5480 §2, named curves only).
 * @throws FormatError `key/unsupported` for kinds of keys that we do not use, `key/…`, `der/…`
 */
export function parsePublicKey(spki: Uint8Array): PublicKey {
  const fields = DerReader.ofBytes(spki, derTags.sequence);
  const algorithm = fields.enter(derTags.sequence);
  const keyBytes = parseBitStringBytes(fields.take(derTags.bitString));
  fields.end();
  const type = parseOid(algorithm.take(derTags.oid));
  switch (type) {
    case keyTypes.rsa:
      if (!algorithm.isAtEnd) parseNull(algorithm.takeAny());
      algorithm.end();
      return { ...parseRsaKey(keyBytes), pssOnly: false };
    case keyTypes.rsaPss: {
      const parameters = algorithm.takeIf(derTags.sequence);
      algorithm.end();
      const rsa = { ...parseRsaKey(keyBytes), pssOnly: true };
      return parameters ? { ...rsa, pssParameters: parameters.encoded } : rsa;
    }
    case keyTypes.ec: {
      const curve = curves[parseOid(algorithm.take(derTags.oid))];
      algorithm.end();
      if (!curve) throw new FormatError('key/unsupported', 'an elliptic curve that we do not use');
      return { kind: 'ec', spki: new Uint8Array(spki), curve, point: keyBytes };
    }
    case keyTypes.ed25519:
      algorithm.end();
      if (keyBytes.length !== 32) throw new FormatError('key/ed25519', 'not 32 bytes');
      return { kind: 'ed25519', spki: new Uint8Array(spki) };
    case keyTypes.ed448:
      algorithm.end();
      if (keyBytes.length !== 57) throw new FormatError('key/ed448', 'not 57 bytes');
      return { kind: 'ed448', spki: new Uint8Array(spki), point: keyBytes };
    default:
      throw new FormatError('key/unsupported', 'a kind of key that we do not use');
  }
}

function parseRsaKey(keyBytes: Uint8Array) {
  const fields = DerReader.ofBytes(keyBytes, derTags.sequence);
  const modulus = fields.take(derTags.integer);
  const exponentField = fields.take(derTags.integer);
  fields.end();
  const octets = parseIntegerBytes(modulus);
  if (octets[0]! >= 0x80 || octets.length > MAX_RSA_OCTETS + 1) {
    throw new FormatError('key/rsa', 'a modulus that is negative or too long');
  }
  const exponent = exponentField.content.length > 5 ? 0n : parseInteger(exponentField);
  // An even or tiny exponent, or an even modulus, is no RSA key; a huge exponent only costs the verifier time.
  if (exponent < 3n || exponent % 2n === 0n || octets.at(-1)! % 2 === 0) {
    throw new FormatError('key/rsa', 'not a sound RSA key');
  }
  const magnitude = octets[0] === 0 ? octets.subarray(1) : octets;
  return {
    kind: 'rsa' as const,
    modulusBits: magnitude.length * 8 - Math.clz32(magnitude[0]!) + 24,
    exponent,
    modulus: magnitude,
    // WebCrypto imports RSA keys under the general name only.
    spki: encodeSequence(rsaAlgorithm, encodeBitString(keyBytes)),
  };
}
