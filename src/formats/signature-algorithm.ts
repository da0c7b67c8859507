/**
 * Signature algorithms that we make and accept, a row each. Encodings differ by use: CMS carries ECDSA
 * as DER, JOSE and WebCrypto as `r || s`.
 */
export interface SignatureAlgorithm {
  /** JOSE name (RFC 7518 §3.1). */
  readonly jwsAlg: 'RS256' | 'PS256' | 'ES256' | 'ES384';
  /** DER of the AlgorithmIdentifier in a SignerInfo and in certificates' `signatureAlgorithm`. */
  readonly cmsAlgorithmIdentifierHex: string;
  readonly digest: 'SHA-256' | 'SHA-384';
  /** Parameters for WebCrypto's `importKey` and `verify`. */
  readonly webCrypto: {
    readonly import: RsaHashedImportParams | EcKeyImportParams;
    readonly verify: AlgorithmIdentifier | RsaPssParams | EcdsaParams;
  };
  /** Length of one coordinate for ECDSA's `r || s`; absent for RSA. */
  readonly ecCoordinateBytes?: number;
}

/** Keyed by JOSE name. */
export const signatureAlgorithms = {
  RS256: {
    jwsAlg: 'RS256',
    // sha256WithRSAEncryption, parameters NULL (RFC 4055 §5)
    cmsAlgorithmIdentifierHex: '300d06092a864886f70d01010b0500',
    digest: 'SHA-256',
    webCrypto: {
      import: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      verify: 'RSASSA-PKCS1-v1_5',
    },
  },
  PS256: {
    jwsAlg: 'PS256',
    // id-RSASSA-PSS with SHA-256, MGF1-SHA-256, salt length 32 (RFC 4055 §3.1)
    cmsAlgorithmIdentifierHex:
      '304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
    digest: 'SHA-256',
    webCrypto: {
      import: { name: 'RSA-PSS', hash: 'SHA-256' },
      verify: { name: 'RSA-PSS', saltLength: 32 },
    },
  },
  ES256: {
    jwsAlg: 'ES256',
    // ecdsa-with-SHA256 (RFC 5758 §3.2)
    cmsAlgorithmIdentifierHex: '300a06082a8648ce3d040302',
    digest: 'SHA-256',
    webCrypto: {
      import: { name: 'ECDSA', namedCurve: 'P-256' },
      verify: { name: 'ECDSA', hash: 'SHA-256' },
    },
    ecCoordinateBytes: 32,
  },
  ES384: {
    jwsAlg: 'ES384',
    // ecdsa-with-SHA384
    cmsAlgorithmIdentifierHex: '300a06082a8648ce3d040303',
    digest: 'SHA-384',
    webCrypto: {
      import: { name: 'ECDSA', namedCurve: 'P-384' },
      verify: { name: 'ECDSA', hash: 'SHA-384' },
    },
    ecCoordinateBytes: 48,
  },
} as const satisfies Record<string, SignatureAlgorithm>;
