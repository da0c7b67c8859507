import type { Request, RequestHandler, Response } from 'express';
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
      logger.info(
        {
          requestId: requestIdOf(response),
          method: request.method,
          route: routeOf(request, response),
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

/** The template of the address: that of our table, or else of a page. */
function routeOf(request: Request, response: Response): string {
  const route: unknown = response.locals['route'] ?? (request.route as PageRoute)?.path;
  return typeof route === 'string' ? route : 'unmatched';
}

type PageRoute = { readonly path: unknown } | undefined;
