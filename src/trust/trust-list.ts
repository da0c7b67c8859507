import type { SignatureAlgorithm } from '../formats/signature-algorithm.ts';

/**
 * The trust list: which certificate authorities are believed, which certificates sign for which
 * institution, and the revocation lists of those authorities. A plain JSON file, published at
 * `/.well-known/parinya-trust-list`.
 */
export interface TrustListFile {
  readonly format: 'parinya-trust-list/1';
  /** True when made by the development PKI: production mode refuses it. */
  readonly developmentOnly: boolean;
  /** RFC 3339. */
  readonly issuedAt: string;
  readonly anchors: readonly {
    /** Base64 DER. */
    readonly certificate: string;
    readonly services: readonly ('institution-signer' | 'time-stamping')[];
  }[];
  /** CA certificates below the anchors, base64 DER: they complete paths, they are not trusted by being here. */
  readonly intermediates: readonly string[];
  readonly institutions: readonly TrustedInstitution[];
  /** Base64 DER of CRLs, kept fresh by the service. */
  readonly crls: readonly string[];
}

interface TrustedInstitution {
  readonly code: string;
  readonly nameTh: string;
  readonly nameEn: string;
  readonly signers: readonly {
    /** Base64 DER of the signer's certificate; compared byte by byte. */
    readonly certificate: string;
    /** JOSE name of how its key signs; left out, the usual way of its kind (RS256 for RSA). */
    readonly algorithm?: SignatureAlgorithm['jwsAlg'];
    /** RFC 3339: from when to when it may sign for this institution (retired keys keep their past). */
    readonly validFrom: string;
    readonly validUntil?: string;
  }[];
}
