/**
 * The way to revocation services. What is fetched comes from certificates, so addresses are a stranger's:
 * implementations ask only hosts that the operator has named, and never fetch more than they are told.
 */
export interface RevocationTransport {
  /**
   * @param maxBytes of the answer; one that is longer is cut off.
   * @throws AppError `revocation-host-refused`, `revocation-unreachable`, `revocation-timeout`,
   *   `revocation-too-large`, `revocation-malformed` for an answer that is none
   */
  get(url: string, maxBytes: number): Promise<Uint8Array>;
  /** The same, with a question in the body (RFC 6960 appendix A.1). */
  post(url: string, contentType: string, body: Uint8Array, maxBytes: number): Promise<Uint8Array>;
}
