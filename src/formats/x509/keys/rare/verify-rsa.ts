import { concatBytes, equalBytes, toHex, type Bytes } from '../../../../shared/bytes.ts';
import {
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../../../der/der-writer.ts';
import { digests, type DigestName } from '../digest-algorithm.ts';
import type { PublicKey } from '../public-key.ts';
import type { VerificationAlgorithm } from '../verification-algorithm.ts';

/** Computes a digest, on whatever does it best here. */
export type Digest = (name: DigestName, data: Bytes) => Promise<Uint8Array>;

type RsaKey = PublicKey & { readonly kind: 'rsa' };

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2): what the key makes of the signature must be, octet for octet, the one
 * padding that the digest has. Nothing in the padding is parsed, so nothing can be hidden in it.
 */
export async function verifyRsaPkcs1(
  key: RsaKey,
  digestName: DigestName,
  signature: Uint8Array,
  data: Bytes,
  digestOf: Digest,
): Promise<boolean> {
  const encoded = recoverMessage(key, signature);
  if (!encoded) return false;
  const digest = await digestOf(digestName, data);
  // RFC 8017 §9.2, note 1: parameters NULL, or left out by some old signers.
  return [[encodeNull()], []].some((parameters) => {
    const algorithm = encodeSequence(encodeOid(digests[digestName].oid), ...parameters);
    const info = encodeSequence(algorithm, encodeOctetString(digest));
    const filler = encoded.length - info.length - 3;
    if (filler < 8) return false;
    const expected = concatBytes(
      Uint8Array.of(0, 1),
      new Uint8Array(filler).fill(0xff),
      Uint8Array.of(0),
      info,
    );
    return equalBytes(encoded, expected);
  });
}

/** RSASSA-PSS (RFC 8017 §8.1.2, §9.1.2) with a mask function of any digest. */
export async function verifyRsaPss(
  key: RsaKey,
  algorithm: VerificationAlgorithm & { readonly kind: 'rsa-pss' },
  signature: Uint8Array,
  data: Bytes,
  digestOf: Digest,
): Promise<boolean> {
  const message = recoverMessage(key, signature);
  if (!message) return false;
  const bits = key.modulusBits - 1;
  const length = Math.ceil(bits / 8);
  // A modulus of 8n + 1 bits leaves a first octet that must be zero.
  if (message.length > length && message[0] !== 0) return false;
  const encoded = message.subarray(message.length - length);
  const digest = await digestOf(algorithm.digest, data);
  const maskLength = length - digest.length - 1;
  if (encoded.at(-1) !== 0xbc || maskLength < algorithm.saltLength + 1) return false;
  const check = encoded.subarray(maskLength, maskLength + digest.length);
  const mask = await toMask(check, maskLength, algorithm.maskDigest ?? algorithm.digest, digestOf);
  const block = encoded.subarray(0, maskLength).map((octet, index) => octet ^ mask[index]!);
  const unusedBits = 8 * length - bits;
  if (encoded[0]! >> (8 - unusedBits) !== 0) return false;
  block[0]! &= 0xff >> unusedBits;
  const separator = maskLength - algorithm.saltLength - 1;
  if (block[separator] !== 1 || block.subarray(0, separator).some((octet) => octet !== 0)) {
    return false;
  }
  const salted = concatBytes(new Uint8Array(8), digest, block.subarray(separator + 1));
  return equalBytes(check, await digestOf(algorithm.digest, salted));
}

/** MGF1 (RFC 8017 §B.2.1). */
async function toMask(seed: Uint8Array, length: number, digestName: DigestName, digestOf: Digest) {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let counter = 0; total < length; counter++) {
    const octets = Uint8Array.of(counter >> 24, counter >> 16, counter >> 8, counter);
    const part = await digestOf(digestName, concatBytes(seed, octets));
    parts.push(part);
    total += part.length;
  }
  return concatBytes(...parts).subarray(0, length);
}

/** RSAVP1 and I2OSP (RFC 8017 §5.2.2, §4.1); `undefined` for a signature of the wrong size. */
function recoverMessage(key: RsaKey, signature: Uint8Array): Uint8Array | undefined {
  const modulus = toBigInt(key.modulus);
  const value = toBigInt(signature);
  if (signature.length !== key.modulus.length || value >= modulus) return undefined;
  const hex = powerModulo(value, key.exponent, modulus)
    .toString(16)
    .padStart(2 * key.modulus.length, '0');
  return Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function toBigInt(octets: Uint8Array): bigint {
  return octets.length === 0 ? 0n : BigInt(`0x${toHex(octets)}`);
}
