import type { DocumentId } from '../../shared/document-id.ts';
import { toBase64 } from '../../shared/bytes.ts';
import { formatInstant, instantOf, type Instant } from '../../shared/instant.ts';

/** What the sidecar says of one document. */
export interface CredentialInput {
  readonly documentId: DocumentId;
  /** Where the words of the record are explained (JSON-LD). */
  readonly contextUrl: string;
  readonly institution: { readonly code: string; readonly nameTh: string; readonly nameEn: string };
  readonly issuedAt: Instant;
  /** A provisional document says that the student has yet to finish: it expires after 60 days. */
  readonly provisional: boolean;
  /** The canonical record as embedded in the PDF: RFC 8785 JSON text. */
  readonly recordJson: string;
  /** SHA-256 of `recordJson`'s UTF-8 bytes. */
  readonly recordDigest: Uint8Array;
  /** SHA-256 of the signed PDF's final bytes. */
  readonly pdfDigest: Uint8Array;
  readonly statusList: { readonly uri: string; readonly index: number };
}

const PROVISIONAL_DAYS = 60;
const MS_PER_DAY = 86_400_000;

/**
 * Writes the statement that the sidecar signs: a W3C Verifiable Credential 2.0 with the canonical record
 * as its subject, bound to the PDF by digest and to the registry by its place in a status list
 * (draft-ietf-oauth-status-list §6.2).
 *
 * The record goes in as the text it already is: the sidecar then cannot differ from the embedded record,
 * and nothing is parsed or serialised per document.
 * @returns JSON text.
 */
export function toCredential(input: CredentialInput): string {
  const head = JSON.stringify({
    // The base vocabulary first (VC 2.0 §4.3), then ours for what it does not know.
    '@context': ['https://www.w3.org/ns/credentials/v2', input.contextUrl],
    id: `urn:parinya:document:${input.documentId}`,
    type: ['VerifiableCredential', 'AcademicTranscriptCredential'],
    issuer: {
      id: `urn:parinya:institution:${input.institution.code}`,
      name: [
        { '@value': input.institution.nameTh, '@language': 'th' },
        { '@value': input.institution.nameEn, '@language': 'en' },
      ],
    },
    validFrom: formatInstant(input.issuedAt),
    ...(input.provisional ? { validUntil: formatInstant(endOfProvisional(input.issuedAt)) } : {}),
    relatedResource: [
      {
        id: `urn:parinya:document:${input.documentId}:pdf`,
        mediaType: 'application/pdf',
        digestSRI: toIntegrity(input.pdfDigest),
      },
    ],
    recordDigest: toIntegrity(input.recordDigest),
    status: { status_list: { idx: input.statusList.index, uri: input.statusList.uri } },
  });
  return `${head.slice(0, -1)},"credentialSubject":${input.recordJson}}`;
}

function endOfProvisional(issuedAt: Instant): Instant {
  return instantOf(issuedAt + PROVISIONAL_DAYS * MS_PER_DAY);
}

/** Subresource-integrity form of a SHA-256 digest (VC 2.0 §5.3, `digestSRI`). */
function toIntegrity(digest: Uint8Array): string {
  return `sha256-${toBase64(digest)}`;
}
