import { toIntakeOptions } from '../../../app/issuing/intake/intake-options.ts';
import { checkRecords } from '../../../records/check-records.ts';
import type { RecordIssue, RecordsReport } from '../../../records/records-report.ts';
import type { CommandLine } from '../command-line.ts';
import { writeJson, writeText } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { readInputFiles } from '../read-input-files.ts';
import type { AddCommand } from './command.ts';

/** `parinya records check`: the intake rules alone; needs no data folder and writes nothing. */
export const addRecordsCommand: AddCommand = (program, line, finish) => {
  program
    .command('records')
    .description('records as registrars send them')
    .command('check')
    .description('check records, write nothing')
    .argument('<file...>', 'CSV, JSON, NDJSON, ETDA XML')
    .option('--json', 'print the report as one JSON value')
    .action(async (paths: string[], options: { json?: boolean }) => {
      const files = await readInputFiles(line.workingFolder, paths);
      const { report } = checkRecords(files, toIntakeOptions(line.clock.now()));
      if (options.json === true) writeJson(line, report);
      else writeRecordsReport(line, report);
      finish(report.errorCount > 0 ? exitCodes.bad : exitCodes.done);
    });
};

/** The report for a person: each finding at its place, then the sums. */
export function writeRecordsReport(line: CommandLine, report: RecordsReport): void {
  for (const issue of report.errors) {
    line.writeMessage(
      `${placeOf(issue)}: ${issue.severity} ${issue.code}\n  ${issue.messageTh}\n  ${issue.messageEn}\n`,
    );
  }
  const { records, courses, accepted, errorCount, warningCount } = report;
  writeText(line, {
    th: `ระเบียน ${records} รายการ รายวิชา ${courses} รายการ ผ่าน ${accepted} ข้อผิดพลาด ${errorCount} คำเตือน ${warningCount}`,
    en: `${records} records, ${courses} courses, ${accepted} accepted, ${errorCount} errors, ${warningCount} warnings`,
  });
}

/** `file:line`, `file!cell` or `file:/json/pointer`, with the column where there is one. */
export function placeOf({ file, line, sheet, cell, path, column }: RecordIssue): string {
  const place =
    cell !== null
      ? `:${sheet === null ? '' : `${sheet}!`}${cell}`
      : `${line === null ? '' : `:${line}`}${path === null || path === '' ? '' : `:${path}`}`;
  return `${file}${place}${column === null ? '' : ` [${column}]`}`;
}
