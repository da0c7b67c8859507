import { isAppError } from '../../shared/app-error.ts';
import type { BilingualText } from '../../shared/app-error.ts';
import type { Language } from '../requests/language.ts';
import { isHttpError } from './http-error.ts';
import type { RequestFault } from './http-error.ts';
import { problemTypes } from './problem-types.ts';
import type { ProblemCode } from './problem-types.ts';

/** The media type of every error answer (RFC 9457 §3). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** An error as callers get it (RFC 9457 §3.1, with our `code`, `requestId` and `errors`). */
export interface Problem {
  /** `/problems/<code>`: the same text at every installation, and a page that explains it. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly errors?: readonly { readonly at: string; readonly message: string }[];
}

/** What failed, in both languages, before it is known who asks. */
export interface Failure {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: BilingualText;
  readonly detail: BilingualText;
  readonly faults: readonly RequestFault[];
  /** True when nobody foresaw it: a bug, to be logged as one. */
  readonly unexpected: boolean;
}

/**
 * Any error as a failure of the table. What only the operator can repair (5xx) keeps its sentence for
 * the log: it may name files and settings.
 */
export function toFailure(error: unknown): Failure {
  if (isAppError(error) || isHttpError(error)) {
    const { status, title } = problemTypes[error.code];
    return {
      code: error.code,
      status,
      title,
      detail: status >= 500 ? title : error.text,
      faults: isHttpError(error) ? error.faults : [],
      unexpected: false,
    };
  }
  if (isUndecodablePath(error)) return toPlainFailure('not-found');
  return { ...toPlainFailure('internal'), unexpected: true };
}

function toPlainFailure(code: ProblemCode): Failure {
  const { status, title } = problemTypes[code];
  return { code, status, title, detail: title, faults: [], unexpected: false };
}

/** Express raises a `URIError` with status 400 for `%` escapes that are none: no such address exists. */
function isUndecodablePath(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 400;
}

/** The failure in one language, for one request. */
export function toProblem(failure: Failure, language: Language, requestId: string): Problem {
  return {
    type: `/problems/${failure.code}`,
    title: failure.title[language],
    status: failure.status,
    detail: failure.detail[language],
    code: failure.code,
    requestId,
    ...(failure.faults.length > 0
      ? { errors: failure.faults.map(({ at, message }) => ({ at, message: message[language] })) }
      : {}),
  };
}
