import type { ClaimCodeOfDocument, IssuerService } from '../../../app/services.ts';
import { BYTE_ORDER_MARK, toCsvLine } from '../../../records/csv/csv-line.ts';
import { csvAnswer } from '../../answer.ts';
import type { RouteOf } from '../../route.ts';
import { getOwnBatch, requireDocuments } from '../own-entries.ts';

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
        requireDocuments(batch);
        const lines = toLines(issuer.listClaimCodes(batch.batchId), call.signal);
        return csvAnswer(lines, 'claim-codes.csv');
      },
    },
  ];
}

async function* toLines(
  documents: AsyncIterable<ClaimCodeOfDocument>,
  signal: AbortSignal,
): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + toCsvLine(['row', 'studentId', 'language', 'documentId', 'claimCode']);
  for await (const { row, studentId, language, documentId, claimCode } of documents) {
    if (signal.aborted) return;
    yield toCsvLine([row, studentId, language, documentId, claimCode]);
  }
}
