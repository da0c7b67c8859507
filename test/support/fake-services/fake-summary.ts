import { createHash } from 'node:crypto';
import type { ApprovalSummary } from '../../../src/app/issuing/approval/approval-summary.ts';
import type { BatchView } from '../../../src/app/services.ts';

/** A summary of a batch of a fake issuer: its digest changes with `surroundings`, as the real one's does. */
export function toFakeSummary(
  batch: BatchView,
  needsSecondPerson: boolean,
  surroundings: string,
): ApprovalSummary {
  const { batchId, institutionCode, state, level, submittedBy, counts } = batch;
  const digest = createHash('sha256').update(`${batchId} ${surroundings}`).digest('hex');
  const { records, accepted, errors, warnings } = counts;
  return {
    batchId,
    institutionCode,
    state,
    template: 'classic',
    level,
    submittedBy,
    digest,
    digestShort: digest.slice(0, 16).replace(/(.{4})(?=.)/g, '$1-'),
    rule: {
      needsSecondPerson,
      needsDigest: needsSecondPerson,
      onePersonUpTo: needsSecondPerson ? 0 : null,
    },
    counts: { records, accepted, errors, warnings },
    differences: { new: accepted, same: 0, again: 0, changed: 0, fields: [], changedRecords: [] },
    warnings: [],
    samples: [
      { file: 'batch.csv', row: 1, studentId: 'S1', language: 'th', reasons: ['longest', 'drawn'] },
    ],
    keys: [
      { use: 'pdf', keyId: 'k1', problem: null },
      { use: 'jose', keyId: 'k1', problem: null },
    ],
    printing: { template: 'classic', digest: null, presentDigest: null, problem: null },
  };
}
