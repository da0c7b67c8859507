import { joinParts, partsOf, type Bytes } from '../../../shared/bytes.ts';
import { FormatError, isFormatError } from '../../../shared/format-error.ts';
import { derTags } from '../../der/der-element.ts';
import { DerReader } from '../../der/der-reader.ts';
import { parseIntegerBytes } from '../../der/der-values.ts';
import type { Engine, KeyPurpose, SignatureParameters } from '../../engine/engine.ts';
import { webEngine } from '../../engine/web-engine.ts';
import { KeyMemo } from './key-memo.ts';
import type { EllipticCurve, PublicKey } from './public-key.ts';
import { digests, type DigestName } from './digest-algorithm.ts';
import { digestRarely } from './rare/digest-rarely.ts';
import { verifyRarely } from './rare/verify-rarely.ts';
import {
  parseVerificationAlgorithm,
  satisfiesKeyParameters,
  type VerificationAlgorithm,
} from './verification-algorithm.ts';

/** What the mathematics of a signature say. `unsupported`: a key or algorithm that we do not use, so we do not know. */
export type SignatureMathematics = 'valid' | 'invalid' | 'unsupported';

const coordinateBytes: Readonly<Record<EllipticCurve, number>> = {
  'P-256': 32,
  'P-384': 48,
  'P-521': 66,
  brainpoolP256r1: 32,
  brainpoolP384r1: 48,
  brainpoolP512r1: 64,
  secp256k1: 32,
};

/**
 * Verifies a signature as certificates, CRLs and CMS carry it.
 * @param publicKeyInfo DER SubjectPublicKeyInfo.
 * @param algorithmIdentifier DER.
 * @param cmsDigest see {@link parseVerificationAlgorithm}.
 * @param keys remembers keys from one signature to the next.
 */
export async function verifySignature(
  publicKeyInfo: Uint8Array,
  algorithmIdentifier: Uint8Array,
  signature: Uint8Array,
  data: Bytes,
  cmsDigest?: DigestName,
  keys = new KeyMemo(),
): Promise<SignatureMathematics> {
  try {
    const key = keys.parse(publicKeyInfo);
    const algorithm = parseVerificationAlgorithm(algorithmIdentifier, cmsDigest);
    if (!isKeyFor(key, algorithm)) return 'invalid';
    const octets =
      key.kind === 'ec' ? toRawEcdsa(signature, coordinateBytes[key.curve]) : signature;
    return (await verifyRawSignature(key, algorithm, octets, data, keys)) ? 'valid' : 'invalid';
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return error.code.endsWith('/unsupported') ? 'unsupported' : 'invalid';
  }
}

/**
 * Verifies a signature whose ECDSA form is `r || s`, as JOSE and WebCrypto have it. The key must be one
 * for the algorithm ({@link isKeyFor}).
 */
export async function verifyRawSignature(
  key: PublicKey,
  algorithm: VerificationAlgorithm,
  signature: Uint8Array,
  data: Bytes,
  keys = new KeyMemo(),
): Promise<boolean> {
  if (!isInWebCrypto(key, algorithm)) {
    const digest = (name: DigestName, bytes: Bytes) => digestBytes(name, bytes, keys.engine);
    return verifyRarely(key, algorithm, signature, data, digest);
  }
  const parameters = toWebCrypto(key, algorithm);
  const imported = await keys.importKey(key, parameters.import);
  return imported.verify(signature, partsOf(data), parameters.verify);
}

function isInWebCrypto(key: PublicKey, algorithm: VerificationAlgorithm): boolean {
  if (key.kind === 'ed448') return false;
  if (key.kind === 'ec' && !key.curve.startsWith('P-')) return false;
  if (algorithm.kind === 'rsa-pss' && algorithm.maskDigest !== undefined) return false;
  return digests[algorithm.digest].isInWebCrypto;
}

/** Whether a key can verify signatures of this algorithm at all. */
export function isKeyFor(key: PublicKey, algorithm: VerificationAlgorithm): boolean {
  switch (algorithm.kind) {
    case 'rsa-pkcs1':
      return key.kind === 'rsa' && !key.pssOnly;
    case 'rsa-pss':
      return (
        key.kind === 'rsa' &&
        (key.pssParameters === undefined || satisfiesKeyParameters(algorithm, key.pssParameters))
      );
    case 'ecdsa':
      return key.kind === 'ec';
    case 'ed25519':
    case 'ed448':
      return key.kind === algorithm.kind;
  }
}

function toWebCrypto(
  key: PublicKey,
  algorithm: VerificationAlgorithm,
): { readonly import: KeyPurpose; readonly verify: SignatureParameters } {
  const { digest: hash } = algorithm;
  switch (algorithm.kind) {
    case 'rsa-pkcs1':
      return { import: { name: 'RSASSA-PKCS1-v1_5', hash }, verify: { hash } };
    case 'rsa-pss': {
      const { saltLength } = algorithm;
      return { import: { name: 'RSA-PSS', hash }, verify: { hash, saltLength } };
    }
    case 'ecdsa': {
      const namedCurve = key.kind === 'ec' ? key.curve : '';
      return { import: { name: 'ECDSA', namedCurve }, verify: { hash } };
    }
    case 'ed25519':
    case 'ed448':
      return { import: { name: 'Ed25519' }, verify: { hash } };
  }
}

/**
 * ECDSA-Sig-Value (RFC 3279 §2.2.3) as `r || s`. Strictly DER and positive: other encodings of the same
 * numbers would let anyone make a second valid signature from a first.
 */
function toRawEcdsa(signature: Uint8Array, length: number): Uint8Array {
  const fields = DerReader.ofBytes(signature, derTags.sequence);
  const raw = new Uint8Array(2 * length);
  for (const half of [raw.subarray(0, length), raw.subarray(length)]) {
    const octets = parseIntegerBytes(fields.take(derTags.integer));
    const magnitude = octets[0] === 0 ? octets.subarray(1) : octets;
    if (octets[0]! >= 0x80 || magnitude.length > length) {
      throw new FormatError('signature/ecdsa', 'not an ECDSA signature of this curve');
    }
    half.set(magnitude, length - magnitude.length);
  }
  fields.end();
  return raw;
}

/** Digest of bytes that may stand in several parts. @param engine what computes it, where it can. */
export async function digestBytes(
  algorithm: DigestName,
  data: Bytes,
  engine: Engine = webEngine,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts = partsOf(data);
  return engine.hasDigest(algorithm)
    ? engine.digest(algorithm, parts)
    : digestRarely(algorithm, joinParts(parts));
}
