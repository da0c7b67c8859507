import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { IdempotentAnswers } from './access/idempotent-answers.ts';
import { writeAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { HttpError } from './problems/http-error.ts';
import {
  parseQuery,
  readJsonBytes,
  readOptionalJsonBytes,
  requestInvalid,
} from './requests/body.ts';
import { languageOf } from './requests/language.ts';
import { API } from './route.ts';
import type { Audience, Call, Principals, Route, RouteOf } from './route.ts';

/** How each audience proves who it is; throws `unauthorized` when it cannot. */
export type Authenticators = {
  readonly [Who in Audience]: (request: Request) => Principals[Who];
};

const NO_QUERY = z.strictObject({});

/** Printable ASCII without blanks, as clients make keys (draft-ietf-httpapi-idempotency-key-header). */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Serves the routes of a table. An address that exists but does not take the method answers 405 with
 * `Allow`; an address that does not exist is left to whoever comes next.
 */
export function registerRoutes(
  routes: readonly Route[],
  authenticators: Authenticators,
  remembered: IdempotentAnswers,
): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    const path = toExpressPath(route.path);
    router[route.method](
      path,
      nameRoute(route),
      ...(route.before ?? []),
      async (request, response) => serve(route, request, response, authenticators, remembered),
    );
  }
  for (const [path, methods] of methodsByPath(routes)) {
    router.all(toExpressPath(path), refuseMethod(methods));
  }
  return router;
}

async function serve(
  route: Route,
  request: Request,
  response: Response,
  authenticators: Authenticators,
  remembered: IdempotentAnswers,
): Promise<void> {
  // The union of routes cannot be called as such; each row's audience picks its own authenticator.
  switch (route.audience) {
    case 'anyone':
      return serveAs(route, authenticators.anyone, request, response, remembered);
    case 'organisation':
      return serveAs(route, authenticators.organisation, request, response, remembered);
    case 'registrar':
      return serveAs(route, authenticators.registrar, request, response, remembered);
    case 'graduate':
      return serveAs(route, authenticators.graduate, request, response, remembered);
  }
}

async function serveAs<Who extends Audience>(
  route: RouteOf<Who>,
  authenticate: (request: Request) => Principals[Who],
  request: Request,
  response: Response,
  remembered: IdempotentAnswers,
): Promise<void> {
  const principal = authenticate(request);
  // Addresses outside the API are other people's standards: those who fetch them may add what they need.
  if (route.query === undefined && route.path.startsWith(API)) parseQuery(request, NO_QUERY);
  const json = await readJsonOf(route, request);
  const call = toCall(request, response, json);
  const act = async (): Promise<Answer> => route.handle(call, principal);
  const key = idempotencyKeyOf(request);
  const answer =
    key !== undefined && route.idempotency === 'answer'
      ? await remembered.answer(
          `${JSON.stringify(principal)} ${request.path}`,
          key,
          Buffer.from(
            JSON.stringify([request.get('If-Match') ?? null, Buffer.from(json).toString()]),
          ),
          act,
        )
      : await act();
  await writeAnswer(response, answer);
}

function readJsonOf<Who extends Audience>(
  { readsJson = false }: RouteOf<Who>,
  request: Request,
): Promise<Uint8Array> {
  if (readsJson === 'optional') return readOptionalJsonBytes(request);
  return readsJson ? readJsonBytes(request) : Promise.resolve(new Uint8Array());
}

function toCall(request: Request, response: Response, json: Uint8Array): Call {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const pathParameters = Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, String(value)]),
  );
  return {
    request,
    pathParameters,
    json,
    language: languageOf(request, 'en'),
    signal: gone.signal,
  };
}

/** The `Idempotency-Key` of a write. @throws HttpError `request-invalid` for one that is no such key. */
export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.get('Idempotency-Key');
  if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
    throw requestInvalid([
      {
        at: 'Idempotency-Key',
        message: {
          th: 'ต้องเป็นอักขระ ASCII ที่พิมพ์ได้ 1 ถึง 200 ตัว ไม่มีช่องว่าง',
          en: 'Must be 1 to 200 printable ASCII characters.',
        },
      },
    ]);
  }
  return key;
}

function nameRoute(route: Route): RequestHandler {
  return (_request, response, next) => {
    response.locals['route'] = route.path;
    next();
  };
}

function toExpressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const byPath = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const methods = byPath.get(path) ?? [];
    methods.push(...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    byPath.set(path, methods);
  }
  return byPath;
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return (request, response) => {
    response.set('Allow', allow);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    throw new HttpError('method-not-allowed', {
      th: `ที่อยู่นี้ใช้ได้กับ ${allow} เท่านั้น`,
      en: `This address takes only ${allow}.`,
    });
  };
}
