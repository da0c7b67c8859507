import { z } from 'zod';
import type { DocumentChange } from '../../app/documents/document-change.ts';
import type { IssuerService } from '../../app/services.ts';
import { revocationReasons } from '../../registry/states.ts';
import type { RevocationReason } from '../../registry/states.ts';
import { AppError } from '../../shared/app-error.ts';
import { parseDocumentId } from '../../shared/document-id.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { parseInstant } from '../../shared/instant.ts';
import type { Registrar } from '../access/registrar-keys.ts';
import { jsonAnswer } from '../answer.ts';
import type { ProblemCode } from '../problems/problem-types.ts';
import { parseJson, parseQuery } from '../requests/body.ts';
import type { Call, RouteOf } from '../route.ts';
import { toDocumentHistoryJson, toDocumentJson } from '../schemas/document.ts';
import { revocationSchema, supersessionSchema } from '../schemas/requests.ts';
import { time } from '../schemas/values.ts';
import { getOwnDocument } from './own-entries.ts';

const DOCUMENT = '/api/v1/documents/{documentId}';
const historyQuery = z.strictObject({
  at: time.optional().describe('The time that is asked about; now when left out.'),
  knownAt: time.optional().describe('The time whose knowledge is to answer; now when left out.'),
});
const documentAnswer = {
  description: 'The document.',
  content: { 'application/json': 'Document' },
};
const changeProblems: readonly ProblemCode[] = [
  'not-found',
  'request-invalid',
  'changed-meanwhile',
  'illegal-transition',
  'idempotency-conflict',
];

type OwnDocument = Pick<DocumentChange, 'documentId' | 'actor'>;

/** What a registrar does to the state of a document, and what happened to it so far. */
export function documentChangeRoutes(issuer: IssuerService): readonly RouteOf<'registrar'>[] {
  /** One change, judged by the use case; only the caller's own documents can be named. */
  function changeRoute(
    route: Pick<RouteOf<'registrar'>, 'method' | 'path' | 'operationId' | 'summary'>,
    schema: 'Revocation' | 'Supersession' | undefined,
    read: (call: Call) => (own: OwnDocument) => DocumentChange,
  ): RouteOf<'registrar'> {
    const body =
      schema === undefined
        ? {}
        : {
            readsJson: true,
            body: {
              description: `The reason: one of ${revocationReasons.join(', ')}.`,
              required: true,
              content: { 'application/json': schema },
            },
          };
    const problems: ProblemCode[] = [...changeProblems];
    if (schema !== undefined) problems.push('reason-unknown', 'time-not-possible');
    if (schema === 'Supersession') problems.push('successor-refused');
    return {
      audience: 'registrar',
      idempotency: 'answer',
      ...route,
      ...body,
      answers: { 200: documentAnswer },
      problems,
      handle: async (call: Call, registrar: Registrar) => {
        // Read first: a malformed body is told before anything is looked up.
        const toChange = read(call);
        const { documentId } = await getOwnDocument(issuer, call, registrar);
        const { actor } = registrar;
        const changed = await issuer.changeDocument(toChange({ documentId, actor }));
        return jsonAnswer(200, toDocumentJson(changed));
      },
    };
  }

  return [
    {
      audience: 'registrar',
      method: 'get',
      path: `${DOCUMENT}/history`,
      operationId: 'getDocumentHistory',
      summary:
        'What a document was at one time, as known at another, and every change of its state',
      query: historyQuery,
      answers: {
        200: { description: 'The history.', content: { 'application/json': 'DocumentHistory' } },
      },
      problems: ['not-found', 'request-invalid'],
      handle: async (call, registrar) => {
        const { at, knownAt } = parseQuery(call.request, historyQuery);
        const { documentId } = await getOwnDocument(issuer, call, registrar);
        const history = await issuer.getDocumentHistory(documentId, {
          ...(at === undefined ? {} : { at: parseInstant(at) }),
          ...(knownAt === undefined ? {} : { knownAt: parseInstant(knownAt) }),
        });
        return jsonAnswer(200, toDocumentHistoryJson(history));
      },
    },
    changeRoute(
      {
        method: 'post',
        path: `${DOCUMENT}/revocation`,
        operationId: 'revokeDocument',
        summary: 'Take a document back for good',
      },
      'Revocation',
      ({ json }) => {
        const reasoned = toReasoned(parseJson(json, revocationSchema));
        return (own) => ({ ...own, operation: 'revoke', ...reasoned });
      },
    ),
    changeRoute(
      {
        method: 'post',
        path: `${DOCUMENT}/suspension`,
        operationId: 'suspendDocument',
        summary: 'Suspend a document until more is known',
      },
      'Revocation',
      ({ json }) => {
        const reasoned = toReasoned(parseJson(json, revocationSchema));
        return (own) => ({ ...own, operation: 'suspend', ...reasoned });
      },
    ),
    changeRoute(
      {
        method: 'delete',
        path: `${DOCUMENT}/suspension`,
        operationId: 'reinstateDocument',
        summary: 'Put a suspended document in force again',
      },
      undefined,
      () => (own) => ({ ...own, operation: 'reinstate' }),
    ),
    changeRoute(
      {
        method: 'post',
        path: `${DOCUMENT}/supersession`,
        operationId: 'supersedeDocument',
        summary: 'Put another document in the place of this one',
      },
      'Supersession',
      ({ json }) => {
        const { supersededBy: text, ...body } = parseJson(json, supersessionSchema);
        const reasoned = toReasoned(body);
        const supersededBy = toSuccessor(text);
        return (own) => ({ ...own, operation: 'supersede', ...reasoned, supersededBy });
      },
    ),
  ];
}

function toReasoned({ reason, note, effectiveAt }: z.output<typeof revocationSchema>) {
  return {
    reason: parseReason(reason),
    ...(note === undefined ? {} : { note }),
    ...(effectiveAt === undefined ? {} : { effectiveAt: parseInstant(effectiveAt) }),
  };
}

function parseReason(text: string): RevocationReason {
  const reason = revocationReasons.find((known) => known === text);
  if (reason !== undefined) return reason;
  const list = revocationReasons.join(', ');
  throw new AppError('reason-unknown', {
    th: `โปรดใช้เหตุผลในรายการที่ประกาศ: ${list}`,
    en: `Use a reason from the published list: ${list}.`,
  });
}

/** A check character that does not fit is as good as a document that is not there. */
function toSuccessor(text: string): DocumentId {
  try {
    return parseDocumentId(text);
  } catch (cause) {
    throw new AppError(
      'successor-refused',
      {
        th: 'ไม่พบเอกสารที่จะใช้แทน ตรวจรหัสเอกสารอีกครั้ง',
        en: 'The document that is to stand in its place does not exist: check its id.',
      },
      { cause },
    );
  }
}
