import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { problemTypes } from '../../../src/http/problems/problem-types.ts';
import { ananKey, createHttpFixture, issueFor } from '../../support/http-fixture.ts';
import { memoryReceipts } from '../../support/receipts.ts';

type Json = Readonly<Record<string, unknown>>;

async function describeAll(): Promise<Json> {
  const { body } = await request(createHttpFixture({ receipts: memoryReceipts() }).app)
    .get('/api/v1/openapi.json')
    .expect(200);
  return body as Json;
}

/** Every `$ref` anywhere in a document. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' ? [String(inner)] : referencesIn(inner),
  );
}

describe('the OpenAPI description', () => {
  it('is OpenAPI 3.1 with every operation named once', async () => {
    const description = await describeAll();
    expect(description['openapi']).toMatch(/^3\.1\./);
    const operations = Object.values(description['paths'] as Record<string, Json>).flatMap((item) =>
      Object.values(item),
    ) as Json[];
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(['submitBatch', 'verifyDocument', 'getStatusList', 'claimDocuments']),
    );
  });

  it('refers only to what it defines, and defines only what it refers to', async () => {
    const description = await describeAll();
    const { schemas } = description['components'] as { schemas: Json };
    const used = new Set(referencesIn(description));
    const defined = Object.keys(schemas).map((name) => `#/components/schemas/${name}`);
    expect([...used].filter((reference) => !defined.includes(reference))).toEqual([]);
    expect(defined.filter((reference) => !used.has(reference))).toEqual([]);
  });

  it('names every path parameter, and who may call', async () => {
    const description = await describeAll();
    for (const [path, item] of Object.entries(description['paths'] as Record<string, Json>)) {
      for (const operation of Object.values(item) as {
        parameters: { in: string; name: string }[];
        security: object[];
      }[]) {
        const named = operation.parameters.filter((parameter) => parameter.in === 'path');
        expect(named.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
        const isOpen =
          operation.security.length === 0 ||
          operation.security.some((one) => Object.keys(one).length === 0);
        expect({ path, isOpen }).toEqual({
          path,
          isOpen:
            !/^\/api\/v1\/(batches|me|receipts|verifications\/bulk)|^\/api\/v1\/documents(?!.*\/status$)/.test(
              path,
            ),
        });
      }
    }
  });

  it('gives each documented problem the status of the table', async () => {
    const description = await describeAll();
    const { batches } = {
      batches: (description['paths'] as Record<string, Json>)['/api/v1/batches'],
    };
    const { responses } = batches!['post'] as {
      responses: Record<string, { description: string }>;
    };
    expect(responses['413']!.description).toBe('`input-too-large`');
    expect(responses['401']!.description).toBe('`unauthorized`');
    expect(problemTypes['input-too-large'].status).toBe(413);
  });

  it('tells of a write what reading its body may come to, and of a file that it may be erased', async () => {
    const description = await describeAll();
    const paths = description['paths'] as Record<string, Record<string, { responses: Json }>>;
    const document = '/api/v1/documents/{documentId}';
    expect(Object.keys(paths[`${document}/revocation`]!['post']!.responses)).toEqual(
      expect.arrayContaining(['400', '409', '413', '415']),
    );
    for (const path of [document, '/api/v1/me/documents/{documentId}']) {
      for (const part of ['pdf', 'sidecar']) {
        expect(Object.keys(paths[`${path}/${part}`]!['get']!.responses)).toContain('410');
      }
    }
  });

  it('describes the query of a list as it is judged', async () => {
    const description = await describeAll();
    const item = (description['paths'] as Record<string, Json>)['/api/v1/documents']!;
    const { parameters } = item['get'] as { parameters: { name: string; schema: Json }[] };
    const limit = parameters.find(({ name }) => name === 'limit')!;
    expect(limit.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 200, default: 50 });
    expect(parameters.map(({ name }) => name)).toEqual(['cursor', 'limit', 'batchId', 'state']);
  });

  it('is served as it is to every caller, with a tag', async () => {
    const { app } = createHttpFixture({ receipts: memoryReceipts() });
    const { headers } = await request(app).get('/api/v1/openapi.json').expect(200);
    await request(app)
      .get('/api/v1/openapi.json')
      .set('If-None-Match', headers['etag']!)
      .expect(304);
  });

  it('promises a request id that answers indeed carry', async () => {
    const fixture = createHttpFixture({ receipts: memoryReceipts() });
    await issueFor(fixture, ['S1']);
    const { headers } = await request(fixture.app)
      .get('/api/v1/documents')
      .set('Authorization', `Bearer ${ananKey}`);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
