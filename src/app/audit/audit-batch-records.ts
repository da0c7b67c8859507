import type { BatchEntry } from '../../registry/registry-entries.ts';
import type { BatchRecordCounts } from '../../registry/registry.ts';
import type { AuditEnvironment } from './audit-environment.ts';
import type { AuditFault } from './audit-report.ts';

/**
 * Whether the records of a batch are as many as were accepted and stand for documents of their own content; one
 * that says it is done has an issued document for each.
 */
export async function auditBatchRecords(
  { registry }: AuditEnvironment,
  batch: BatchEntry,
): Promise<readonly AuditFault[]> {
  const { batchId: subject, state, counts, issued } = batch;
  const isDone = state === 'issued' || state === 'partly-issued';
  const found: string[] = [];
  if (isDone && issued !== counts.accepted) {
    found.push(`${issued} of ${counts.accepted} records are issued`);
  }
  const wrong = describeRecords(await registry.countBatchRecords(subject), counts.accepted, isDone);
  if (wrong !== undefined) found.push(wrong);
  return found.map((each) => ({ code: 'batch-incomplete', subject, found: each }));
}

/** What of the records is not as they were submitted and reserved for; `undefined` where nothing is. */
function describeRecords(
  { records, unlinked, mislinked }: BatchRecordCounts,
  accepted: number,
  isDone: boolean,
): string | undefined {
  if (records !== accepted) return `${records} of ${accepted} accepted records`;
  if (mislinked > 0) return `${mislinked} records belong to documents of another content`;
  if (isDone && unlinked > 0) return `${unlinked} records belong to no document`;
  return undefined;
}
