import type { BilingualText } from '../../shared/app-error.ts';
import type { HttpErrorCode } from './problem-types.ts';

/** One thing that is wrong with a request: a JSON Pointer (or parameter name) and what is wrong there. */
export interface RequestFault {
  readonly at: string;
  readonly message: BilingualText;
}

/** A request cannot be served for a reason that only HTTP knows. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  readonly code: HttpErrorCode;
  readonly text: BilingualText;
  readonly faults: readonly RequestFault[];

  constructor(code: HttpErrorCode, text: BilingualText, faults: readonly RequestFault[] = []) {
    super(text.en);
    this.code = code;
    this.text = text;
    this.faults = faults;
  }
}

/** Recognised by shape, as our other errors are. */
export function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && error.name === 'HttpError' && 'faults' in error;
}
