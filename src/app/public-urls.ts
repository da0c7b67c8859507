/** Where a status list is fetched; the documents in it name this address. */
export function toStatusListUri(publicUrl: string, list: number): string {
  return `${publicUrl}/status-lists/${list}`;
}

/** Where anyone reads what the words of a sidecar mean; sidecars name this address. */
export function toCredentialContextUrl(publicUrl: string): string {
  return `${publicUrl}/contexts/transcript/v1`;
}

/** The address that is printed on a document and stands in its QR code. */
export function toVerificationUrl(publicUrl: string, documentId: string): string {
  return `${publicUrl}/v/${documentId}`;
}
