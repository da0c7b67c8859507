/**
 * Outside bytes do not have the form they should have. Every `parseX` throws this and nothing else;
 * whoever judges a document turns it into a finding, whoever serves a request into a problem.
 */
export class FormatError extends Error {
  override readonly name = 'FormatError';

  /**
   * @param code `area/what`, stable, for example `pdf/xref`. Decide by this, never by the message.
   * @param message one English sentence without personal data.
   * @param offset byte (or, in text formats, character) position where it was noticed.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly offset?: number,
  ) {
    super(offset === undefined ? message : `${message} (at ${offset})`);
  }
}
