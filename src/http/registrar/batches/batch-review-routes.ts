import { z } from 'zod';
import type { IssuerService } from '../../../app/services.ts';
import { AppError } from '../../../shared/app-error.ts';
import { inlineAnswer, jsonAnswer } from '../../answer.ts';
import { parseQuery } from '../../requests/body.ts';
import type { Call, RouteOf } from '../../route.ts';
import { getOwnBatch } from '../own-entries.ts';

const previewQuery = z.strictObject({
  language: z
    .enum(['th', 'en'])
    .optional()
    .describe('Of the record, where a row has one in each language; the first when left out.'),
  file: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('The file that the row is in, where the batch is a zip of several.'),
});

/** What an approver looks at: the summary of a batch, and what its documents will look like. */
export function batchReviewRoutes(issuer: IssuerService): readonly RouteOf<'registrar'>[] {
  return [
    {
      audience: 'registrar',
      method: 'get',
      path: '/api/v1/batches/{batchId}/summary',
      operationId: 'getBatchSummary',
      summary: 'What an approver has to know of a batch, and the digest that an approval names',
      description:
        'Counts, warnings, differences to what was issued before, and the records to look at. Those follow from ' +
        'the digest, so that nobody can choose harmless ones. `ETag` is the digest.',
      answers: {
        200: {
          description: 'The summary, as everything stands now.',
          content: { 'application/json': 'BatchSummary' },
        },
      },
      problems: ['not-found'],
      handle: async (call, registrar) => {
        const { batchId } = await getOwnBatch(issuer, call, registrar);
        const summary = await issuer.summariseBatch(batchId);
        return jsonAnswer(200, summary, { ETag: `"${summary.digest}"` });
      },
    },
    {
      audience: 'registrar',
      method: 'get',
      path: '/api/v1/batches/{batchId}/previews/{row}.pdf',
      operationId: 'previewRecord',
      summary: 'The document of one record as it would look: unsigned, and marked as a specimen',
      query: previewQuery,
      answers: { 200: { description: 'The PDF.', content: { 'application/pdf': 'binary' } } },
      problems: ['not-found', 'request-invalid', 'template-invalid', 'template-changed'],
      handle: async (call, registrar) => {
        const { language, file } = parseQuery(call.request, previewQuery);
        const { batchId } = await getOwnBatch(issuer, call, registrar);
        const row = rowOf(call);
        const pdf = await issuer.previewRecord(batchId, {
          row,
          ...(file === undefined ? {} : { file }),
          ...(language === undefined ? {} : { language }),
        });
        return inlineAnswer('application/pdf', pdf, `SPECIMEN-${batchId}-${row}.pdf`);
      },
    },
  ];
}

/** @throws AppError `not-found` for what is no row's number. */
function rowOf(call: Call): number {
  const text = call.pathParameters['row'] ?? '';
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AppError('not-found', {
    th: `${text} ไม่ใช่หมายเลขแถว`,
    en: `${text} is no row's number.`,
  });
}
