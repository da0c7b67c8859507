import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { auditInstallation } from '../../../../app/audit/audit-installation.ts';
import type { AuditReport } from '../../../../app/audit/audit-report.ts';
import { openAudit } from '../../../installation/open-audit.ts';
import { writeJson, writeText } from '../../command-line.ts';
import type { CommandLine } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { ExitCode } from '../../exit-codes.ts';
import type { AddCommand } from '../command.ts';
import { configurationOf, contextOf } from '../installation-options.ts';
import { followProgress } from './audit-progress-file.ts';
import { addCheckpointExport } from './checkpoint-export.ts';

interface AuditOptions {
  readonly json?: true;
  readonly resume?: string;
  readonly against?: readonly string[];
  readonly database?: string;
  readonly trustList?: string;
  readonly publicUrl?: string;
}

/** `parinya audit`: whether everything that is kept agrees; reads only. */
export const addAuditCommand: AddCommand = (program, line, finish) => {
  const audit = program
    .command('audit')
    .description('hold every document, artifact, status bit and registry row against each other')
    .option('--json', 'print the report as one JSON value')
    .option('--resume <file>', 'keep how far it came in this file, and go on from there')
    .option('--against <file...>', 'checkpoints that were kept elsewhere (parinya audit export)')
    .option('--database <file>', 'a copy of the database or a backup, without the installation')
    .option('--trust-list <file>', 'the trust list, where it is not the installation’s')
    .option('--public-url <url>', 'where the installation publishes its status lists')
    .action(async (options: AuditOptions, command: Command) => {
      const report = await auditFor(line, command, options);
      const { documents, faults, faultCount, gaps } = report;
      if (options.json === true) writeJson(line, report);
      else {
        for (const { code, subject, found } of faults) {
          line.writeMessage(`${code} ${subject}: ${found}\n`);
        }
        writeText(line, {
          th: `ตรวจเอกสาร ${documents} ฉบับ พบสิ่งที่ไม่ตรงกัน ${faultCount} รายการ`,
          en: `${documents} documents were looked at; ${faultCount} things do not agree.`,
        });
        if (gaps.includes('sealed-contents')) {
          writeText(line, {
            th: 'ข้อมูลบางส่วนเข้ารหัสไว้และไม่มีกุญแจข้อมูล จึงตรวจได้เฉพาะประวัติ',
            en: 'Contents are sealed and no data key was at hand: of those documents only the history was looked at.',
          });
        }
        if (gaps.includes('checkpoint-signatures')) {
          writeText(line, {
            th: 'ไม่มีกุญแจสำหรับตรวจลายมือชื่อของจุดตรวจสอบ ให้ระบุไฟล์จุดตรวจสอบด้วย --against',
            en: 'Nothing was at hand to tell whose the checkpoints are: give a file of them with --against.',
          });
        }
      }
      finish(toExitCode(report));
    });
  addCheckpointExport(audit, line, finish);
};

/** What cannot be looked at is never passed off as right. */
function toExitCode({ faultCount, gaps }: AuditReport): ExitCode {
  if (faultCount > 0) return exitCodes.bad;
  return gaps.length > 0 ? exitCodes.undetermined : exitCodes.done;
}

/** Audits the installation that a command names, or what an auditor was given of one. */
export async function auditFor(
  line: CommandLine,
  command: Command,
  options: AuditOptions = {},
): Promise<AuditReport> {
  const toPath = (file: string) => resolve(line.workingFolder, file);
  const { database, trustList, publicUrl, against = [], resume } = options;
  const { environment, close } = await openAudit(configurationOf(line, command), contextOf(line), {
    against: against.map(toPath),
    ...(database === undefined ? {} : { database: toPath(database) }),
    ...(trustList === undefined ? {} : { trustList: toPath(trustList) }),
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
  });
  const progressFile = resume === undefined ? undefined : toPath(resume);
  try {
    const total = await environment.registry.countDocuments({});
    const run = followProgress(line, total, progressFile);
    const report = await auditInstallation(environment, run);
    if (progressFile !== undefined) await rm(progressFile, { force: true });
    return report;
  } finally {
    await close();
    if (line.isTerminal) line.writeMessage('\n');
  }
}
