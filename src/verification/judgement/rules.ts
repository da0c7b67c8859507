/**
 * Every question that verification itself asks, with what the rule wants and its clause. The checks of
 * certificate paths (`path/…`) and of PDF structure (`pdf/…`) bring their own words.
 */
export const rules = {
  'document/format': 'The file can be read as what it claims to be (EN 319 102-1 §5.2.2).',
  'document/signature': 'The document carries a signature (EN 319 102-1 §5.2.2).',
  'document/removed-signatures':
    'A signature that was in the document is still there (ISO 32000-2 §12.8.1).',
  'document/own-information':
    'A document that names itself one of ours does so as ours do, within what is signed.',
  'document/institution':
    "The trust list ties the signer's certificate to the institution that the document names.",
  'pdf/later-changes':
    'Nothing but what the signer permits follows the signed revision (ISO 32000-2 §12.8.2.2).',
  'signature/format':
    'The signature value is a detached CMS with exactly one signer (EN 319 142-1 §5.2, RFC 5652 §5).',
  'signature/attributes':
    'The signed attributes name content type, digest and certificate, and nothing that PAdES forbids (EN 319 142-1 §6.3).',
  'signature/digest': 'The signed bytes have the digest that the signature names (RFC 5652 §5.4).',
  'signature/signing-certificate': "The signer's certificate is at hand (EN 319 102-1 §5.2.3).",
  'signature/mathematics':
    "The signature verifies with the key of the signer's certificate (RFC 5652 §5.6).",
  'signature/algorithms':
    'Digest and key are strong enough (EN 319 102-1 §5.2.8, ETSI TS 119 312).',
  'signature/certificate-binding':
    'The signature names this very certificate by its digest (RFC 5035 §3).',
  'signature/key-usage':
    "The signer's key is for signing documents (EN 319 142-1 §6.3, RFC 5280 §4.2.1.3).",
  'signature/own-form':
    'A signature of ours is written in one way only: none of its bytes may be another.',
  'time-stamp/format':
    'The time-stamp is a CMS of one authority about one digest (RFC 3161 §2.4.2).',
  'time-stamp/digest': 'The time-stamp is about what it stands beside (RFC 3161 §2.4.2).',
  'time-stamp/signature':
    "The time-stamp verifies with the key of the authority's certificate, which it names (RFC 3161 §2.4.2, RFC 5816).",
  'time-stamp/key-usage': "The authority's certificate is for time-stamping alone (RFC 3161 §2.3).",
  'time-stamp/order':
    'A time-stamp that covers others was made after them (EN 319 102-1 §5.5.4, §5.6.3.4).',
  'time-stamp/time': 'The time-stamp is not from the future (EN 319 102-1 §5.5.4).',
  'time-stamp/path': 'A trust anchor supports the authority, by every rule of certificate paths.',
  'sidecar/format':
    'The sidecar is a compact JWS of type vc+jwt with the statement that ours make (RFC 7515 §7.1, VC-JOSE-COSE §3.1).',
  'sidecar/signing-certificate':
    "The sidecar's signer is named by a certificate (RFC 7515 §4.1.6).",
  'sidecar/signature':
    "The sidecar's signature verifies with the key of that certificate (RFC 7515 §5.2).",
  'sidecar/algorithms': 'Digest and key are strong enough (EN 319 102-1 §5.2.8).',
  'sidecar/key-usage': "The sidecar's signer has a key for signing documents.",
  'sidecar/path':
    "A trust anchor supports the sidecar's signer, by every rule of certificate paths (RFC 5280 §6).",
  'sidecar/institution':
    'The trust list ties the signer of the sidecar to the institution that issues it.',
  'sidecar/record-digest':
    'The record in the sidecar has the digest that the sidecar names (RFC 8785).',
  'sidecar/document': 'PDF and sidecar name the same document and the same institution.',
  'sidecar/signer': 'PDF and sidecar are signed for the same institution.',
  'sidecar/binding':
    "The sidecar's digest is that of this PDF, or of the revision that archival updates were added to (VC 2.0 §5.3).",
  'sidecar/embedded-record':
    'The record embedded in the PDF is, byte for byte, the record in the sidecar (RFC 8785).',
  'sidecar/standing':
    'A sidecar whose own signature can no longer be proven says nothing that the PDF does not prove.',
  'registry/state': 'The registry says that the document is in force.',
  'registry/copy':
    'The file is a copy that was handed out, or begins with one (ISO 32000-2 §7.5.6).',
} as const;

/** Stable names, `area/what`. */
export type CheckName = keyof typeof rules;
