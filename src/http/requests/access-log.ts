import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { requestIdOf } from './request-id.ts';

/**
 * One log line a request: method, route, status and time. Never a body, a header, a query or an address
 * of a person: the route's template stands for the path.
 */
export function accessLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.once('close', () => {
      const route: unknown = response.locals['route'];
      logger.info(
        {
          requestId: requestIdOf(response),
          method: request.method,
          route: typeof route === 'string' ? route : 'unmatched',
          status: response.statusCode,
          complete: response.writableFinished,
          milliseconds: Math.round(performance.now() - start),
        },
        'request',
      );
    });
    next();
  };
}
