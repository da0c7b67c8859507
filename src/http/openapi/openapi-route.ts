import { jsonAnswer } from '../answer.ts';
import type { Route } from '../route.ts';
import { toOpenApi } from './openapi.ts';

/** Serves the description of the given routes and of itself. */
export function openApiRoute(described: readonly Route[]): Route {
  const route: Route = {
    audience: 'anyone',
    method: 'get',
    path: '/api/v1/openapi.json',
    operationId: 'getDescription',
    summary: 'This description',
    answers: { 200: { description: 'OpenAPI 3.1.', content: { 'application/json': 'OpenApi' } } },
    problems: [],
    handle: () =>
      jsonAnswer(200, description, {
        'Cache-Control': 'public, max-age=3600',
        'Access-Control-Allow-Origin': '*',
      }),
  };
  const description = toOpenApi([...described, route]);
  return route;
}
