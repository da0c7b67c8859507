import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { requestIdOf } from './request-id.ts';

/** One request, as a log or a measurement may know it: the route's template, never an address. */
export interface ObservedRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

/**
 * One log line a request: method, route, status and time. Never a body, a header, a query or an address
 * of a person: the route's template stands for the path.
 * @param observe told the same; nothing when left out.
 */
export function accessLog(
  logger: Logger,
  observe: (request: ObservedRequest) => void = () => undefined,
): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.once('close', () => {
      const { method } = request;
      const route = routeOf(request, response);
      const status = response.statusCode;
      const milliseconds = performance.now() - start;
      observe({ method, route, status, milliseconds });
      logger.info(
        {
          requestId: requestIdOf(response),
          method,
          route,
          status,
          complete: response.writableFinished,
          milliseconds: Math.round(milliseconds),
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
