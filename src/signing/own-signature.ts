import { constants, verify, type SigningOptions } from 'node:crypto';

import { AppError } from '../shared/app-error.ts';
import type { SignatureAlgorithm } from '../formats/signature-algorithm.ts';
import type { PreparedSigner } from './prepared-signer.ts';

/** How an ECDSA signature is written: `der` in CMS, `ieee-p1363` (`r || s`) in JOSE. RSA knows no difference. */
export type EcdsaEncoding = 'der' | 'ieee-p1363';

const digestNames = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const;

/** Name of a digest in `node:crypto`. */
export function nodeDigestName({
  digest,
}: Pick<SignatureAlgorithm, 'digest'>): 'sha256' | 'sha384' | 'sha512' {
  return digestNames[digest];
}

/** The digest that `node:crypto` signs and verifies with; `null` for Ed25519, which digests by itself. */
export function nodeSigningDigest(algorithm: SignatureAlgorithm): string | null {
  return algorithm.verification.kind === 'ed25519' ? null : nodeDigestName(algorithm);
}

/** Options with which `node:crypto` signs and verifies as the algorithm says. */
export function nodeSignatureOptions(
  { verification }: SignatureAlgorithm,
  dsaEncoding: EcdsaEncoding,
): SigningOptions {
  switch (verification.kind) {
    case 'rsa-pss':
      return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: verification.saltLength };
    case 'ecdsa':
      return { dsaEncoding };
    case 'rsa-pkcs1':
    case 'ed25519':
      return {};
  }
}

/** Whether a signature of ours verifies with the key in the signer's own certificate. */
export function isOwnSignature(
  { signer, publicKey }: Pick<PreparedSigner, 'signer' | 'publicKey'>,
  data: Uint8Array,
  signature: Uint8Array,
  encoding: EcdsaEncoding,
): boolean {
  const options = nodeSignatureOptions(signer.algorithm, encoding);
  const key = { key: publicKey, ...options };
  return verify(nodeSigningDigest(signer.algorithm), data, key, signature);
}

/** What we have just signed does not stand up to our own check: it must not be handed out. */
export function signingFailed(found: string, cause?: unknown): AppError {
  return new AppError(
    'signing-failed',
    {
      th: 'ลงลายมือชื่อไม่สำเร็จ ไม่มีเอกสารใดถูกออก โปรดลองใหม่หรือตรวจสอบกุญแจของสถาบัน',
      en: `Signing failed (${found}); nothing was issued. Try again, or check the institution's key.`,
    },
    cause === undefined ? undefined : { cause },
  );
}
