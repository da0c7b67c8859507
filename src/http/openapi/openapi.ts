import { z } from 'zod';
import { PROBLEM_MEDIA_TYPE } from '../problems/problem.ts';
import { problemTypes } from '../problems/problem-types.ts';
import type { ProblemCode } from '../problems/problem-types.ts';
import { API } from '../route.ts';
import type { Audience, Route } from '../route.ts';
import { componentSchemas } from '../schemas/components.ts';
import { toComponentJsonSchemas, withoutOwnName } from './component-json-schemas.ts';

/** The version of this API; it grows with additions, and changes its path when something breaks. */
const API_VERSION = '1.0.0';

const security: Readonly<Record<Audience, readonly object[]>> = {
  anyone: [],
  organisation: [{ organisationKey: [] }],
  registrar: [{ registrarKey: [] }],
  graduate: [{ graduateSession: [] }],
};

const tags: Readonly<Record<Audience, string>> = {
  anyone: 'anyone',
  organisation: 'verifying organisation',
  registrar: 'registrar',
  graduate: 'graduate',
};

/** Describes the routes as they are served (OpenAPI 3.1.1). */
export function toOpenApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method] = toOperation(route);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Parinya',
      version: API_VERSION,
      description:
        'Issues university transcripts as signed PDFs and lets anyone verify them. Errors are RFC 9457 ' +
        'problems; every answer carries `X-Request-Id`; times are RFC 3339 in UTC.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: toComponentJsonSchemas(componentSchemas),
      securitySchemes: {
        registrarKey: { type: 'http', scheme: 'bearer', description: "A registrar's API key." },
        organisationKey: {
          type: 'http',
          scheme: 'bearer',
          description: "A verifying organisation's API key.",
        },
        graduateSession: { type: 'http', scheme: 'bearer', description: 'The token of a claim.' },
      },
    },
  };
}

function toOperation(route: Route): object {
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [tags[route.audience]],
    security: [
      ...(route.mayProve === undefined ? [] : [{}, ...security[route.mayProve]]),
      ...security[route.audience],
    ],
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            description: route.body.description,
            required: route.body.required,
            content: toContent(route.body.content),
          },
        }),
    responses: { ...goodResponses(route), ...problemResponses(route) },
  };
}

function pathParameters(route: Route): readonly object[] {
  return [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route): readonly object[] {
  if (query === undefined) return [];
  return Object.entries(query.shape).map(([name, schema]) => {
    const jsonSchema = z.toJSONSchema(schema as z.ZodType, { io: 'input' });
    return { name, in: 'query', required: false, schema: withoutOwnName(jsonSchema) };
  });
}

function headerParameters(route: Route): readonly object[] {
  const parameters: object[] = [];
  if (route.takesIfMatch === true) {
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: false,
      description: 'The `ETag` of what the caller has seen.',
      schema: { type: 'string' },
    });
  }
  if (route.idempotency === undefined) return parameters;
  return [
    ...parameters,
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'The same key with the same request gets the same answer and does nothing twice; with another ' +
        'request it is a conflict.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    },
  ];
}

function goodResponses(route: Route): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, { description, content }]) => [
      status,
      { description, content: toContent(content) },
    ]),
  );
}

/** One response a status; which problems share it is said by their codes. */
function problemResponses(route: Route): Readonly<Record<string, object>> {
  const codesByStatus = new Map<number, ProblemCode[]>();
  for (const code of [
    ...accessProblems[route.audience],
    ...readingProblems(route),
    ...route.problems,
    'internal',
  ] as const) {
    const { status } = problemTypes[code];
    codesByStatus.set(status, [...(codesByStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...codesByStatus].map(([status, codes]) => [
      String(status),
      {
        description: [...new Set(codes)].map((code) => `\`${code}\``).join(', '),
        content: { [PROBLEM_MEDIA_TYPE]: { schema: reference('Problem') } },
      },
    ]),
  );
}

/** What reading a request may come to before the route is asked. */
function readingProblems({ path, readsJson, idempotency }: Route): readonly ProblemCode[] {
  const codes: ProblemCode[] = [];
  if (path.startsWith(API) || idempotency !== undefined) codes.push('request-invalid');
  if (idempotency === 'answer') codes.push('idempotency-conflict');
  if (readsJson !== undefined && readsJson !== false) {
    codes.push('input-too-large', 'unsupported-media-type');
    if (readsJson === true) codes.push('input-empty');
  }
  return codes;
}

const accessProblems: Readonly<Record<Audience, readonly ProblemCode[]>> = {
  anyone: [],
  organisation: ['unauthorized'],
  registrar: ['unauthorized'],
  graduate: ['unauthorized'],
};

function toContent(content: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(content).map(([mediaType, name]) => [
      mediaType,
      name === 'binary' ? {} : { schema: reference(name) },
    ]),
  );
}

function reference(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}
