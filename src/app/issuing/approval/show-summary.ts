import type { ApprovalSummary } from './approval-summary.ts';
import { summariseBatch } from './summarise-batch.ts';
import type { SummarisingEnvironment } from './summarise-batch.ts';

/**
 * Shows a person what there is to approve, and remembers by what parts: whoever approves it later is told what
 * has changed since.
 * @throws AppError `not-found`
 */
export async function showSummary(
  environment: SummarisingEnvironment,
  batchId: string,
): Promise<ApprovalSummary> {
  const { summary, basis } = await summariseBatch(environment, batchId);
  await environment.registry.rememberSummary({
    batchId,
    digestHex: summary.digest,
    basisJson: JSON.stringify(basis),
    shownAt: environment.clock.now(),
  });
  return summary;
}
