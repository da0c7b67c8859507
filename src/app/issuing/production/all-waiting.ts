import type { ReservedDocument } from '../../../registry/registry-entries.ts';
import { isAppError } from '../../../shared/app-error.ts';
import { isWaitingFault } from '../../../signing/services/waiting-fault.ts';
import type { ProductionResult } from './document-producer.ts';

/**
 * Of documents for which something failed that they all need: each waits, where it may pass.
 * @throws the failure itself, where it will not pass.
 */
export function allWaiting(
  documents: readonly Pick<ReservedDocument, 'documentId'>[],
  error: unknown,
): ProductionResult {
  if (!isAppError(error) || !isWaitingFault(error.code)) throw error;
  const { code, text, retryAfterMs } = error;
  const waiting = documents.map(({ documentId }) => ({ documentId, code, text, retryAfterMs }));
  return { finished: [], refused: [], waiting };
}
