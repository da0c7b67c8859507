import { join } from 'node:path';
import type { Command } from 'commander';
import type { IssuerService, PreviewedRecord } from '../../../../app/services.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { writeJson, writeText } from '../../command-line.ts';
import type { CommandLine } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { makeOutputFolder, writeOutputFile } from '../../output/write-output-file.ts';
import type { Finish } from '../command.ts';
import { withIssuer } from '../with-installation.ts';

interface PreviewOptions {
  readonly row?: string;
  readonly file?: string;
  readonly language?: string;
  readonly out: string;
}

/** `parinya batch preview`: documents of a batch as they would look, unsigned and marked as specimens. */
export function addPreviewVerb(batch: Command, line: CommandLine, finish: Finish): void {
  batch
    .command('preview')
    .description('draw documents of a batch, unsigned and marked SPECIMEN')
    .argument('<id>')
    .option('--row <n>', "a record's row; left out: the records that an approver is to look at")
    .option('--file <name>', 'the file that the row is in, where there are several')
    .option('--language <language>', 'th or en, where a row has a record in each')
    .option('--as <user>', 'who looks')
    .requiredOption('--out <path>', 'the PDF with --row; without, the folder for all of them')
    .action(async (batchId: string, options: PreviewOptions, command: Command) => {
      const chosen = options.row === undefined ? undefined : readRecord(options.row, options);
      await withIssuer(line, command, async ({ service }) => {
        if (chosen === undefined) await previewSamples(line, service, batchId, options.out);
        else await preview(line, service, batchId, chosen, options.out);
      });
      finish(exitCodes.done);
    });
}

/** The records that the approver's summary names, each in a file of its own. */
async function previewSamples(
  line: CommandLine,
  issuer: IssuerService,
  batchId: string,
  folder: string,
): Promise<void> {
  const { samples, digest, digestShort } = await issuer.summariseBatch(batchId);
  await makeOutputFolder(line, folder);
  for (const [at, { row, file, language, reasons }] of samples.entries()) {
    const path = join(folder, `${String(at + 1).padStart(2, '0')}-row-${row}-${language}.pdf`);
    await preview(line, issuer, batchId, { row, file, language }, path, { reasons, digest });
  }
  writeText(line, {
    th: `วาดตัวอย่าง ${samples.length} ฉบับไว้ใน ${folder} (ไม่มีลายมือชื่อ) รหัสสรุป ${digestShort}`,
    en: `${samples.length} specimens (unsigned) are in ${folder}; the digest of the summary is ${digestShort}.`,
  });
}

async function preview(
  line: CommandLine,
  issuer: IssuerService,
  batchId: string,
  record: PreviewedRecord,
  path: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await writeOutputFile(line, path, await issuer.previewRecord(batchId, record));
  writeJson(line, { ...record, pdf: path, ...more });
}

/** @throws AppError `usage` */
function readRecord(text: string, { file, language }: PreviewOptions): PreviewedRecord {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new AppError('usage', {
      th: `"${text}" ไม่ใช่หมายเลขแถว`,
      en: `"${text}" is no row's number.`,
    });
  }
  if (language !== undefined && language !== 'th' && language !== 'en') {
    throw new AppError('usage', {
      th: `ไม่มีภาษา ${language} ให้ใช้ th หรือ en`,
      en: `There is no language ${language}; use th or en.`,
    });
  }
  return {
    row: Number(text),
    ...(file === undefined ? {} : { file }),
    ...(language === undefined ? {} : { language }),
  };
}
