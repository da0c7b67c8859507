import type { BatchEntry } from '../../../registry/registry-entries.ts';
import { isSamePerson } from '../../../registry/same-person.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { IssuerEnvironment } from '../../issuer-environment.ts';
import type { BatchView } from '../../services.ts';
import { checkStaffWords } from '../../staff-words.ts';
import { getBatchEntry, toBatchView } from '../batch-view.ts';
import { readNamedDigest } from './approval-digest.ts';
import { toApprovalRule } from './approval-rule.ts';
import type { ApprovalBasis, ApprovalSummary } from './approval-summary.ts';
import { approvalOutdated } from './approval-outdated.ts';
import { summariseBatch } from './summarise-batch.ts';
import type { SummarisingEnvironment } from './summarise-batch.ts';

type DecidingEnvironment = Pick<IssuerEnvironment, 'clock' | 'registry'>;

/**
 * A person says that a batch is right. Where the institution asks for a second person for a batch of this
 * size, that is never the one who submitted it. The approval is for exactly the summary whose digest they name,
 * and what has changed since is to be looked at first.
 * @param digest hex, or at least its first 16 digits. Left out, the approval is for what was shown of the batch
 *   and refused when that has changed; institutions may insist on it (`approvalNamesDigest`).
 * @throws AppError `not-found`, `records-invalid` for a batch with errors, `forbidden`,
 *   `approval-digest-missing`, `approval-outdated`, `changed-meanwhile`, `illegal-transition`
 */
export async function approveBatch(
  environment: SummarisingEnvironment,
  batchId: string,
  actor: string,
  digest?: string,
): Promise<BatchView> {
  checkStaffWords({ actor });
  const { clock, registry, institutions } = environment;
  const batch = await getBatchEntry(registry, batchId);
  const isAlone = isSamePerson(batch.submittedBy, actor);
  if (batch.state === 'checked') throw batchHasErrors(batch);
  if (batch.state !== 'awaiting-approval') {
    await registry.changeBatchState({ batchId, to: 'approved', actor, at: clock.now() });
    return toBatchView(await getBatchEntry(registry, batchId));
  }
  const rule = toApprovalRule(institutions.get(batch.institutionCode), batch);
  if (rule.needsSecondPerson && isAlone) throw secondPersonNeeded(rule.onePersonUpTo ?? 0);
  if (rule.needsDigest && digest === undefined) throw digestMissing(batchId);
  const named = digest === undefined ? undefined : readNamedDigest(digest);
  const { summary, basis } = await summariseBatch(environment, batchId);
  if (named === undefined) await checkIsAsShown(registry, summary, basis);
  else if (!summary.digest.startsWith(named)) {
    throw approvalOutdated(await registry.findShownSummary(batchId, named), basis);
  }
  await registry.changeBatchState({
    batchId,
    to: 'approved',
    actor,
    at: clock.now(),
    approval: { digestHex: summary.digest, isAlone },
    ...(isAlone ? { note: ALONE_NOTE } : {}),
  });
  return toBatchView(await getBatchEntry(registry, batchId));
}

/**
 * Whoever names no digest approves what was shown, to whomever, or a batch of which no summary was ever asked for.
 * @throws AppError `approval-outdated`
 */
async function checkIsAsShown(
  registry: Pick<DecidingEnvironment['registry'], 'findShownSummary'>,
  { batchId, digest }: ApprovalSummary,
  basis: ApprovalBasis,
): Promise<void> {
  if ((await registry.findShownSummary(batchId, digest)) !== undefined) return;
  const last = await registry.findShownSummary(batchId, '');
  if (last !== undefined) throw approvalOutdated(last, basis);
}

/** In the history of a batch that one person submitted and approved. */
const ALONE_NOTE = 'approved by the person who submitted it';

/**
 * A person says that a batch is not to be issued, and why.
 * @throws AppError `not-found`, `changed-meanwhile`, `illegal-transition`
 */
export async function rejectBatch(
  { clock, registry }: DecidingEnvironment,
  batchId: string,
  actor: string,
  note: string,
): Promise<BatchView> {
  checkStaffWords({ actor, note });
  await registry.changeBatchState({ batchId, to: 'rejected', actor, at: clock.now(), note });
  return toBatchView(await getBatchEntry(registry, batchId));
}

/**
 * A person gives a batch up, also while it is being issued: documents that are issued stay in force, the
 * chunk that is being made is not kept, and the rest is never issued.
 * @throws AppError `not-found`, `changed-meanwhile`, `illegal-transition`
 */
export async function cancelBatch(
  { clock, registry }: DecidingEnvironment,
  batchId: string,
  actor: string,
  note?: string,
): Promise<BatchView> {
  checkStaffWords({ actor, note });
  await registry.changeBatchState({
    batchId,
    to: 'cancelled',
    actor,
    at: clock.now(),
    ...(note === undefined ? {} : { note }),
  });
  return toBatchView(await getBatchEntry(registry, batchId));
}

function batchHasErrors({ counts }: BatchEntry): AppError {
  return new AppError('records-invalid', {
    th: `ชุดเอกสารนี้มีข้อผิดพลาด ${counts.errors} แห่ง แก้ไขไฟล์แล้วส่งใหม่ก่อนอนุมัติ`,
    en: `This batch has ${counts.errors} errors: correct the file and submit it again before it is approved.`,
  });
}

function secondPersonNeeded(limit: number): AppError {
  const [th, en] =
    limit === 0
      ? ['', '']
      : [
          ` ยกเว้นชุดที่ไม่เกิน ${limit} ฉบับ`,
          ` It lets one person do both for batches of up to ${limit} documents.`,
        ];
  return new AppError('forbidden', {
    th: `สถาบันกำหนดให้ผู้อนุมัติเป็นคนละคนกับผู้ส่งชุดเอกสาร${th}`,
    en: `This institution asks for a second person: whoever submitted a batch cannot approve it.${en}`,
  });
}

function digestMissing(batchId: string): AppError {
  return new AppError('approval-digest-missing', {
    th: `โปรดดูสรุปของชุดเอกสารก่อน (parinya batch show ${batchId}) แล้วอนุมัติโดยระบุรหัสสรุปที่ได้ตรวจ (--digest)`,
    en: `Look at the summary of the batch first (parinya batch show ${batchId}), and name its digest when you approve (--digest).`,
  });
}
