import { createHash } from 'node:crypto';
import type { PadesLevel } from '../../../formats/pdf/signatures/pades-level.ts';
import { checkRecords } from '../../../records/check-records.ts';
import type { BatchEntry, NewBatch, SubmittedRecord } from '../../../registry/registry-entries.ts';
import type { BatchState } from '../../../registry/states.ts';
import { AppError, isAppError } from '../../../shared/app-error.ts';
import type { Institution } from '../../../transcript/institution.ts';
import { COUNT_EVERY_ATTEMPT } from '../../../transcript/repeated-courses.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../../../transcript/signed-record.ts';
import type { IssuerEnvironment } from '../../issuer-environment.ts';
import type { BatchSubmission, BatchView } from '../../services.ts';
import { toBatchView } from '../batch-view.ts';
import { getInstitution } from '../institution-rules.ts';
import { refuseUnprintable } from './refuse-unprintable.ts';
import { toIntakeOptions } from './intake-options.ts';

type SubmittingEnvironment = Pick<
  IssuerEnvironment,
  'clock' | 'random' | 'registry' | 'institutions' | 'printTrial'
>;

/**
 * Checks the files of a submission and keeps the batch with its accepted records and the report. What
 * identifies or only serves delivery (citizen id, e-mail address) is dropped here and kept nowhere.
 * @throws AppError `institution-unknown`, `idempotency-conflict`
 */
export async function submitBatch(
  environment: SubmittingEnvironment,
  submission: BatchSubmission,
): Promise<BatchView> {
  const { registry } = environment;
  const institution = getInstitution(environment.institutions, submission.institutionCode);
  const template = submission.template ?? institution.template;
  const level = submission.level ?? institution.signatureLevel ?? 'B-B';
  const requestDigestHex = digestRequest(submission, institution, template);
  const before = await findEarlier(registry, submission, requestDigestHex);
  if (before !== undefined) return toBatchView(before);

  const batch = toNewBatch(environment, submission, institution, template, level);
  const key = submission.idempotencyKey;
  const idempotency = key === undefined ? null : { key, requestDigestHex };
  try {
    await registry.storeBatch({ ...batch, idempotency });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'idempotency-conflict') throw error;
    // Somebody sent the same request at the same time: theirs was kept.
    const faster = await findEarlier(registry, submission, requestDigestHex);
    if (faster === undefined) throw error;
    return toBatchView(faster);
  }
  return toBatchView({ ...batch, idempotency, approvedBy: null, waiting: null, issued: 0 });
}

function toNewBatch(
  { clock, random, printTrial }: SubmittingEnvironment,
  submission: BatchSubmission,
  institution: Institution,
  template: string,
  level: PadesLevel,
): Omit<NewBatch, 'idempotency'> {
  const submittedAt = clock.now();
  const checked = checkRecords(submission.files, toIntakeOptions(submittedAt, institution));
  const { report, records } = refuseUnprintable(
    checked,
    printTrial.findProblems(
      institution.code,
      template,
      checked.records.map(({ record }) => record),
    ),
  );
  const accepted = records.map(({ file, row, record }): SubmittedRecord => {
    const canonicalRecord = encodeCanonicalRecord(toSignedRecord(record));
    return {
      file,
      row,
      studentId: record.studentId,
      documentType: record.documentType,
      language: record.documentLanguage,
      canonicalRecord,
      recordDigestHex: createHash('sha256').update(canonicalRecord).digest('hex'),
    };
  });
  const mayGoOn =
    accepted.length > 0 && (report.errorCount === 0 || submission.goodRecordsOnly === true);
  const state: BatchState = mayGoOn ? 'awaiting-approval' : 'checked';
  return {
    batchId: `b-${Buffer.from(random.bytes(10)).toString('hex')}`,
    institutionCode: institution.code,
    template,
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
    records: accepted,
  };
}

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
  { files, goodRecordsOnly, level }: Pick<BatchSubmission, 'files' | 'goodRecordsOnly' | 'level'>,
  { code, gradingScheme, gpaRounding, repeatedCourses }: Institution,
  template: string,
): string {
  const parts = files.map(({ name, bytes }) => [
    name,
    createHash('sha256').update(bytes).digest('hex'),
  ]);
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
