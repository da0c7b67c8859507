import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { AppError } from '../../shared/app-error.ts';
import { writeAnswer } from '../answer.ts';
import { requestIdOf } from '../middleware/request-id.ts';
import { languageOf } from '../requests/language.ts';
import { PROBLEM_MEDIA_TYPE, toFailure, toProblem } from './problem.ts';
import type { Failure } from './problem.ts';

/** Answers whatever no route has answered. */
export const noSuchAddress: RequestHandler = () => {
  throw new AppError('not-found', {
    th: 'ไม่มีข้อมูลตามที่อยู่นี้',
    en: 'There is nothing at this address.',
  });
};

/** Turns every error into `application/problem+json`, and logs those that are ours to repair. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const failure = toFailure(error);
    logFailure(logger, failure, error, response);
    if (response.headersSent) {
      next(error);
      return;
    }
    const language = languageOf(request, 'en');
    if (failure.status === 401) response.set('WWW-Authenticate', 'Bearer realm="parinya"');
    response.vary('Accept-Language').set('Content-Language', language);
    const body = JSON.stringify(toProblem(failure, language, requestIdOf(response)));
    void writeAnswer(response, { status: failure.status, mediaType: PROBLEM_MEDIA_TYPE, body });
  };
}

/**
 * Logs a failure that someone must look at. A bug's message is left out, because it may quote a record;
 * its class, code and stack frames say where it happened.
 */
export function logFailure(
  logger: Logger,
  failure: Failure,
  error: unknown,
  response: Response,
): void {
  if (failure.status < 500) return;
  const requestId = requestIdOf(response);
  if (failure.unexpected) logger.error({ requestId, ...toLoggable(error) }, 'unexpected error');
  else
    logger.error({ requestId, code: failure.code, detail: messageOf(error) }, 'operation failed');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

/** Where an unknown error came from, without what it says. */
export function toLoggable(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? String(error.code) : undefined;
  return { errorName: error.name, errorCode: code, frames: frames.map((line) => line.trim()) };
}
