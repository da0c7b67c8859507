import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { reachesLevel, type PadesLevel } from '../../../formats/pdf/signatures/pades-level.ts';
import type { BatchView, IssuerService } from '../../../app/services.ts';
import type { RecordIssue } from '../../../records/records-report.ts';
import { isAppError } from '../../../shared/app-error.ts';
import type { AppErrorCode } from '../../../shared/app-error.ts';
import { removeStaleDrafts } from '../../installation/write-file-whole.ts';
import { writeJson, writeText } from '../command-line.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { levelNames, readLevel } from '../input/read-level.ts';
import { digestInputFile, streamInputFiles } from '../input/read-input-files.ts';
import { ProgressLine } from '../output/progress-line.ts';
import { untilStopped, type Stoppable } from '../until-stopped.ts';
import { writeIssuedBefore } from '../output/write-issued-before.ts';
import { makeOutputFolder } from '../output/write-output-file.ts';
import { writeApprovedAlone } from './batch/decision-verbs.ts';
import type { AddCommand } from './command.ts';
import { writeDocumentFiles } from './documents/document-command.ts';
import { withIssuer } from './with-installation.ts';

/** What approving says where somebody else has to look first. */
const SECOND_PERSON_CODES: readonly AppErrorCode[] = ['forbidden', 'approval-digest-missing'];

interface IssueOptions {
  readonly institution: string;
  readonly out: string;
  readonly template?: string;
  readonly level?: string;
  readonly allOrNothing?: boolean;
  readonly as: string;
}

/** The options, read. */
type IssuePlan = Omit<IssueOptions, 'level'> & { readonly level: PadesLevel | undefined };

/** `parinya issue`: check, approve, issue and write in one go; run again, it finishes and repeats its lines. */
export const addIssueCommand: AddCommand = (program, line, finish) => {
  program
    .command('issue')
    .description('check and issue records; write <id>.pdf and <id>.jws')
    .argument('<file...>', 'CSV, XLSX, JSON, NDJSON, ETDA XML or a zip of them')
    .requiredOption('--institution <code>', 'five-digit code')
    .requiredOption('--out <dir>', 'where the files are written')
    .option('--template <name>', 'another template than the institution uses')
    .option('--level <level>', `signature level: ${levelNames} (default: as the institution)`)
    .option('--all-or-nothing', 'issue nothing when any record has an error')
    .option('--as <user>', 'in whose name', 'cli')
    .option('--json', 'NDJSON on stdout (the default)')
    .action(async (paths: string[], options: IssueOptions, command: Command) => {
      const level = options.level === undefined ? undefined : readLevel(options.level);
      const digest = await digestFiles(line, paths);
      finish(
        await withIssuer(line, command, ({ service }) =>
          issue(line, service, { paths, digest }, { ...options, level }),
        ),
      );
    });
};

async function issue(
  line: CommandLine,
  issuer: IssuerService,
  files: NamedFiles,
  options: IssuePlan,
): Promise<ExitCode> {
  const batch = await submit(line, issuer, files, options);
  const refused = await writeRefused(line, issuer, batch.batchId);
  if (batch.state === 'checked') return exitCodes.bad;
  if (!(await isApproved(line, issuer, batch, options.as))) {
    writeText(line, {
      th: `สถาบันกำหนดให้มีผู้อนุมัติอีกคน: ดูสรุปด้วย parinya batch show ${batch.batchId} แล้วอนุมัติด้วย parinya batch approve ${batch.batchId} --as ผู้อนุมัติ --digest รหัสสรุป จากนั้นสั่ง issue อีกครั้ง`,
      en: `This institution asks for a second person: look at it with parinya batch show ${batch.batchId}, approve it with parinya batch approve ${batch.batchId} --as SOMEONE-ELSE --digest DIGEST, then run issue again.`,
    });
    return exitCodes.tryLater;
  }
  await makeOutputFolder(line, options.out);
  await removeStaleDrafts(resolve(line.workingFolder, options.out));
  let issued = 0;
  let lower = 0;
  const otherTemplates = new Map<string, number>();
  const run: Stoppable = { isStopped: false };
  const progress = new ProgressLine(line, batch.counts.accepted);
  for await (const document of untilStopped(line, issuer.issueBatch(batch.batchId), run)) {
    const { row, file, language, documentId, claimCode, level, isNew, template } = document;
    const written = await writeDocumentFiles(line, options.out, documentId, document);
    writeJson(line, {
      row,
      language,
      documentId,
      ...written,
      level,
      template,
      isNew,
      claimCode,
      ...(files.paths.length > 1 ? { file } : {}),
    });
    issued++;
    if (!reachesLevel(level, batch.level)) lower++;
    if (template !== null && template !== batch.printing.template) {
      otherTemplates.set(template, (otherTemplates.get(template) ?? 0) + 1);
    }
    progress.note(issued);
  }
  progress.end();
  if (run.isStopped) {
    writeText(line, {
      th: `หยุดตามคำสั่ง เขียนเอกสารแล้ว ${issued} ฉบับจาก ${batch.counts.accepted} ฉบับ สั่ง issue อีกครั้งเพื่อทำต่อ ไม่มีเอกสารใดถูกออกซ้ำ`,
      en: `Stopped as asked: ${issued} of ${batch.counts.accepted} documents are written. Run issue again to go on; nothing is issued twice.`,
    });
    return exitCodes.tryLater;
  }
  writeText(line, {
    th: `ออกเอกสารแล้ว ${issued} ฉบับ อยู่ใน ${options.out} ไม่ผ่าน ${refused} ระเบียน`,
    en: `${issued} documents are issued and written to ${options.out}; ${refused} records were refused.`,
  });
  if (lower > 0) {
    writeText(line, {
      th: `เอกสาร ${lower} ฉบับออกไปก่อนแล้วในระดับที่ต่ำกว่า ${batch.level} จึงคงเดิม`,
      en: `${lower} documents had been issued before, below level ${batch.level}; they stay as they are.`,
    });
  }
  for (const [template, documents] of otherTemplates) {
    writeText(line, {
      th: `! เอกสาร ${documents} ฉบับออกไปก่อนแล้วด้วยแม่แบบ ${template} จึงไม่ใช่แม่แบบ ${batch.printing.template} หากต้องการ ให้เพิกถอนฉบับเดิม (parinya document revoke) แล้วสั่ง issue อีกครั้ง`,
      en: `  ${documents} documents had been issued before in the template ${template} and stay as they are, not in ${batch.printing.template}: to have them anew, revoke them (parinya document revoke) and run issue again.`,
    });
  }
  // Whoever named a template, or a level, has not got what was asked for.
  const isOther = options.template !== undefined && otherTemplates.size > 0;
  return refused + lower > 0 || isOther ? exitCodes.bad : exitCodes.done;
}

/**
 * The key is made of the files, so that the same files find their batch again. A batch that somebody
 * rejected stays rejected; sending its files once more makes a new one.
 */
async function submit(
  line: CommandLine,
  issuer: IssuerService,
  { paths, digest: content }: NamedFiles,
  { institution, as: actor, template, level, allOrNothing }: IssuePlan,
): Promise<BatchView> {
  const goodRecordsOnly = allOrNothing !== true;
  const digest = createHash('sha256')
    .update(JSON.stringify([content, template ?? null, goodRecordsOnly, ...(level ? [level] : [])]))
    .digest('hex');
  for (let attempt = 1; ; attempt++) {
    const batch = await issuer.submitBatch({
      institutionCode: institution,
      files: streamInputFiles(line.workingFolder, paths),
      actor,
      goodRecordsOnly,
      idempotencyKey: `issue:${digest}:${attempt}`,
      ...(template === undefined ? {} : { template }),
      ...(level === undefined ? {} : { level }),
    });
    if (batch.state !== 'rejected' && batch.state !== 'cancelled') return batch;
  }
}

/** Approves what one person may do alone. Nothing is looked at here: what needs a second person waits for one. */
async function isApproved(
  line: CommandLine,
  issuer: IssuerService,
  batch: BatchView,
  actor: string,
): Promise<boolean> {
  if (batch.state !== 'awaiting-approval') return true;
  try {
    const approved = await issuer.approveBatch(batch.batchId, actor);
    if (approved.isApprovedAlone) writeApprovedAlone(line);
    return true;
  } catch (error) {
    if (isAppError(error) && SECOND_PERSON_CODES.includes(error.code)) return false;
    throw error;
  }
}

/** One line for each refused record, under the row that names it. @returns how many there are. */
async function writeRefused(
  line: CommandLine,
  issuer: IssuerService,
  batchId: string,
): Promise<number> {
  const { errors } = await issuer.getBatchReport(batchId);
  writeIssuedBefore(line, errors);
  const byRow = new Map<string, { row: number | null; errors: RecordIssue[] }>();
  for (const error of errors.filter(({ severity }) => severity === 'error')) {
    const row = rowOf(error);
    const key = `${error.file}:${row ?? error.path ?? ''}`;
    const refused = byRow.get(key) ?? { row, errors: [] };
    refused.errors.push(error);
    byRow.set(key, refused);
  }
  for (const refused of byRow.values()) writeJson(line, refused);
  return byRow.size;
}

/**
 * The row that names the record, as the lines of issued documents name it; for what is about no record (a
 * header, a file) the line where it stands, if any.
 */
function rowOf({ row, line }: RecordIssue): number | null {
  return row ?? line;
}

/** The files that a person named, and what is in them. */
interface NamedFiles {
  readonly paths: readonly string[];
  /** Name and SHA-256 of each. */
  readonly digest: readonly (readonly [name: string, digestHex: string])[];
}

/** @throws AppError `input-unreadable` */
async function digestFiles(
  line: CommandLine,
  paths: readonly string[],
): Promise<NamedFiles['digest']> {
  const digest: [string, string][] = [];
  for (const path of paths) {
    digest.push([basename(path), await digestInputFile(line.workingFolder, path)]);
  }
  return digest;
}
