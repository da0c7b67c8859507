import { z } from 'zod';
import type { VerifierService } from '../../app/services.ts';
import { AppError } from '../../shared/app-error.ts';
import { parseInstant } from '../../shared/instant.ts';
import { credentialContext } from '../../transcript/credential-context.ts';
import type { Answer } from '../answer.ts';
import { jsonAnswer } from '../answer.ts';
import { documentIdOf, documentNotFound } from '../requests/document-id-parameter.ts';
import { parseQuery } from '../requests/body.ts';
import type { Call, RouteOf } from '../route.ts';
import { toDocumentStatusJson } from '../schemas/document.ts';
import { time } from '../schemas/values.ts';

/** What is public may be read by other sites' scripts: verifying in the browser is anyone's right. */
const openToAll = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
} as const;

/** Keys and trust list change rarely, and must not be old when a key is retired. */
export const KEYS_FRESH_SECONDS = 300;

/** A context never changes: a new one has another address. */
const CONTEXT_FRESH_SECONDS = 30 * 24 * 3600;

const statusQuery = z.strictObject({
  at: time.optional().describe('Adds what the document was at this time.'),
  knownAt: time
    .optional()
    .describe('The time whose knowledge is to answer that; now when left out.'),
});

/** What the registry and the trust list tell everybody. */
export function publicRoutes(verifier: VerifierService): readonly RouteOf<'anyone'>[] {
  return [
    {
      audience: 'anyone',
      method: 'get',
      path: '/api/v1/documents/{documentId}/status',
      operationId: 'getDocumentStatus',
      summary: "A document's state in the registry, also at an earlier time",
      query: statusQuery,
      answers: {
        200: { description: 'The state.', content: { 'application/json': 'DocumentStatus' } },
      },
      problems: ['not-found', 'request-invalid'],
      handle: async (call) => {
        const { at, knownAt } = parseQuery(call.request, statusQuery);
        const documentId = documentIdOf(call);
        const status = await verifier.findDocumentStatus(documentId);
        if (status === undefined) throw documentNotFound();
        if (at === undefined && knownAt === undefined) {
          return jsonAnswer(200, toDocumentStatusJson(status), openToAll);
        }
        const then = await verifier.findDocumentThen(documentId, {
          ...(at === undefined ? {} : { at: parseInstant(at) }),
          ...(knownAt === undefined ? {} : { knownAt: parseInstant(knownAt) }),
        });
        return jsonAnswer(200, toDocumentStatusJson(status, then), openToAll);
      },
    },
    {
      audience: 'anyone',
      method: 'get',
      path: '/status-lists/{listNumber}',
      operationId: 'getStatusList',
      summary:
        'A status list: the states of many documents, which tells nobody who is being checked',
      answers: {
        200: {
          description: 'The signed list (draft-ietf-oauth-status-list).',
          content: { 'application/statuslist+jwt': 'binary' },
        },
      },
      problems: ['not-found'],
      handle: async (call) => statusListAnswer(verifier, listNumberOf(call)),
    },
    {
      audience: 'anyone',
      method: 'get',
      path: '/.well-known/jwks.json',
      operationId: 'getKeys',
      summary: 'The public keys (RFC 7517)',
      answers: {
        200: { description: 'The keys.', content: { 'application/jwk-set+json': 'Jwks' } },
      },
      problems: [],
      handle: async () => {
        const body = JSON.stringify(await verifier.getJwks());
        return cacheable('application/jwk-set+json', body, KEYS_FRESH_SECONDS);
      },
    },
    {
      audience: 'anyone',
      method: 'get',
      path: '/contexts/transcript/v1',
      operationId: 'getCredentialContext',
      summary: 'What the words of a sidecar mean (JSON-LD context, VC 2.0 §5.2)',
      answers: {
        200: { description: 'The context.', content: { 'application/ld+json': 'JsonLdContext' } },
      },
      problems: [],
      handle: () =>
        cacheable('application/ld+json', JSON.stringify(credentialContext), CONTEXT_FRESH_SECONDS),
    },
    {
      audience: 'anyone',
      method: 'get',
      path: '/.well-known/parinya-trust-list',
      operationId: 'getTrustList',
      summary: 'Which certificates sign for which institution',
      answers: {
        200: { description: 'The trust list.', content: { 'application/json': 'TrustList' } },
      },
      problems: [],
      handle: async () =>
        cacheable('application/json', await verifier.getTrustList(), KEYS_FRESH_SECONDS),
    },
  ];
}

async function statusListAnswer(verifier: VerifierService, listNumber: number): Promise<Answer> {
  const list = await verifier.findStatusList(listNumber);
  if (list === undefined) throw listNotFound();
  const answer = cacheable('application/statuslist+jwt', list.token, list.ttlSeconds);
  return { ...answer, headers: { ...answer.headers, ETag: toEntityTag(list.etag) } };
}

/** An answer that anybody may keep for a while, and other sites' scripts may read. */
export function cacheable(mediaType: string, body: string, freshSeconds: number): Answer {
  const headers = { ...openToAll, 'Cache-Control': `public, max-age=${freshSeconds}` };
  return { status: 200, mediaType, body, headers };
}

/** An entity tag stands in quotes (RFC 9110 §8.8.3). */
function toEntityTag(etag: string): string {
  return /^(W\/)?".*"$/.test(etag) ? etag : `"${etag}"`;
}

function listNumberOf(call: Call): number {
  const text = call.pathParameters['listNumber'] ?? '';
  if (!/^(0|[1-9]\d{0,8})$/.test(text)) throw listNotFound();
  return Number(text);
}

function listNotFound(): AppError {
  return new AppError('not-found', {
    th: 'ไม่มีรายการสถานะหมายเลขนี้',
    en: 'There is no status list with this number.',
  });
}
