import type { RetentionService } from '../../app/retention/retention-service.ts';
import type { IssuerService } from '../../app/services.ts';
import type { Registrar } from '../access/registrar-keys.ts';
import { jsonAnswer } from '../answer.ts';
import { parseJson } from '../requests/body.ts';
import type { Call, RouteOf } from '../route.ts';
import { toDocumentJson } from '../schemas/document.ts';
import { erasureSchema, toErasureAnswerJson } from '../schemas/erasure.ts';
import { getOwnDocument } from './own-entries.ts';

const DOCUMENT = '/api/v1/documents/{documentId}';

/** What a registrar does about the personal data of a document: erase them, or see that they are not. */
export function erasureRoutes(
  issuer: IssuerService,
  retention: RetentionService,
): readonly RouteOf<'registrar'>[] {
  return [
    {
      audience: 'registrar',
      method: 'post',
      path: `${DOCUMENT}/erasure`,
      operationId: 'eraseDocument',
      summary: 'Erase the personal data of a document for good, or confirm that they be erased',
      idempotency: 'answer',
      readsJson: true,
      body: {
        description: 'The reason; a second person confirms by asking for the same.',
        required: true,
        content: { 'application/json': 'Erasure' },
      },
      answers: {
        200: { description: 'They are erased.', content: { 'application/json': 'ErasureAnswer' } },
        202: {
          description: 'It waits for a second person.',
          content: { 'application/json': 'ErasureAnswer' },
        },
      },
      problems: [
        ...(['not-found', 'request-invalid', 'forbidden', 'idempotency-conflict'] as const),
        ...(['erasure-refused', 'retention-not-over'] as const),
      ],
      handle: async (call, registrar) => {
        const { reason } = parseJson(call.json, erasureSchema);
        const { documentId } = await getOwnDocument(issuer, call, registrar);
        const order = { documentId, reason, actor: registrar.actor };
        const answer = await retention.eraseDocument(order);
        return jsonAnswer(answer.kind === 'erased' ? 200 : 202, toErasureAnswerJson(answer));
      },
    },
    holdRoute('post', 'holdDocument', 'Keep a document from being erased', true),
    holdRoute('delete', 'releaseDocument', 'Let a document be erased again', false),
  ];

  function holdRoute(
    method: 'post' | 'delete',
    operationId: string,
    summary: string,
    isHeld: boolean,
  ): RouteOf<'registrar'> {
    return {
      audience: 'registrar',
      method,
      path: `${DOCUMENT}/hold`,
      operationId,
      summary,
      idempotency: 'answer',
      answers: {
        200: { description: 'The document.', content: { 'application/json': 'Document' } },
      },
      problems: ['not-found', 'document-erased', 'idempotency-conflict'],
      handle: async (call: Call, registrar: Registrar) => {
        const { documentId } = await getOwnDocument(issuer, call, registrar);
        await retention.holdDocument({ documentId, isHeld, actor: registrar.actor });
        return jsonAnswer(200, toDocumentJson(await issuer.getDocument(documentId)));
      },
    };
  }
}
