import type { RequestHandler } from 'express';
import type { VerifierService } from '../../app/services.ts';
import { toAnswer } from '../../verification/sentences/to-answer.ts';
import { jsonAnswer } from '../answer.ts';
import { formatDay } from '../requests/dates.ts';
import type { RouteOf } from '../route.ts';
import { readEvidence, verificationMediaTypes } from './verification-input.ts';

/** How anyone has a document judged. */
export function verificationRoutes(
  verifier: VerifierService,
  limiter: RequestHandler,
): readonly RouteOf<'anyone'>[] {
  return [
    {
      audience: 'anyone',
      method: 'post',
      path: '/api/v1/verifications',
      operationId: 'verifyDocument',
      summary: 'Verify a PDF, a sidecar or both',
      description:
        'The answer is 200 with the report whatever the verdict: a forged file is `TOTAL-FAILED`, not an ' +
        'error. `Accept-Language` picks the language of `answer`. The files are judged in memory and not kept.',
      body: {
        description: 'The file itself, or a form with the parts `pdf` and `sidecar`; up to 20 MB.',
        required: true,
        content: Object.fromEntries(
          verificationMediaTypes.map((type) => [
            type,
            type === 'multipart/form-data' ? 'EvidenceForm' : 'binary',
          ]),
        ),
      },
      answers: {
        200: {
          description: 'The report.',
          content: { 'application/json': 'VerificationAnswer' },
        },
      },
      problems: [
        'input-empty',
        'input-too-large',
        'input-unreadable',
        'unsupported-media-type',
        'rate-limited',
      ],
      before: [limiter],
      handle: async ({ request, language }) => {
        const report = await verifier.verify(await readEvidence(request));
        const answer = { language, ...toAnswer(report, language, formatDay) };
        return jsonAnswer(
          200,
          { ...report, answer },
          {
            'Content-Language': language,
            Vary: 'Accept-Language',
          },
        );
      },
    },
  ];
}
