import type { PublicKey } from './x509/keys/public-key.ts';
import {
  satisfiesKeyParameters,
  type VerificationAlgorithm,
} from './x509/keys/verification-algorithm.ts';

/**
 * Signature algorithms that we make, a row each: PDF signatures, sidecars, status lists, the published key
 * set, the trust list and verification all read the same row. Encodings differ by use: CMS carries ECDSA as
 * DER, JOSE and WebCrypto as `r || s`.
 */
export interface SignatureAlgorithm {
  /** JOSE name (RFC 7518 §3.1, RFC 8037 §3.1). */
  readonly jwsAlg: 'RS256' | 'PS256' | 'ES256' | 'ES384' | 'EdDSA';
  /** The kind of key that signs so. */
  readonly key: 'rsa' | 'P-256' | 'P-384' | 'ed25519';
  /** DER of the AlgorithmIdentifier in a SignerInfo and in certificates' `signatureAlgorithm`. */
  readonly cmsAlgorithmIdentifierHex: string;
  /** Digest of the signed bytes; with Ed25519 that of the content in CMS (RFC 8419 §2.3), as it takes no digest. */
  readonly digest: 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** How anyone verifies it. */
  readonly verification: Extract<
    VerificationAlgorithm,
    { readonly kind: 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa' | 'ed25519' }
  >;
  /** Length of one coordinate for ECDSA's `r || s`; absent for the others. */
  readonly ecCoordinateBytes?: number;
  /** Whether PDFs are signed with it: PDF readers in use know no Ed25519, JOSE libraries do. */
  readonly signsPdfs: boolean;
}

/** Keyed by JOSE name. */
export const signatureAlgorithms = {
  RS256: {
    jwsAlg: 'RS256',
    key: 'rsa',
    // sha256WithRSAEncryption, parameters NULL (RFC 4055 §5)
    cmsAlgorithmIdentifierHex: '300d06092a864886f70d01010b0500',
    digest: 'SHA-256',
    verification: { kind: 'rsa-pkcs1', digest: 'SHA-256' },
    signsPdfs: true,
  },
  PS256: {
    jwsAlg: 'PS256',
    key: 'rsa',
    // id-RSASSA-PSS with SHA-256, MGF1-SHA-256, salt length 32; the trailer's default is left out (RFC 4055 §3.1)
    cmsAlgorithmIdentifierHex:
      '304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
    digest: 'SHA-256',
    verification: { kind: 'rsa-pss', digest: 'SHA-256', saltLength: 32 },
    signsPdfs: true,
  },
  ES256: {
    jwsAlg: 'ES256',
    key: 'P-256',
    // ecdsa-with-SHA256, no parameters (RFC 5758 §3.2)
    cmsAlgorithmIdentifierHex: '300a06082a8648ce3d040302',
    digest: 'SHA-256',
    verification: { kind: 'ecdsa', digest: 'SHA-256' },
    ecCoordinateBytes: 32,
    signsPdfs: true,
  },
  ES384: {
    jwsAlg: 'ES384',
    key: 'P-384',
    // ecdsa-with-SHA384: the digest is as strong as the curve
    cmsAlgorithmIdentifierHex: '300a06082a8648ce3d040303',
    digest: 'SHA-384',
    verification: { kind: 'ecdsa', digest: 'SHA-384' },
    ecCoordinateBytes: 48,
    signsPdfs: true,
  },
  EdDSA: {
    jwsAlg: 'EdDSA',
    key: 'ed25519',
    // id-Ed25519, no parameters (RFC 8410 §3)
    cmsAlgorithmIdentifierHex: '300506032b6570',
    digest: 'SHA-512',
    verification: { kind: 'ed25519', digest: 'SHA-512' },
    signsPdfs: false,
  },
} as const satisfies Record<string, SignatureAlgorithm>;

/** How an RSA key signs: `pkcs1` (RS256), which every reader verifies, or `pss` (PS256). */
export type RsaScheme = 'pkcs1' | 'pss';

/**
 * How a key signs; `undefined` for a key that we do not sign with. A key that its certificate ties to
 * RSASSA-PSS (RFC 4055 §1.2) signs so whatever the scheme.
 */
export function findSignatureAlgorithm(
  key: PublicKey,
  rsaScheme: RsaScheme = 'pkcs1',
): SignatureAlgorithm | undefined {
  if (key.kind === 'rsa') {
    if (!key.pssOnly) return signatureAlgorithms[rsaScheme === 'pss' ? 'PS256' : 'RS256'];
    const { PS256 } = signatureAlgorithms;
    const { pssParameters } = key;
    return pssParameters === undefined || satisfiesKeyParameters(PS256.verification, pssParameters)
      ? PS256
      : undefined;
  }
  const name = key.kind === 'ec' ? key.curve : key.kind;
  return Object.values(signatureAlgorithms).find((row) => row.key === name);
}
