import { z } from 'zod';
import type { IssuerService } from '../../app/services.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import type { GraduateSession } from '../access/graduate-sessions.ts';
import { fileAnswer, jsonAnswer } from '../answer.ts';
import { parseQuery, requestInvalid } from '../requests/body.ts';
import {
  documentIdOf,
  documentNotFound,
  findDocumentId,
} from '../requests/document-id-parameter.ts';
import { pageParameters } from '../requests/paging.ts';
import type { Call, RouteOf } from '../route.ts';
import { toOwnDocumentJson } from '../schemas/document.ts';

const pageQuery = z.strictObject(pageParameters);

/** What a graduate gets after a claim: the own documents and nothing else. */
export function ownDocumentRoutes(issuer: IssuerService): readonly RouteOf<'graduate'>[] {
  return [
    {
      audience: 'graduate',
      method: 'get',
      path: '/api/v1/me/documents',
      operationId: 'listOwnDocuments',
      summary: 'My documents',
      query: pageQuery,
      answers: {
        200: { description: 'One page.', content: { 'application/json': 'OwnDocumentPage' } },
      },
      problems: ['request-invalid'],
      handle: async ({ request }, { documentIds }) => {
        const { cursor, limit } = parseQuery(request, pageQuery);
        const start = cursor === undefined ? 0 : positionAfter(documentIds, cursor);
        const ids = documentIds.slice(start, start + limit);
        const documents = await Promise.all(ids.map((id) => issuer.getDocument(id)));
        const isLast = start + limit >= documentIds.length;
        return jsonAnswer(200, {
          items: documents.map(toOwnDocumentJson),
          nextCursor: isLast ? null : (ids.at(-1) ?? null),
        });
      },
    },
    {
      audience: 'graduate',
      method: 'get',
      path: '/api/v1/me/documents/{documentId}/pdf',
      operationId: 'getOwnPdf',
      summary: 'The signed PDF of one of my documents',
      answers: { 200: { description: 'The PDF.', content: { 'application/pdf': 'binary' } } },
      problems: ['not-found', 'document-erased'],
      handle: async (call, session) => {
        const documentId = ownDocumentIdOf(call, session);
        return fileAnswer('application/pdf', await issuer.getPdf(documentId), `${documentId}.pdf`);
      },
    },
    {
      audience: 'graduate',
      method: 'get',
      path: '/api/v1/me/documents/{documentId}/sidecar',
      operationId: 'getOwnSidecar',
      summary: 'The signed sidecar (compact JWS) of one of my documents',
      answers: {
        200: { description: 'The sidecar.', content: { 'application/vc+jwt': 'binary' } },
      },
      problems: ['not-found', 'document-erased'],
      handle: async (call, session) => {
        const documentId = ownDocumentIdOf(call, session);
        const sidecar = await issuer.getSidecar(documentId);
        return fileAnswer('application/vc+jwt', sidecar, `${documentId}.jws`);
      },
    },
  ];
}

/** Somebody else's document is as if it were not there. */
function ownDocumentIdOf(call: Call, { documentIds }: GraduateSession): DocumentId {
  const documentId = documentIdOf(call);
  if (!documentIds.includes(documentId)) throw documentNotFound();
  return documentId;
}

function positionAfter(documentIds: readonly DocumentId[], cursor: string): number {
  const id = findDocumentId(cursor);
  const position = id === undefined ? -1 : documentIds.indexOf(id);
  if (position < 0)
    throw requestInvalid([
      {
        at: 'cursor',
        message: {
          th: 'ไม่ใช่ cursor ของรายการนี้',
          en: 'Not a cursor of this list.',
        },
      },
    ]);
  return position + 1;
}
