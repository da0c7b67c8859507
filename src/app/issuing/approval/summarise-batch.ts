import { createHash } from 'node:crypto';
import { encodeJcs } from '../../../formats/jcs/jcs.ts';
import type { RecordsReport } from '../../../records/records-report.ts';
import type { BatchEntry } from '../../../registry/registry-entries.ts';
import { isAppError } from '../../../shared/app-error.ts';
import type { IssuerEnvironment } from '../../issuer-environment.ts';
import { getBatchEntry } from '../batch-view.ts';
import { getBatchTemplate } from '../production/get-batch-template.ts';
import { toShortDigest } from './approval-digest.ts';
import { toApprovalRule } from './approval-rule.ts';
import type {
  ApprovalBasis,
  ApprovalKey,
  ApprovalPrinting,
  ApprovalSummary,
  WarningGroup,
} from './approval-summary.ts';
import { chooseSamples } from './choose-samples.ts';
import { collectDifferences, toRowKey } from './collect-differences.ts';

export type SummarisingEnvironment = Pick<
  IssuerEnvironment,
  'clock' | 'registry' | 'institutions' | 'signers' | 'templates'
>;

/** A summary and the parts that its digest is made of. */
export interface BoundSummary {
  readonly summary: ApprovalSummary;
  readonly basis: ApprovalBasis;
}

/**
 * Works out what an approver has to know of a batch, as everything stands now.
 * @throws AppError `not-found`
 */
export async function summariseBatch(
  environment: SummarisingEnvironment,
  batchId: string,
): Promise<BoundSummary> {
  const { registry, institutions } = environment;
  const batch = await getBatchEntry(registry, batchId);
  const reportJson = (await registry.findBatchReport(batchId)) ?? '{}';
  const report = JSON.parse(reportJson) as Partial<RecordsReport>;
  const warnings = (report.errors ?? []).filter(({ severity }) => severity === 'warning');
  const rowsWithWarnings = new Set(
    warnings.flatMap(({ file, row }) => (row === undefined ? [] : [toRowKey({ file, row })])),
  );
  const found = await collectDifferences(registry, batch, rowsWithWarnings);
  const keys = await findKeys(environment, batch);
  const { counts, template, level, institutionCode } = batch;
  const printing = await findPrinting(environment, batch);
  const basis: ApprovalBasis = {
    batch: digestOf({ batchId, institutionCode, level, counts }),
    records: found.recordsDigestHex,
    findings: sha256Hex(reportJson),
    template: digestOf(printing),
    keys: digestOf(keys),
    earlierDocuments: found.earlierDigestHex,
  };
  const digest = digestOf({ format: DIGEST_FORMAT, ...basis });
  const summary: ApprovalSummary = {
    batchId,
    institutionCode,
    state: batch.state,
    template,
    level,
    submittedBy: batch.submittedBy,
    digest,
    digestShort: toShortDigest(digest),
    rule: toApprovalRule(institutions.get(institutionCode), batch),
    counts,
    differences: found.differences,
    warnings: groupWarnings(warnings),
    samples: chooseSamples(found.candidates, digest),
    keys,
    printing,
  };
  return { summary, basis };
}

/**
 * What the batch is printed with, beside what the template and the institution's design are now: where they
 * were edited since it was submitted, the approver is told.
 */
async function findPrinting(
  environment: SummarisingEnvironment,
  batch: BatchEntry,
): Promise<ApprovalPrinting> {
  const { templates } = environment;
  const { template, institutionCode } = batch;
  const present = codeOr(() => templates.freeze(institutionCode, template).digestHex);
  const frozen = await getBatchTemplate(environment, batch).catch(toCode);
  if ('problem' in frozen) {
    return { template, digest: null, presentDigest: null, problem: frozen.problem };
  }
  const check = codeOr(() => {
    templates.check(frozen.content);
    return frozen.digestHex;
  });
  return {
    template,
    digest: frozen.digestHex,
    presentDigest: typeof present === 'string' ? present : null,
    problem: typeof check === 'string' ? null : check.problem,
  };
}

/** What failed for a reason we know, by its code. @throws anything else */
function toCode(error: unknown): { readonly problem: string } {
  if (!isAppError(error)) throw error;
  return { problem: error.code };
}

function codeOr(work: () => string): string | { readonly problem: string } {
  try {
    return work();
  } catch (error) {
    return toCode(error);
  }
}

/** What is digested begins with this, so that it can never be taken for anything else. */
const DIGEST_FORMAT = 'parinya-approval/1';

/** Each key is asked for as issuing would; one that cannot be opened now is named with the reason. */
async function findKeys(
  { signers }: SummarisingEnvironment,
  { institutionCode }: BatchEntry,
): Promise<readonly ApprovalKey[]> {
  const keys: ApprovalKey[] = [];
  for (const use of ['pdf', 'jose'] as const) {
    try {
      const { signer } = await signers.getSigner(institutionCode, use);
      keys.push({ use, keyId: signer.keyId, problem: null });
    } catch (error) {
      if (!isAppError(error)) throw error;
      keys.push({ use, keyId: null, problem: error.code });
    }
  }
  return keys;
}

/** Warnings of each code with the first of them, most first. */
function groupWarnings(warnings: RecordsReport['errors']): readonly WarningGroup[] {
  const groups = new Map<string, WarningGroup>();
  for (const { code, file, row, messageTh, messageEn } of warnings) {
    const known = groups.get(code);
    groups.set(
      code,
      known === undefined
        ? { code, count: 1, file, row: row ?? null, messageTh, messageEn }
        : { ...known, count: known.count + 1 },
    );
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function digestOf(value: unknown): string {
  return sha256Hex(encodeJcs(value));
}

function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
