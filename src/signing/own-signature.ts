import { constants, verify } from 'node:crypto';

import { AppError } from '../shared/app-error.ts';
import type { SignatureAlgorithm } from '../formats/signature-algorithm.ts';
import type { PreparedSigner } from './prepared-signer.ts';

/** How an ECDSA signature is written: `der` in CMS, `ieee-p1363` (`r || s`) in JOSE. RSA knows no difference. */
export type EcdsaEncoding = 'der' | 'ieee-p1363';

const digestNames = { 'SHA-256': 'sha256', 'SHA-384': 'sha384' } as const;

/** Name of a digest in `node:crypto`. */
export function nodeDigestName({ digest }: SignatureAlgorithm): 'sha256' | 'sha384' {
  return digestNames[digest];
}

/** Options with which `node:crypto` signs and verifies as the algorithm says; none needed for PKCS#1 v1.5. */
export function nodeSignatureOptions(
  algorithm: SignatureAlgorithm,
  dsaEncoding: EcdsaEncoding,
): object {
  if (algorithm.jwsAlg === 'PS256') {
    return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  }
  return algorithm.ecCoordinateBytes === undefined ? {} : { dsaEncoding };
}

/** Whether a signature of ours verifies with the key in the signer's own certificate. */
export function isOwnSignature(
  { signer, publicKey }: PreparedSigner,
  data: Uint8Array,
  signature: Uint8Array,
  encoding: EcdsaEncoding,
): boolean {
  const options = nodeSignatureOptions(signer.algorithm, encoding);
  return verify(nodeDigestName(signer.algorithm), data, { key: publicKey, ...options }, signature);
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
