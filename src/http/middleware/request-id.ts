import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

/** The header that carries the request id, in and out. */
const REQUEST_ID_HEADER = 'X-Request-Id';

/** Only what cannot break a log line or a header is taken over from a proxy. */
const ACCEPTABLE = /^[A-Za-z0-9._-]{8,64}$/;

/** Gives every request an id (a proxy's own is kept) and returns it in the answer. */
export const assignRequestId: RequestHandler = (request, response, next) => {
  const given = request.get(REQUEST_ID_HEADER);
  const requestId = given !== undefined && ACCEPTABLE.test(given) ? given : randomUUID();
  response.locals['requestId'] = requestId;
  response.set(REQUEST_ID_HEADER, requestId);
  next();
};

/** The id of the request that is being answered. */
export function requestIdOf(response: Response): string {
  const requestId: unknown = response.locals['requestId'];
  return typeof requestId === 'string' ? requestId : '';
}
