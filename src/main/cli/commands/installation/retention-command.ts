import type { Command } from 'commander';
import { writeJson, writeText } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { AddCommand } from '../command.ts';
import { filesInUse } from '../documents/erasure-verbs.ts';
import { withIssuer } from '../with-installation.ts';

interface RunOptions {
  readonly dryRun?: true;
  readonly as: string;
  readonly json?: true;
}

/** `parinya retention run`: erases what need not be kept any longer. */
export const addRetentionCommand: AddCommand = (program, line, finish) => {
  program
    .command('retention')
    .description('how long personal data are kept (setting institutions.retention)')
    .command('run')
    .description('erase what is older than each institution keeps it')
    .option('--dry-run', 'tell what would be erased, and erase nothing')
    .option('--as <user>', 'in whose name', 'retention')
    .option('--json', 'one line for each document and batch, and the report at last (the default)')
    .action(async (options: RunOptions, command: Command) => {
      const isRehearsal = options.dryRun === true;
      const report = await withIssuer(line, command, ({ retention }) =>
        retention.runRetention(
          { isRehearsal, actor: options.as },
          {
            onDocument: (documentId, institutionCode) =>
              writeJson(line, { documentId, institutionCode, erased: !isRehearsal }),
            onBatch: (batchId, institutionCode) =>
              writeJson(line, { batchId, institutionCode, erased: !isRehearsal }),
          },
        ),
      );
      writeJson(line, report);
      const documents = report.institutions.reduce((sum, each) => sum + each.documents, 0);
      const batches = report.institutions.reduce((sum, each) => sum + each.batches, 0);
      writeText(
        line,
        isRehearsal
          ? {
              th: `จะลบข้อมูลของเอกสาร ${documents} ฉบับ และของชุดเอกสาร ${batches} ชุด (ยังไม่ได้ลบ)`,
              en: `The data of ${documents} documents and ${batches} batches would be erased; nothing was.`,
            }
          : {
              th: `ลบข้อมูลของเอกสาร ${documents} ฉบับ และของชุดเอกสาร ${batches} ชุดแล้ว สำเนาสำรองเดิมยังมีข้อมูลอยู่`,
              en: `The data of ${documents} documents and ${batches} batches are erased. Older backups still hold them.`,
            },
      );
      if (!report.isPurged) writeText(line, filesInUse);
      finish(report.isPurged ? exitCodes.done : exitCodes.tryLater);
    });
};
