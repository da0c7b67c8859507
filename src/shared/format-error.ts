/**
 * Outside bytes do not have the form they should have. Every `parseX` throws this and nothing else;
 * whoever judges a document turns it into a finding, whoever serves a request into a problem.
 */
export class FormatError extends Error {
  override readonly name = 'FormatError';

  /** `area/what`, stable, for example `pdf/xref`. Decide by this, never by the message. */
  readonly code: string;
  /** Byte (or, in text formats, character) position where it was noticed. */
  readonly offset: number | undefined;

  /** @param message one English sentence without personal data. */
  constructor(code: string, message: string, offset?: number) {
    super(offset === undefined ? message : `${message} (at ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}

/** Recognises it by shape: `instanceof` fails across realms (worker threads, Jest). */
export function isFormatError(error: unknown): error is FormatError {
  return error instanceof Error && error.name === 'FormatError' && 'code' in error;
}

/** What was read, or `undefined` where the bytes do not have the form they should have; other errors pass through. */
export function unlessMalformed<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch (error) {
    if (isFormatError(error)) return undefined;
    throw error;
  }
}
