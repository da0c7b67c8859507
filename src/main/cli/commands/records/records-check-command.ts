import type { Command } from 'commander';
import { GroupedFindings } from '../../../../app/issuing/intake/grouped-findings.ts';
import { toIntakeOptions } from '../../../../app/issuing/intake/intake-options.ts';
import { findIssuedBefore } from '../../../../app/issuing/intake/issued-before.ts';
import { checkRecordsStreaming } from '../../../../records/check-records.ts';
import { toIssuesCsv } from '../../../../records/presentation/issues-csv.ts';
import { toReportText } from '../../../../records/presentation/report-text.ts';
import type { RecordsReport } from '../../../../records/records-report.ts';
import { AppError } from '../../../../shared/app-error.ts';
import type { Institution } from '../../../../transcript/institution.ts';
import { openRegistryToRead } from '../../../installation/open-installation.ts';
import type { CommandLine } from '../../command-line.ts';
import { writeJson, writeText } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { sourcesOf } from '../../input/open-input-ranges.ts';
import { writeAnnotatedCopy } from '../../output/write-annotated-copy.ts';
import { requireOtherFile, writeOutputFile } from '../../output/write-output-file.ts';
import type { AddCommand } from '../command.ts';
import { configurationOf } from '../installation-options.ts';
import { findInstitution } from '../institution-option.ts';

interface CheckOptions {
  readonly json?: boolean;
  readonly errorsCsv?: string;
  readonly annotated?: string;
  readonly institution?: string;
}

/**
 * `parinya records check`: the intake rules; needs no data folder and writes nothing but what is asked for: a
 * list of all findings, and a copy of the file with a column of them. Of an institution that has a registry
 * here it also says what was issued before.
 */
export const addRecordsCheckCommand: AddCommand = (records, line, finish) => {
  records
    .command('check')
    .description('check records; several files are one batch')
    .argument('<file...>', 'CSV, XLSX, JSON, NDJSON, ETDA XML or a zip of them')
    .option('--json', 'print the report as one JSON value')
    .option('--errors-csv <file>', 'write all errors and warnings as CSV, for a spreadsheet')
    .option(
      '--annotated <file>',
      'write a copy of a CSV or XLSX file with a column of errors, to be mended',
    )
    .option(
      '--institution <code>',
      "check by this institution's rules, and against what it has issued",
    )
    .action(async (paths: string[], options: CheckOptions, command: Command) => {
      for (const output of [options.errorsCsv, options.annotated]) {
        if (output !== undefined) requireOtherFile(line, output, paths);
      }
      if (options.annotated !== undefined && paths.length > 1) throw severalFiles();
      const institution = findInstitution(line, command, options.institution);
      const report = await check(line, command, paths, institution);
      if (options.json === true) writeJson(line, report);
      else line.writeMessage(toReportText(report, paths.length));
      await writeFiles(line, report, paths, options);
      if (options.json !== true && report.errors.length > 0) writeNextStep(line, report, options);
      finish(report.errorCount > 0 ? exitCodes.bad : exitCodes.done);
    });
};

async function check(
  line: CommandLine,
  command: Command,
  paths: readonly string[],
  institution: Institution | undefined,
): Promise<RecordsReport> {
  const sources = sourcesOf(line.workingFolder, paths);
  const rules = toIntakeOptions(line.clock.now(), institution);
  const opened =
    institution === undefined
      ? undefined
      : await openRegistryToRead(configurationOf(line, command));
  if (institution === undefined || opened === undefined) {
    return checkRecordsStreaming(sources, rules);
  }
  try {
    const sink = new GroupedFindings((group) =>
      findIssuedBefore(
        opened.registry,
        { institutionCode: institution.code, template: institution.template },
        group,
      ),
    );
    return await checkRecordsStreaming(sources, rules, sink);
  } finally {
    await opened.close();
  }
}

async function writeFiles(
  line: CommandLine,
  report: RecordsReport,
  [path]: readonly string[],
  { errorsCsv, annotated }: CheckOptions,
): Promise<void> {
  if (errorsCsv !== undefined) {
    await writeOutputFile(line, errorsCsv, toIssuesCsv(report));
    writeText(line, {
      th: `เขียนรายการข้อผิดพลาดและคำเตือน ${report.errors.length} รายการไว้ที่ ${errorsCsv}`,
      en: `${report.errors.length} errors and warnings are listed in ${errorsCsv}.`,
    });
  }
  if (annotated !== undefined) await writeAnnotatedCopy(line, report, path!, annotated);
}

function writeNextStep(line: CommandLine, report: RecordsReport, options: CheckOptions): void {
  if (options.errorsCsv !== undefined || options.annotated !== undefined) return;
  writeText(
    line,
    report.format === 'csv' || report.format === 'xlsx'
      ? {
          th: 'ดูทั้งหมดในโปรแกรมตาราง: --errors-csv FILE (รายการ) หรือ --annotated FILE (สำเนาไฟล์พร้อมคอลัมน์ข้อผิดพลาด)',
          en: 'To see all of them in a spreadsheet: --errors-csv FILE (a list) or --annotated FILE (your file with a column of errors).',
        }
      : {
          th: 'ดูทั้งหมดในโปรแกรมตาราง: --errors-csv FILE',
          en: 'To see all of them in a spreadsheet: --errors-csv FILE.',
        },
  );
}

function severalFiles(): AppError {
  return new AppError('usage', {
    th: '--annotated ทำสำเนาได้ครั้งละหนึ่งไฟล์ โปรดตรวจทีละไฟล์',
    en: '--annotated makes a copy of one file; please check the files one by one.',
  });
}
