import type { SignatureAlgorithm } from '../formats/signature-algorithm.ts';

/**
 * The private key of an institution, wherever it lives: in a file, in a hardware module, behind a signing
 * service. Implementations open the key once and never give it out.
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
   * @throws AppError `signing-failed` and what the key store names (`key-store-unavailable` …); neither text
   *   nor cause ever holds key material or a secret.
   */
  sign(data: Uint8Array): Promise<Uint8Array>;
  /**
   * How many signatures it pays to ask for at the same time, because they travel in one call or are made side
   * by side. Left out: one, the key is here and nothing is gained.
   */
  readonly maxBatch?: number;
  /**
   * Signs several in one call, where the key store can.
   * @param data at most `maxBatch`.
   * @returns as many signatures, in the same order; all or none.
   * @throws AppError as `sign`
   */
  readonly signMany?: (data: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>;
  /**
   * Whether it could sign, at less cost than a signature, where those are paid for. Left out: sign to know.
   * @throws AppError as `sign`
   */
  check?(): Promise<void>;
  /** The key is in a device or behind a service: one connection for the process, not one in each thread. */
  readonly isElsewhere?: true;
  /** Lets go of sessions and connections; signing afterwards fails. */
  close?(): Promise<void>;
}
