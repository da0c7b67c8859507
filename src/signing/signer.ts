import type { SignatureAlgorithm } from '../formats/signature-algorithm.ts';

/**
 * The private key of an institution, wherever it lives. Implementations parse the key once and never
 * give it out.
 */
export interface Signer {
  /** Stable name of the key: base64url SHA-256 of the leaf certificate's DER. Used as `kid`. */
  readonly keyId: string;
  /** DER, leaf first, the trust anchor last or left out. */
  readonly certificatePath: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm;
  /**
   * Signs `data` (the key store hashes it as the algorithm says).
   * @returns the signature as CMS wants it: PKCS#1 octets for RSA, DER `ECDSA-Sig-Value` for ECDSA.
   * @throws AppError `signing-failed`; the cause never holds key material.
   */
  sign(data: Uint8Array): Promise<Uint8Array>;
}
