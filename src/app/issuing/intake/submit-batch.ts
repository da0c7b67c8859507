import { createHash } from 'node:crypto';
import type { PadesLevel } from '../../../formats/pdf/signatures/pades-level.ts';
import { checkRecordsStreaming } from '../../../records/check-records.ts';
import type { BatchEntry, NewBatch } from '../../../registry/registry-entries.ts';
import type { BatchState } from '../../../registry/states.ts';
import { AppError, isAppError } from '../../../shared/app-error.ts';
import type { Institution } from '../../../transcript/institution.ts';
import { COUNT_EVERY_ATTEMPT } from '../../../transcript/repeated-courses.ts';
import type { IssuerEnvironment } from '../../issuer-environment.ts';
import type { BatchSubmission, BatchView } from '../../services.ts';
import { checkStaffWords } from '../../staff-words.ts';
import { toBatchView } from '../batch-view.ts';
import { getInstitution } from '../institution-rules.ts';
import { openBatchIntake } from './batch-intake.ts';
import { toIntakeOptions } from './intake-options.ts';
import type { ReceivedFiles } from './receive-files.ts';
import { receiveFiles } from './receive-files.ts';
import { RecordSpool } from './record-spool.ts';

type SubmittingEnvironment = Pick<
  IssuerEnvironment,
  'clock' | 'random' | 'registry' | 'institutions' | 'templates' | 'printTrial' | 'scratch'
>;

/**
 * Checks the files of a submission and keeps the batch with its accepted records and the report. What
 * identifies or only serves delivery (citizen id, e-mail address) is dropped here and kept nowhere. Files
 * and records lie on disk meanwhile, not in memory, and other requests are answered while it works.
 * The template is frozen here: what is edited later does not concern the batch.
 * @throws AppError `institution-unknown`, `template-invalid`, `idempotency-conflict`, and what the files throw as they come in.
 */
export async function submitBatch(
  environment: SubmittingEnvironment,
  submission: BatchSubmission,
): Promise<BatchView> {
  const institution = getInstitution(environment.institutions, submission.institutionCode);
  const template = submission.template ?? institution.template;
  const level = submission.level ?? institution.signatureLevel ?? 'B-B';
  const received = await receiveFiles(environment.scratch, submission.files);
  try {
    checkStaffWords(submission);
    const requestDigestHex = digestRequest(received, submission, institution, template);
    const before = await findEarlier(environment.registry, submission, requestDigestHex);
    if (before !== undefined) return toBatchView(before);
    const request = { submission, institution, template, level, received, requestDigestHex };
    return await checkAndStore(environment, request);
  } finally {
    await received.close();
  }
}

interface BatchRequest {
  readonly submission: BatchSubmission;
  readonly institution: Institution;
  readonly template: string;
  readonly level: PadesLevel;
  readonly received: ReceivedFiles;
  readonly requestDigestHex: string;
}

async function checkAndStore(
  environment: SubmittingEnvironment,
  request: BatchRequest,
): Promise<BatchView> {
  const { clock, registry, templates, printTrial, scratch } = environment;
  const { submission, institution, template, level, received, requestDigestHex } = request;
  const frozenTemplate = templates.freeze(institution.code, template);
  const file = await scratch.open();
  try {
    const spool = new RecordSpool(file);
    const submittedAt = clock.now();
    const report = await checkRecordsStreaming(
      received.toSources(),
      toIntakeOptions(submittedAt, institution),
      openBatchIntake(
        {
          registry,
          printTrial,
          institutionCode: institution.code,
          template,
          frozenTemplate: frozenTemplate.content,
        },
        spool,
      ),
    );
    const mayGoOn =
      spool.size > 0 && (report.errorCount === 0 || submission.goodRecordsOnly === true);
    const state: BatchState = mayGoOn ? 'awaiting-approval' : 'checked';
    const key = submission.idempotencyKey;
    const batch: NewBatch = {
      batchId: `b-${Buffer.from(environment.random.bytes(10)).toString('hex')}`,
      institutionCode: institution.code,
      template,
      frozenTemplate,
      level,
      state,
      submittedBy: submission.actor,
      submittedAt,
      counts: {
        records: report.records,
        accepted: report.accepted,
        errors: report.errorCount,
        warnings: report.warningCount,
      },
      reportJson: JSON.stringify(report),
      idempotency: key === undefined ? null : { key, requestDigestHex },
      records: spool.readAll(),
    };
    return await store(environment, request, batch);
  } finally {
    await file.close();
  }
}

async function store(
  { registry }: SubmittingEnvironment,
  { submission, requestDigestHex }: BatchRequest,
  batch: NewBatch,
): Promise<BatchView> {
  try {
    await registry.storeBatch(batch);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'idempotency-conflict') throw error;
    // Somebody sent the same request at the same time: theirs was kept.
    const faster = await findEarlier(registry, submission, requestDigestHex);
    if (faster === undefined) throw error;
    return toBatchView(faster);
  }
  const templateDigestHex = batch.frozenTemplate?.digestHex ?? null;
  return toBatchView({ ...batch, ...NOTHING_YET, templateDigestHex });
}

/** What a batch that has just come does not have. */
const NOTHING_YET = {
  approvedBy: null,
  approvedDigestHex: null,
  isApprovedAlone: false,
  fingerprintHex: null,
  signingKeys: [],
  waiting: null,
  issued: 0,
} as const;

async function findEarlier(
  registry: SubmittingEnvironment['registry'],
  { institutionCode, idempotencyKey }: BatchSubmission,
  requestDigestHex: string,
): Promise<BatchEntry | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const entry = await registry.findBatchByKey(institutionCode, idempotencyKey);
  if (entry !== undefined && entry.idempotency?.requestDigestHex !== requestDigestHex) {
    throw new AppError('idempotency-conflict', {
      th: 'คีย์นี้เคยใช้กับคำขออื่นแล้ว ให้ใช้คีย์ใหม่',
      en: 'This idempotency key came with a different request before: use a new one.',
    });
  }
  return entry;
}

/** What makes two submissions the same: the files, the template and the rules they are judged by. */
function digestRequest(
  { files }: ReceivedFiles,
  { goodRecordsOnly, level }: BatchSubmission,
  { code, gradingScheme, gpaRounding, repeatedCourses }: Institution,
  template: string,
): string {
  const parts = files.map(({ name, digestHex }) => [name, digestHex]);
  const rules = [
    ...[code, template, gradingScheme, gpaRounding, goodRecordsOnly === true],
    // Only where it says something: requests of before it could be said stay the same.
    ...((repeatedCourses ?? COUNT_EVERY_ATTEMPT).rule === 'count-all' ? [] : [repeatedCourses]),
    ...(level === undefined ? [] : [level]),
  ];
  return createHash('sha256')
    .update(JSON.stringify([rules, parts]))
    .digest('hex');
}
