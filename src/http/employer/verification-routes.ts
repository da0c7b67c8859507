import type { RequestHandler } from 'express';
import type { VerifierService } from '../../app/services.ts';
import { toAnswer } from '../../verification/sentences/to-answer.ts';
import { toPdfDigest } from '../../verification/etsi/pdf-digest.ts';
import { toEtsiReport } from '../../verification/etsi/to-etsi-report.ts';
import { jsonAnswer } from '../answer.ts';
import { formatDay } from '../requests/dates.ts';
import type { RouteOf } from '../route.ts';
import { receiptAddress } from './receipt-routes.ts';
import type { ReceiptSide } from './receipt-routes.ts';
import { readEvidence, verificationMediaTypes } from './verification-input.ts';

/** `Accept: application/xml` asks for the report of ETSI TS 119 102-2. */
const ETSI_MEDIA_TYPE = 'application/xml';

/** How anyone has a document judged. */
export function verificationRoutes(
  verifier: VerifierService,
  limiter: RequestHandler,
  receiptSide?: ReceiptSide,
): readonly RouteOf<'anyone'>[] {
  return [
    {
      audience: 'anyone',
      ...(receiptSide === undefined ? {} : { mayProve: 'organisation' as const }),
      method: 'post',
      path: '/api/v1/verifications',
      operationId: 'verifyDocument',
      summary: 'Verify a PDF, a sidecar or both',
      description:
        'The answer is 200 with the report whatever the verdict: a forged file is `TOTAL-FAILED`, not an ' +
        'error. `Accept: application/xml` gives the XML report of ETSI TS 119 102-2. `Accept-Language` picks the language of `answer`. The files are judged in memory and not kept. ' +
        '`receipt` is what the verifier signs of its answer; with the key of a verifying organisation it is ' +
        'also kept, and `Link` (`rel="describedby"`) says where.',
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
          content: { 'application/json': 'VerificationAnswer', [ETSI_MEDIA_TYPE]: 'binary' },
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
        // Before the body is read: a caller with a wrong key need not send it.
        const caller = receiptSide?.organisationKeys.authenticateIfGiven(request);
        const evidence = await readEvidence(request);
        const report = await verifier.verify(evidence);
        const issued = await receiptSide?.receipts.issue(
          { ...evidence, report },
          caller?.organisation,
        );
        const headers = {
          'Content-Language': language,
          Vary: 'Accept, Accept-Language, Authorization',
          ...(issued === undefined || caller === undefined
            ? {}
            : { Link: `<${receiptAddress(issued.receiptId)}>; rel="describedby"` }),
        };
        if (request.accepts(['application/json', ETSI_MEDIA_TYPE]) === ETSI_MEDIA_TYPE) {
          const body = toEtsiReport(report, await toPdfDigest(evidence.pdf));
          return { status: 200, mediaType: ETSI_MEDIA_TYPE, body, headers };
        }
        const answer = { language, ...toAnswer(report, language, formatDay) };
        return jsonAnswer(
          200,
          { ...report, answer, ...(issued === undefined ? {} : { receipt: issued.receipt }) },
          headers,
        );
      },
    },
  ];
}
