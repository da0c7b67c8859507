import { z } from 'zod';
import type { DocumentFilter, IssuerService } from '../../app/services.ts';
import { documentStates } from '../../registry/states.ts';
import { fileAnswer, jsonAnswer } from '../answer.ts';
import { parseQuery } from '../requests/body.ts';
import { pageParameters, toPageRequest } from '../requests/paging.ts';
import type { RouteOf } from '../route.ts';
import { toDocumentJson } from '../schemas/document.ts';
import { getOwnBatch, getOwnDocument } from './own-entries.ts';

const DOCUMENT = '/api/v1/documents/{documentId}';
const documentAnswer = {
  description: 'The document.',
  content: { 'application/json': 'Document' },
};
const pageAnswer = { description: 'One page.', content: { 'application/json': 'DocumentPage' } };
const pageQuery = z.strictObject(pageParameters);
const documentsQuery = z.strictObject({
  ...pageParameters,
  batchId: z.string().min(1).max(100).optional(),
  state: z.enum(documentStates).optional(),
});

/** What a registrar does with the documents of the institution: find and fetch. */
export function documentRoutes(issuer: IssuerService): readonly RouteOf<'registrar'>[] {
  return [
    {
      audience: 'registrar',
      method: 'get',
      path: '/api/v1/batches/{batchId}/documents',
      operationId: 'listBatchDocuments',
      summary: 'The documents of a batch',
      query: pageQuery,
      answers: { 200: pageAnswer },
      problems: ['not-found', 'request-invalid'],
      handle: async (call, registrar) => {
        const page = toPageRequest(parseQuery(call.request, pageQuery));
        const { batchId, institutionCode } = await getOwnBatch(issuer, call, registrar);
        const documents = await issuer.listDocuments({ batchId, institutionCode }, page);
        const { items, nextCursor } = documents;
        return jsonAnswer(200, { items: items.map(toDocumentJson), nextCursor });
      },
    },
    {
      audience: 'registrar',
      method: 'get',
      path: '/api/v1/documents',
      operationId: 'listDocuments',
      summary: "The institution's documents",
      query: documentsQuery,
      answers: { 200: pageAnswer },
      problems: ['request-invalid'],
      handle: async ({ request }, { institutionCode }) => {
        const { batchId, state, ...page } = parseQuery(request, documentsQuery);
        const filter: DocumentFilter = {
          institutionCode,
          ...(batchId === undefined ? {} : { batchId }),
          ...(state === undefined ? {} : { state }),
        };
        const { items, nextCursor } = await issuer.listDocuments(filter, toPageRequest(page));
        return jsonAnswer(200, { items: items.map(toDocumentJson), nextCursor });
      },
    },
    {
      audience: 'registrar',
      method: 'get',
      path: DOCUMENT,
      operationId: 'getDocument',
      summary: 'One document with its state',
      answers: { 200: documentAnswer },
      problems: ['not-found'],
      handle: async (call, registrar) =>
        jsonAnswer(200, toDocumentJson(await getOwnDocument(issuer, call, registrar))),
    },
    {
      audience: 'registrar',
      method: 'get',
      path: `${DOCUMENT}/pdf`,
      operationId: 'getDocumentPdf',
      summary: 'The signed PDF',
      answers: { 200: { description: 'The PDF.', content: { 'application/pdf': 'binary' } } },
      problems: ['not-found', 'document-erased'],
      handle: async (call, registrar) => {
        const { documentId } = await getOwnDocument(issuer, call, registrar);
        return fileAnswer('application/pdf', await issuer.getPdf(documentId), `${documentId}.pdf`);
      },
    },
    {
      audience: 'registrar',
      method: 'get',
      path: `${DOCUMENT}/sidecar`,
      operationId: 'getDocumentSidecar',
      summary: 'The signed sidecar (compact JWS)',
      answers: {
        200: { description: 'The sidecar.', content: { 'application/vc+jwt': 'binary' } },
      },
      problems: ['not-found', 'document-erased'],
      handle: async (call, registrar) => {
        const { documentId } = await getOwnDocument(issuer, call, registrar);
        const sidecar = await issuer.getSidecar(documentId);
        return fileAnswer('application/vc+jwt', sidecar, `${documentId}.jws`);
      },
    },
  ];
}
