import type { BatchEntry } from '../../registry/registry-entries.ts';
import { AppError } from '../../shared/app-error.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { BatchView } from '../services.ts';
import { getBatchEntry, toBatchView } from './batch-view.ts';

type DecidingEnvironment = Pick<IssuerEnvironment, 'clock' | 'registry' | 'institutions'>;

/**
 * A person says that a batch is right. Where the institution asks for a second person, that is never the
 * one who submitted it.
 * @throws AppError `not-found`, `records-invalid` for a batch with errors, `forbidden`, `illegal-transition`
 */
export async function approveBatch(
  { clock, registry, institutions }: DecidingEnvironment,
  batchId: string,
  actor: string,
): Promise<BatchView> {
  const batch = await getBatchEntry(registry, batchId);
  if (batch.state === 'checked') throw batchHasErrors(batch);
  const needsSecondPerson = institutions.get(batch.institutionCode)?.requiresApproval ?? true;
  if (needsSecondPerson && batch.submittedBy === actor && batch.state === 'awaiting-approval') {
    throw new AppError('forbidden', {
      th: 'สถาบันกำหนดให้ผู้อนุมัติเป็นคนละคนกับผู้ส่งชุดเอกสาร',
      en: 'This institution asks for a second person: whoever submitted a batch cannot approve it.',
    });
  }
  await registry.changeBatchState({ batchId, to: 'approved', actor, at: clock.now() });
  return toBatchView(await getBatchEntry(registry, batchId));
}

/** A person says that a batch is not to be issued, and why. @throws AppError `not-found`, `illegal-transition` */
export async function rejectBatch(
  { clock, registry }: DecidingEnvironment,
  batchId: string,
  actor: string,
  note: string,
): Promise<BatchView> {
  await registry.changeBatchState({ batchId, to: 'rejected', actor, at: clock.now(), note });
  return toBatchView(await getBatchEntry(registry, batchId));
}

function batchHasErrors({ counts }: BatchEntry): AppError {
  return new AppError('records-invalid', {
    th: `ชุดเอกสารนี้มีข้อผิดพลาด ${counts.errors} แห่ง แก้ไขไฟล์แล้วส่งใหม่ก่อนอนุมัติ`,
    en: `This batch has ${counts.errors} errors: correct the file and submit it again before it is approved.`,
  });
}
