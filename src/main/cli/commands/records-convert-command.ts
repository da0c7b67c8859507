import type { Command } from 'commander';
import { Option } from 'commander';
import { toIntakeOptions } from '../../../app/issuing/intake/intake-options.ts';
import type { InputFile } from '../../../app/services.ts';
import { checkRecords } from '../../../records/check-records.ts';
import type { MessageContext, NamedMessage } from '../../../records/convert/encode-messages.ts';
import { encodeMessages } from '../../../records/convert/encode-messages.ts';
import { encodeRecordsCsv, encodeRecordsJson } from '../../../records/convert/encode-records.ts';
import type { ConvertedFormat } from '../../../records/convert/find-losses.ts';
import { CONVERTED_FORMATS, findLosses } from '../../../records/convert/find-losses.ts';
import { findUncarriedElements } from '../../../records/convert/find-uncarried-elements.ts';
import { inBoth, indent, WIDTH } from '../../../records/presentation/bilingual-lines.ts';
import { toReportText } from '../../../records/presentation/report-text.ts';
import { wrapText } from '../../../records/presentation/wrap-text.ts';
import type { RecordsReport } from '../../../records/records-report.ts';
import type { BilingualText } from '../../../shared/app-error.ts';
import type { TranscriptRecord } from '../../../transcript/record.ts';
import type { CommandLine } from '../command-line.ts';
import { writeText } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { readInputFiles } from '../read-input-files.ts';
import { requireOtherFile, writeOutputFile } from '../write-output-file.ts';
import { isFolderPath, writeOutputFolder } from '../write-output-folder.ts';
import type { AddCommand } from './command.ts';
import { findInstitution } from './institution-option.ts';

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
      const files = await readInputFiles(line.workingFolder, paths);
      const now = line.clock.now();
      const rules = toIntakeOptions(now, institution);
      const checked = checkRecords(files, rules);
      const all = checked.records.map(({ record }) => record);
      if (isRefused(checked.report, options)) {
        line.writeMessage(toReportText(checked.report, files.length));
        writeRefusal(line, all.length);
        finish(exitCodes.bad);
        return;
      }
      const context = {
        scheme: rules.scheme,
        issuedAt: now,
        ...(institution !== undefined && { institution }),
      };
      // With --accepted-only some may be left out: why stands before what was written.
      const hasErrors = checked.report.errorCount > 0;
      if (hasErrors) line.writeMessage(toReportText(checked.report, files.length));
      const written = await write(line, all, options, context);
      writeOutcome(line, checked.report, written);
      writeLosses(line, files, all, options);
      finish(hasErrors ? exitCodes.bad : exitCodes.done);
    });
};

function isRefused({ errorCount, accepted }: RecordsReport, options: ConvertOptions): boolean {
  return accepted === 0 || (errorCount > 0 && options.acceptedOnly !== true);
}

/** @returns where the records are now. */
async function write(
  line: CommandLine,
  records: readonly TranscriptRecord[],
  { to, out }: ConvertOptions,
  context: MessageContext,
): Promise<string> {
  if (to === 'json') await writeOutputFile(line, out, encodeRecordsJson(records));
  else if (to === 'csv') await writeOutputFile(line, out, encodeRecordsCsv(records));
  else await writeMessages(line, out, encodeMessages(records, context), records.length);
  return out;
}

async function writeMessages(
  line: CommandLine,
  out: string,
  messages: Iterable<NamedMessage>,
  count: number,
): Promise<void> {
  const isFile = count === 1 && !(await isFolderPath(line, out));
  if (!isFile) {
    await writeOutputFolder(line, out, messages);
    return;
  }
  for (const { bytes } of messages) await writeOutputFile(line, out, bytes);
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

function writeLosses(
  line: CommandLine,
  files: readonly InputFile[],
  records: readonly TranscriptRecord[],
  { to, institution }: ConvertOptions,
): void {
  for (const { count, columns, th, en } of findLosses(records, to)) {
    writeRemark(line, { th: `${count} ระเบียน: ${th}`, en: `${count} records: ${en}` }, columns);
  }
  if (to === 'etda-xml' && institution === undefined) {
    writeRemark(line, {
      th: 'ข้อความ ETDA ไม่ได้ระบุสถาบัน ระบุด้วย --institution CODE',
      en: 'The messages do not say which institution sends them; name it with --institution CODE.',
    });
  }
  const uncarried = new Set(
    files
      .filter(({ bytes }) => looksLikeXml(bytes))
      .flatMap(({ bytes }) => findUncarriedElements(new TextDecoder().decode(bytes))),
  );
  if (uncarried.size === 0) return;
  writeRemark(
    line,
    {
      th: 'ข้อมูลในข้อความ ETDA ที่ระเบียนไม่มีที่เก็บ จึงไม่ได้เขียน:',
      en: 'What the messages say and records have no place for was left out:',
    },
    [...uncarried],
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

function looksLikeXml(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*</.test(new TextDecoder().decode(bytes.subarray(0, 256)));
}
