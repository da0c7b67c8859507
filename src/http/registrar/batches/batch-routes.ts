import { z } from 'zod';
import type { IssuerService } from '../../../app/services.ts';
import { toIssuesCsv } from '../../../records/presentation/issues-csv.ts';
import { csvAnswer, jsonAnswer } from '../../answer.ts';
import { HttpError } from '../../problems/http-error.ts';
import { idempotencyKeyOf } from '../../register-routes.ts';
import { discardRest, mediaTypeOf, parseQuery, streamBody } from '../../requests/body.ts';
import { pageParameters, toPageRequest } from '../../requests/paging.ts';
import type { RouteOf } from '../../route.ts';
import { toBatchJson } from '../../schemas/batch.ts';
import { submissionQuerySchema } from '../../schemas/requests.ts';
import { batchFileNameFor, batchFileNames } from './batch-file-types.ts';
import type { IssuingRuns } from '../issuing-runs.ts';
import { getOwnBatch } from '../own-entries.ts';

const BATCH = '/api/v1/batches/{batchId}';
const batchAnswer = { description: 'The batch.', content: { 'application/json': 'Batch' } };
const pageQuery = z.strictObject(pageParameters);

/** How a batch comes in, and where it stands. */
export function batchRoutes(
  issuer: IssuerService,
  runs: IssuingRuns,
  limitBytes: number,
): readonly RouteOf<'registrar'>[] {
  return [
    {
      audience: 'registrar',
      method: 'post',
      path: '/api/v1/batches',
      operationId: 'submitBatch',
      summary: 'Submit a file of records',
      description:
        'The raw file is the body. Its records are checked and stored. A batch with errors is stored too, ' +
        'stays `checked` with `counts.errors` above 0 and cannot be approved: see its errors, correct the ' +
        'file and submit it again. The institution is that of the key.',
      idempotency: 'application',
      query: submissionQuerySchema,
      body: {
        description: 'The file with the records, as it is.',
        required: true,
        content: Object.fromEntries(Object.keys(batchFileNames).map((type) => [type, 'binary'])),
      },
      answers: { 201: { ...batchAnswer, description: 'Stored; `Location` names the batch.' } },
      problems: [
        'request-invalid',
        'input-empty',
        'input-too-large',
        'unsupported-media-type',
        'institution-unknown',
        'template-invalid',
        'idempotency-conflict',
      ],
      handle: async ({ request, language }, { actor, institutionCode }) => {
        const { template, level, goodRecordsOnly } = parseQuery(request, submissionQuerySchema);
        const name = batchFileNameFor(mediaTypeOf(request));
        const idempotencyKey = idempotencyKeyOf(request);
        const submitting = issuer.submitBatch({
          institutionCode,
          actor,
          files: [{ name, pieces: streamBody(request, limitBytes) }],
          goodRecordsOnly: goodRecordsOnly === 'true',
          ...(template === undefined ? {} : { template }),
          ...(level === undefined ? {} : { level }),
          ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        });
        const batch = await submitting.catch((error: unknown) => {
          // What was refused before it came in whole is read on, so that its sender gets to see why.
          if (!request.readableEnded) discardRest(request, limitBytes);
          throw error;
        });
        if (batch.state === 'approved') runs.start(batch.batchId);
        const location = `/api/v1/batches/${encodeURIComponent(batch.batchId)}`;
        return jsonAnswer(201, toBatchJson(batch, language), { Location: location });
      },
    },
    {
      audience: 'registrar',
      method: 'get',
      path: '/api/v1/batches',
      operationId: 'listBatches',
      summary: "The institution's batches, newest first",
      query: pageQuery,
      answers: { 200: { description: 'One page.', content: { 'application/json': 'BatchPage' } } },
      problems: ['request-invalid'],
      handle: async ({ request, language }, { institutionCode }) => {
        const page = toPageRequest(parseQuery(request, pageQuery));
        const { items, nextCursor } = await issuer.listBatches(page, { institutionCode });
        // A batch of another institution is never shown, whatever the service makes of the filter.
        const own = items.filter((batch) => batch.institutionCode === institutionCode);
        return jsonAnswer(200, {
          items: own.map((batch) => toBatchJson(batch, language)),
          nextCursor,
        });
      },
    },
    {
      audience: 'registrar',
      method: 'get',
      path: BATCH,
      operationId: 'getBatch',
      summary: 'One batch with its state and counts',
      answers: { 200: batchAnswer },
      problems: ['not-found'],
      handle: async (call, registrar) =>
        jsonAnswer(200, toBatchJson(await getOwnBatch(issuer, call, registrar), call.language)),
    },
    {
      audience: 'registrar',
      method: 'get',
      path: `${BATCH}/errors`,
      operationId: 'getBatchErrors',
      summary: 'Errors and warnings of a batch, with their places in the file',
      answers: {
        200: {
          description: 'The intake report; as CSV its errors and warnings only.',
          content: { 'application/json': 'RecordsReport', 'text/csv': 'binary' },
        },
      },
      problems: ['not-found', 'not-acceptable'],
      handle: async (call, registrar) => {
        const { batchId } = await getOwnBatch(issuer, call, registrar);
        const form = call.request.accepts(['application/json', 'text/csv']);
        if (form === false) {
          throw new HttpError('not-acceptable', {
            th: 'รายการข้อผิดพลาดมีในรูปแบบ application/json และ text/csv',
            en: 'The errors are to be had as application/json and text/csv.',
          });
        }
        const report = await issuer.getBatchReport(batchId);
        return form === 'text/csv'
          ? csvAnswer(toIssuesCsv(report), 'errors.csv')
          : jsonAnswer(200, report, { Vary: 'Accept' });
      },
    },
  ];
}
