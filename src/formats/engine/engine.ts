import type { DigestName } from '../x509/keys/digest-algorithm.ts';

/** What a key is imported for. */
export type KeyPurpose =
  | { readonly name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS'; readonly hash: DigestName }
  | { readonly name: 'ECDSA'; readonly namedCurve: string }
  | { readonly name: 'Ed25519' };

/** What a signature says besides: the digest of ECDSA, the salt of RSASSA-PSS. */
export interface SignatureParameters {
  readonly hash: DigestName;
  /** Octets. */
  readonly saltLength?: number;
}

/** A public key that the platform has taken in. */
export interface EngineKey {
  /** @param signature ECDSA as `r || s`. @param parts of what was signed, one behind the other. */
  verify(
    signature: Uint8Array,
    parts: readonly Uint8Array[],
    parameters: SignatureParameters,
  ): Promise<boolean>;
}

/**
 * The mathematics and the decompression that a platform has built in. All engines give the same answers; they differ
 * in what it costs. Keys for MD5, SHA-3 or curves that are rare are none of its business (ADR 0016).
 */
export interface Engine {
  /** Whether {@link digest} can be asked for it. */
  hasDigest(name: DigestName): boolean;
  /** Digest of parts that stand one behind the other. */
  digest(name: DigestName, parts: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * @param publicKeyInfo DER SubjectPublicKeyInfo; RSA under its general name.
   * @throws anything for a point that is not on its curve or a modulus that is refused.
   */
  importKey(publicKeyInfo: Uint8Array<ArrayBuffer>, purpose: KeyPurpose): Promise<EngineKey>;
  /** Decompresses zlib data. @throws FormatError `pdf/stream`, or `pdf/limit` beyond `maxBytes` of output. */
  inflate: Inflate;
}

/** See {@link Engine.inflate}. */
export type Inflate = (data: Uint8Array, maxBytes: number) => Uint8Array;
