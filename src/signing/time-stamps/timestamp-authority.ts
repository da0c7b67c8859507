/**
 * Says when something existed: an authority outside, whose word is believed long after our own keys have
 * ended. It is given digests only, never a document.
 */
export interface TimestampAuthority {
  /** How messages name it, where it is one alone. */
  readonly name?: string;
  /**
   * Has a digest stamped. The answer has been checked before it is returned: it is about this digest and
   * this request, signed by an authority that the trust list believes, at a time that agrees with our clock.
   * Every call asks anew, so a token is never used for two things.
   * @param digest SHA-256.
   * @returns DER of the TimeStampToken (RFC 3161 §2.4.2).
   * @throws AppError `time-stamp-…`, `time-stamping-not-configured`
   */
  stamp(digest: Uint8Array): Promise<Uint8Array>;
  /**
   * In how many bytes its tokens fit: the room that a signature must keep before it is made.
   * @throws AppError as `stamp` does, where the authority has to be asked.
   */
  tokenBytes(): Promise<number>;
}

/** The way to one authority. */
export interface TimeStampTransport {
  /**
   * Sends a request to an authority (RFC 3161 §3.4) and returns the body of its answer, unread.
   * @throws AppError `time-stamp-unreachable`, `time-stamp-timeout`, `time-stamp-unauthorized`, `time-stamp-malformed`
   */
  exchange(request: Uint8Array): Promise<Uint8Array>;
}
