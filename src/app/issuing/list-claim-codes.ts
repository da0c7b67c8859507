import { toClaimCode } from '../claim-code.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { ClaimCodeOfDocument } from '../services.ts';
import { getBatchEntry } from './batch-view.ts';

const DOCUMENTS_PER_PAGE = 200;

/**
 * The claim codes of what is issued of a batch, in record order. They are worked out anew, kept nowhere, and
 * the same each time.
 * @throws AppError `not-found`
 */
export async function* listClaimCodes(
  { registry, claimSecret }: Pick<IssuerEnvironment, 'registry' | 'claimSecret'>,
  batchId: string,
): AsyncIterable<ClaimCodeOfDocument> {
  const { institutionCode } = await getBatchEntry(registry, batchId);
  let cursor: string | undefined;
  do {
    const page = await registry.listBatchDocuments(batchId, {
      limit: DOCUMENTS_PER_PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { row, document } of page.items) {
      const { documentId, studentId, language, state, erasedAt } = document;
      if (state === 'reserved' || erasedAt !== undefined) continue;
      const claimCode = toClaimCode(claimSecret, institutionCode, studentId);
      yield { row, studentId, language, documentId, claimCode };
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
