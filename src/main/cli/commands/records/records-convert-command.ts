import type { Command } from 'commander';
import { Option } from 'commander';
import { createUnlinkedFiles } from '../../../../adapters/scratch-files/unlinked-files.ts';
import { SubmissionSpool } from '../../../../app/converting/submission-spool.ts';
import { UncarriedElements } from '../../../../app/converting/uncarried-elements.ts';
import { toIntakeOptions } from '../../../../app/issuing/intake/intake-options.ts';
import { checkRecordsStreaming } from '../../../../records/check-records.ts';
import type { ConvertedFormat } from '../../../../records/convert/find-losses.ts';
import { CONVERTED_FORMATS, LossCount } from '../../../../records/convert/find-losses.ts';
import { inBoth, indent, WIDTH } from '../../../../records/presentation/bilingual-lines.ts';
import { toReportText } from '../../../../records/presentation/report-text.ts';
import { wrapText } from '../../../../records/presentation/wrap-text.ts';
import type { RecordsReport } from '../../../../records/records-report.ts';
import type { BilingualText } from '../../../../shared/app-error.ts';
import type { Institution } from '../../../../transcript/institution.ts';
import type { CommandLine } from '../../command-line.ts';
import { writeText } from '../../command-line.ts';
import { writeConverted } from '../../convert-records.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { exitCodes } from '../../exit-codes.ts';
import { sourcesOf } from '../../input/open-input-ranges.ts';
import { requireOtherFile } from '../../output/write-output-file.ts';
import type { AddCommand } from '../command.ts';
import { findInstitution } from '../institution-option.ts';

interface ConvertOptions {
  readonly to: ConvertedFormat;
  readonly out: string;
  readonly acceptedOnly?: boolean;
  readonly institution?: string;
}

/**
 * `parinya records convert`: the same records in another format. Only records without an error are written:
 * all or, when asked for, the good ones. Whatever the format cannot say is listed.
 */
export const addRecordsConvertCommand: AddCommand = (records, line, finish) => {
  records
    .command('convert')
    .description('write records in another format; several files are one batch')
    .argument('<file...>', 'CSV, XLSX, JSON, NDJSON, ETDA XML or a zip of them')
    .addOption(
      new Option('--to <format>', 'format to write')
        .choices([...CONVERTED_FORMATS])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <file>', 'file to write; for several ETDA messages a new folder')
    .option('--accepted-only', 'leave out records with errors instead of refusing them all')
    .option('--institution <code>', "check by this institution's rules, and name it in ETDA XML")
    .action(async (paths: string[], options: ConvertOptions, command: Command) => {
      requireOtherFile(line, options.out, paths);
      const institution = findInstitution(line, command, options.institution);
      const scratch = await createUnlinkedFiles().open();
      try {
        finish(await convert(line, paths, options, institution, new SubmissionSpool(scratch)));
      } finally {
        await scratch.close();
      }
    });
};

async function convert(
  line: CommandLine,
  paths: readonly string[],
  options: ConvertOptions,
  institution: Institution | undefined,
  spool: SubmissionSpool,
): Promise<ExitCode> {
  const now = line.clock.now();
  const rules = toIntakeOptions(now, institution);
  const uncarried = new UncarriedElements();
  const sources = sourcesOf(line.workingFolder, paths).map((source) => uncarried.watch(source));
  const report = await checkRecordsStreaming(sources, rules, spool);
  if (isRefused(report, options)) {
    line.writeMessage(toReportText(report, paths.length));
    writeRefusal(line, spool.recordCount);
    return exitCodes.bad;
  }
  // With --accepted-only some may be left out: why stands before what was written.
  const hasErrors = report.errorCount > 0;
  if (hasErrors) line.writeMessage(toReportText(report, paths.length));
  await writeConverted(line, spool, options, {
    scheme: rules.scheme,
    issuedAt: now,
    ...(institution !== undefined && { institution }),
  });
  writeOutcome(line, report, options.out);
  await writeLosses(line, spool, uncarried.names, options);
  return hasErrors ? exitCodes.bad : exitCodes.done;
}

function isRefused({ errorCount, accepted }: RecordsReport, options: ConvertOptions): boolean {
  return accepted === 0 || (errorCount > 0 && options.acceptedOnly !== true);
}

function writeRefusal(line: CommandLine, accepted: number): void {
  writeText(
    line,
    accepted === 0
      ? {
          th: 'ไม่ได้เขียนไฟล์ใด เพราะไม่มีระเบียนที่ผ่าน',
          en: 'Nothing was written: no record is without errors.',
        }
      : {
          th: `ไม่ได้เขียนไฟล์ใด แก้ข้อผิดพลาดก่อน หรือใช้ --accepted-only เพื่อเขียนเฉพาะ ${accepted} ระเบียนที่ผ่าน`,
          en: `Nothing was written. Mend the errors, or write the ${accepted} accepted records alone with --accepted-only.`,
        },
  );
}

function writeOutcome(line: CommandLine, report: RecordsReport, out: string): void {
  const { accepted, records } = report;
  const leftOut = records - accepted;
  writeText(line, {
    th: `เขียน ${accepted} ระเบียนไว้ที่ ${out}${leftOut > 0 ? ` ไม่รวม ${leftOut} ระเบียนที่มีข้อผิดพลาด` : ''}`,
    en: `${accepted} records are in ${out}${leftOut > 0 ? `; ${leftOut} with errors were left out` : ''}.`,
  });
}

async function writeLosses(
  line: CommandLine,
  spool: SubmissionSpool,
  uncarried: readonly string[],
  { to, institution }: ConvertOptions,
): Promise<void> {
  const losses = new LossCount(to);
  for await (const record of spool.records()) losses.add(record);
  for (const { count, columns, th, en } of losses.list()) {
    writeRemark(line, { th: `${count} ระเบียน: ${th}`, en: `${count} records: ${en}` }, columns);
  }
  if (to === 'etda-xml' && institution === undefined) {
    writeRemark(line, {
      th: 'ข้อความ ETDA ไม่ได้ระบุสถาบัน ระบุด้วย --institution CODE',
      en: 'The messages do not say which institution sends them; name it with --institution CODE.',
    });
  }
  if (uncarried.length === 0) return;
  writeRemark(
    line,
    {
      th: 'ข้อมูลในข้อความ ETDA ที่ระเบียนไม่มีที่เก็บ จึงไม่ได้เขียน:',
      en: 'What the messages say and records have no place for was left out:',
    },
    uncarried,
  );
}

function writeRemark(
  line: CommandLine,
  sentence: BilingualText,
  names: readonly string[] = [],
): void {
  const list = indent(wrapText(names.join(', '), WIDTH - 4), '    ');
  for (const text of [...inBoth(sentence, '! ', '  '), ...list]) line.writeMessage(`${text}\n`);
}
