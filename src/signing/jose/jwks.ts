import { createHash, createPublicKey } from 'node:crypto';
import { Buffer } from 'node:buffer';

import {
  findSignatureAlgorithm,
  type SignatureAlgorithm,
} from '../../formats/signature-algorithm.ts';
import { parseCertificate } from '../../formats/x509/certificate.ts';
import { parsePublicKey } from '../../formats/x509/keys/public-key.ts';
import { toBase64 } from '../../shared/bytes.ts';

/** A key as the JWKS publishes it. */
export interface SigningCertificate {
  /** Certificate path, DER, leaf first. */
  readonly certificatePath: readonly Uint8Array[];
  /** How the key signs; left out, the usual way of its kind (RS256 for RSA). */
  readonly jwsAlg?: SignatureAlgorithm['jwsAlg'];
}

/** One published key (RFC 7517 §4), public members only. */
export interface PublicJwk {
  readonly kty: string;
  /** RSA: modulus and exponent. */
  readonly n?: string;
  readonly e?: string;
  /** Elliptic curve and point. */
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly kid: string;
  readonly alg: SignatureAlgorithm['jwsAlg'];
  readonly use: 'sig';
  readonly x5c: string[];
  readonly 'x5t#S256': string;
}

type PublicMembers = Pick<PublicJwk, 'kty' | 'n' | 'e' | 'crv' | 'x' | 'y'>;

/** The name of a key: base64url SHA-256 of its certificate's DER, as `kid` and `x5t#S256` have it. */
export function toKeyId(certificate: Uint8Array): string {
  return createHash('sha256').update(certificate).digest('base64url');
}

/** The key set that `/.well-known/jwks.json` publishes: any JOSE library verifies sidecars with it. */
export function toJwks(certificates: readonly SigningCertificate[]): {
  readonly keys: readonly PublicJwk[];
} {
  return { keys: certificates.map(toJwk) };
}

function toJwk({ certificatePath, jwsAlg }: SigningCertificate): PublicJwk {
  const [leaf] = certificatePath;
  if (leaf === undefined) throw new TypeError('a key is published with its certificate');
  const key = parsePublicKey(parseCertificate(leaf).publicKeyInfo);
  const alg = jwsAlg ?? findSignatureAlgorithm(key)?.jwsAlg;
  if (alg === undefined) throw new TypeError('a published key is one that we sign with');
  const jwk = createPublicKey({
    key: Buffer.from(key.spki),
    format: 'der',
    type: 'spki',
  }).export({ format: 'jwk' }) as PublicMembers;
  const keyId = toKeyId(leaf);
  return {
    ...jwk,
    kid: keyId,
    alg,
    use: 'sig',
    x5c: certificatePath.map(toBase64),
    'x5t#S256': keyId,
  };
}
