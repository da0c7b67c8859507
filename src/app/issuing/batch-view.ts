import type { BatchEntry } from '../../registry/registry-entries.ts';
import type { Registry } from '../../registry/registry.ts';
import { AppError } from '../../shared/app-error.ts';
import type { BatchView } from '../services.ts';
import type { IssuingPace } from './pace-meter.ts';

/** A batch as the outer layers show it. @param pace where it is being issued at this moment. */
export function toBatchView(entry: BatchEntry, pace?: IssuingPace): BatchView {
  return {
    batchId: entry.batchId,
    institutionCode: entry.institutionCode,
    state: entry.state,
    submittedBy: entry.submittedBy,
    submittedAt: entry.submittedAt,
    approvedBy: entry.approvedBy,
    approvedDigest: entry.approvedDigestHex,
    isApprovedAlone: entry.isApprovedAlone,
    level: entry.level,
    printing: {
      template: entry.template,
      templateDigest: entry.templateDigestHex,
      fingerprint: entry.fingerprintHex,
    },
    signingKeys: entry.signingKeys,
    waiting: entry.waiting,
    ...(pace === undefined ? {} : { pace }),
    counts: { ...entry.counts, issued: entry.issued },
  };
}

/** @throws AppError `not-found` */
export async function getBatchEntry(registry: Registry, batchId: string): Promise<BatchEntry> {
  const entry = await registry.findBatch(batchId);
  if (entry === undefined) {
    throw new AppError('not-found', { th: 'ไม่พบชุดเอกสารนี้', en: 'There is no such batch.' });
  }
  return entry;
}
