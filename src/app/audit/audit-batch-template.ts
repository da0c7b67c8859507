import { createHash } from 'node:crypto';
import type { BatchEntry } from '../../registry/registry-entries.ts';
import type { AuditEnvironment } from './audit-environment.ts';
import type { AuditFault } from './audit-report.ts';

/** Whether what a batch is printed with is kept as it was when the batch was submitted. */
export async function auditBatchTemplate(
  { registry }: AuditEnvironment,
  { batchId, templateDigestHex }: BatchEntry,
): Promise<readonly AuditFault[]> {
  if (templateDigestHex === null) return [];
  const content = await registry.findFrozenTemplate(batchId);
  const digestHex =
    content === undefined ? 'nothing' : createHash('sha256').update(content).digest('hex');
  if (digestHex === templateDigestHex) return [];
  const found = 'the kept template is not the one that the batch was submitted with';
  return [{ code: 'template-digest', subject: batchId, found }];
}
