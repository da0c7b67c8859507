import type { IssuedDocument, IssuerService } from '../../../app/services.ts';
import { fileAnswer } from '../../answer.ts';
import type { RouteOf } from '../../route.ts';
import { CSV_MEDIA_TYPE, toCsvLine } from './issues-csv.ts';
import { getOwnBatch, requireState } from '../own-entries.ts';

/** How a registrar gets the claim codes to hand to the graduates; they are stored nowhere. */
export function claimCodeRoutes(issuer: IssuerService): readonly RouteOf<'registrar'>[] {
  return [
    {
      audience: 'registrar',
      method: 'get',
      path: '/api/v1/batches/{batchId}/claim-codes',
      operationId: 'getClaimCodes',
      summary: 'The claim codes of an issued batch, for handing to the graduates',
      description: 'CSV with row, studentId, language, documentId, claimCode; in record order.',
      answers: { 200: { description: 'The codes.', content: { 'text/csv': 'binary' } } },
      problems: ['not-found', 'illegal-transition'],
      handle: async (call, registrar) => {
        const batch = await getOwnBatch(issuer, call, registrar);
        requireState(batch, ['issued', 'partly-issued']);
        const lines = toLines(issuer.issueBatch(batch.batchId), call.signal);
        return fileAnswer(CSV_MEDIA_TYPE, lines, 'claim-codes.csv');
      },
    },
  ];
}

async function* toLines(
  documents: AsyncIterable<IssuedDocument>,
  signal: AbortSignal,
): AsyncIterable<string> {
  yield `\uFEFF${toCsvLine(['row', 'studentId', 'language', 'documentId', 'claimCode'])}`;
  for await (const { row, studentId, language, documentId, claimCode } of documents) {
    if (signal.aborted) return;
    yield toCsvLine([row, studentId, language, documentId, claimCode]);
  }
}
