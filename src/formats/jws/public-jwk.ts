import { concatBytes, parseBase64Url, parseHex } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import type { JwsAlgorithm } from './compact-jws.ts';

/** A public key of a key set, ready to verify with. */
export interface PublicJwk {
  readonly keyId: string;
  /** The one algorithm that the key is for. */
  readonly algorithm: Extract<JwsAlgorithm, 'EdDSA' | 'ES256'>;
  /** DER SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Uint8Array;
}

interface Curve {
  readonly kty: string;
  readonly algorithm: PublicJwk['algorithm'];
  /** Everything of the SubjectPublicKeyInfo before the coordinates (RFC 8410 §4, RFC 5480 §2). */
  readonly prefixHex: string;
  readonly coordinates: readonly ('x' | 'y')[];
}

const curves: Readonly<Record<string, Curve>> = {
  Ed25519: {
    kty: 'OKP',
    algorithm: 'EdDSA',
    prefixHex: '302a300506032b6570032100',
    coordinates: ['x'],
  },
  'P-256': {
    kty: 'EC',
    algorithm: 'ES256',
    prefixHex: '3059301306072a8648ce3d020106082a8648ce3d03010703420004',
    coordinates: ['x', 'y'],
  },
};
const COORDINATE_BYTES = 32;
const MAX_KEYS = 100;

/**
 * Reads a key set (RFC 7517 §5) of keys that sign receipts: Ed25519 or P-256, each with a `kid`. Keys of
 * other kinds are left out, as the RFC asks; a set with a private key in it is refused, so that nobody
 * passes one on unnoticed.
 * @throws FormatError `jwks/…`
 */
export function parsePublicKeySet(value: unknown): readonly PublicJwk[] {
  const keys = (value as { readonly keys?: unknown } | null | undefined)?.keys;
  if (!Array.isArray(keys)) throw new FormatError('jwks/syntax', 'no key set');
  if (keys.length > MAX_KEYS) throw new FormatError('jwks/size', 'too many keys');
  return keys.flatMap((key: unknown) => {
    const parsed = parseKey(key);
    return parsed === undefined ? [] : [parsed];
  });
}

function parseKey(value: unknown): PublicJwk | undefined {
  if (typeof value !== 'object' || value === null) throw new FormatError('jwks/syntax', 'no key');
  const jwk = value as Readonly<Record<string, unknown>>;
  if ('d' in jwk || 'k' in jwk) throw new FormatError('jwks/private', 'not a public key');
  const { kty, crv, kid, alg, use } = jwk;
  const curve = typeof crv === 'string' && Object.hasOwn(curves, crv) ? curves[crv] : undefined;
  if (curve?.kty !== kty || curve === undefined || typeof kid !== 'string') return undefined;
  if ((alg ?? curve.algorithm) !== curve.algorithm || (use ?? 'sig') !== 'sig') return undefined;
  const coordinates = curve.coordinates.map((name) => parseCoordinate(jwk[name]));
  return {
    keyId: kid,
    algorithm: curve.algorithm,
    publicKeyInfo: concatBytes(parseHex(curve.prefixHex), ...coordinates),
  };
}

function parseCoordinate(value: unknown): Uint8Array {
  if (typeof value !== 'string') throw new FormatError('jwks/key', 'a coordinate is missing');
  const bytes = parseBase64Url(value);
  if (bytes.length !== COORDINATE_BYTES) throw new FormatError('jwks/key', 'not on this curve');
  return bytes;
}
