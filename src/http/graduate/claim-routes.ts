import type { RequestHandler } from 'express';
import type { IssuerService } from '../../app/services.ts';
import { formatInstant } from '../../shared/instant.ts';
import type { GraduateSessions } from '../access/graduate-sessions.ts';
import { jsonAnswer } from '../answer.ts';
import { parseJson } from '../requests/body.ts';
import type { RouteOf } from '../route.ts';
import { toOwnDocumentJson } from '../schemas/document.ts';
import { claimSchema } from '../schemas/requests.ts';

/** How a graduate proves who he is: the claim code and one detail, for a session of half an hour. */
export function claimRoutes(
  issuer: IssuerService,
  sessions: GraduateSessions,
  limiter: RequestHandler,
): readonly RouteOf<'anyone'>[] {
  return [
    {
      audience: 'anyone',
      method: 'post',
      path: '/api/v1/claims',
      operationId: 'claimDocuments',
      summary: 'Claim documents with the code from the institution',
      description:
        'The answer for an unknown code and for a wrong date is the same, in the same time. The token goes ' +
        'into `Authorization: Bearer` of the routes under `/api/v1/me`.',
      readsJson: true,
      body: {
        description: 'The code and the date of birth.',
        required: true,
        content: { 'application/json': 'Claim' },
      },
      answers: {
        201: { description: 'A session.', content: { 'application/json': 'Session' } },
      },
      problems: ['request-invalid', 'claim-refused', 'rate-limited'],
      before: [limiter],
      handle: async (call) => {
        const { documents } = await issuer.claimDocuments(parseJson(call.json, claimSchema));
        const { token, expiresAt } = sessions.open(documents.map(({ documentId }) => documentId));
        return jsonAnswer(201, {
          token,
          tokenType: 'Bearer',
          expiresAt: formatInstant(expiresAt),
          documents: documents.map(toOwnDocumentJson),
        });
      },
    },
  ];
}
