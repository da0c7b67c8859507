import type { CertificateRevocationList } from '../formats/crl/certificate-revocation-list.ts';
import type { Certificate } from '../formats/x509/certificate.ts';
import type { Instant } from '../shared/instant.ts';
import type { TrustAnchor, TrustList } from '../trust/parse-trust-list.ts';
import type { SignatureMemo } from '../trust/signature-memo.ts';
import type { RegistryState } from './report.ts';

/**
 * Everything that a verdict may rest on. Verification asks for nothing else: no clock, no network, no
 * database; the same evidence gives the same report.
 */
export interface Evidence {
  readonly pdf?: Uint8Array;
  /** Compact JWS; blanks and line ends around it do not matter. */
  readonly sidecar?: string;
  readonly trust: TrustSource;
  /** Five digits: the institution that the document must be from, where the person asking knows. */
  readonly institutionCode?: string;
  /** Left out: nobody was asked, so the state of a document of ours stays `not-checked`. */
  readonly status?: StatusEvidence;
  readonly validationTime: Instant;
  /** Certificates, CRLs and OCSP answers (DER) that were fetched or handed in besides; what cannot be read is left out. */
  readonly certificates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocspResponses?: readonly Uint8Array[];
  /** Whoever verifies many documents with one trust list may hand in the same each time: it saves time. */
  readonly signatures?: SignatureMemo;
}

/** Whom the person verifying believes. */
export type TrustSource =
  | { readonly kind: 'trust-list'; readonly list: TrustList }
  /** Plain anchors say nothing of institutions; a list's authorities and CRLs may still complete paths. */
  | {
      readonly kind: 'anchors';
      readonly anchors: readonly Certificate[];
      readonly intermediates?: readonly Certificate[];
      readonly crls?: readonly CertificateRevocationList[];
    };

/** A copy of a document's PDF that was handed out at one time. */
export interface KnownCopy {
  /** 1 is what was issued; each renewal adds one. */
  readonly revision: number;
  /** SHA-256 of the file, lower-case hex. */
  readonly digestHex: string;
  /** Bytes of the file. */
  readonly length: number;
  readonly madeAt: Instant;
}

/** What was found out about a document's state. */
export type StatusEvidence =
  /** The registry was asked for this document and answered. */
  | {
      readonly kind: 'registry';
      /** As in the document; an answer about another one is no answer. */
      readonly documentId: string;
      readonly state: Exclude<RegistryState, 'unknown' | 'not-checked' | 'expired'>;
      readonly since: Instant;
      readonly reason: string | null;
      readonly supersededBy: string | null;
      /** Every copy that was ever handed out, oldest first; left out, nothing is known of copies. */
      readonly copies?: readonly KnownCopy[];
    }
  /** The registry was asked and knows no such document. */
  | { readonly kind: 'unknown-document' }
  /** A published status list (compact JWS), which the sidecar says where to look up in. */
  | { readonly kind: 'status-list'; readonly token: string };

/** The anchors that are believed for a service; plain anchors are believed for everything. */
export function anchorsFor(
  trust: TrustSource,
  service: TrustAnchor['services'][number],
): readonly Certificate[] {
  if (trust.kind === 'anchors') return trust.anchors;
  return trust.list.anchors
    .filter(({ services }) => services.includes(service))
    .map(({ certificate }) => certificate);
}
