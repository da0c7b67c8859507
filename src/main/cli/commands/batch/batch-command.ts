import type { Command } from 'commander';
import type { IssuerService } from '../../../../app/services.ts';
import { writeJson } from '../../command-line.ts';
import { ProgressLine } from '../../output/progress-line.ts';
import { untilStopped } from '../../until-stopped.ts';
import { exitCodes } from '../../exit-codes.ts';
import { levelNames, readLevel } from '../../input/read-level.ts';
import { streamInputFiles } from '../../input/read-input-files.ts';
import type { AddCommand } from '../command.ts';
import { withIssuer } from '../with-installation.ts';
import { toBatchJson } from './batch-json.ts';
import { addDecisionVerbs } from './decision-verbs.ts';
import { addPreviewVerb } from './preview-verb.ts';
import { writeSummary } from './write-summary.ts';

const BATCHES_PER_PAGE = 100;

/** `parinya batch ...`: the steps of issuing one by one, each in a person's name. */
export const addBatchCommand: AddCommand = (program, line, finish) => {
  const batch = program.command('batch').description('batches of records, step by step');

  batch
    .command('submit')
    .argument('<file...>', 'CSV, XLSX, JSON, NDJSON, ETDA XML or a zip of them')
    .requiredOption('--institution <code>', 'five-digit code')
    .requiredOption('--as <user>', 'who submits')
    .option('--template <name>', 'another template than the institution uses')
    .option('--level <level>', `signature level: ${levelNames} (default: as the institution)`)
    .option('--idempotency-key <key>', 'sending the same again with it finds the same batch')
    .option('--good-records-only', 'go on with the good records when others have errors')
    .action(
      async (
        paths: string[],
        options: {
          institution: string;
          as: string;
          template?: string;
          level?: string;
          goodRecordsOnly?: boolean;
          idempotencyKey?: string;
        },
        command: Command,
      ) => {
        const level = options.level === undefined ? undefined : readLevel(options.level);
        const view = await withIssuer(line, command, ({ service: issuer }) =>
          issuer.submitBatch({
            institutionCode: options.institution,
            files: streamInputFiles(line.workingFolder, paths),
            actor: options.as,
            goodRecordsOnly: options.goodRecordsOnly === true,
            ...(options.template === undefined ? {} : { template: options.template }),
            ...(level === undefined ? {} : { level }),
            ...(options.idempotencyKey === undefined
              ? {}
              : { idempotencyKey: options.idempotencyKey }),
          }),
        );
        writeJson(line, toBatchJson(view));
        finish(view.counts.errors > 0 ? exitCodes.bad : exitCodes.done);
      },
    );

  batch
    .command('list')
    .option('--as <user>', 'who looks')
    .action(async (_options: unknown, command: Command) => {
      await withIssuer(line, command, async ({ service: issuer }) => {
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<IssuerService['listBatches']>> = await issuer.listBatches({
            limit: BATCHES_PER_PAGE,
            ...(cursor === null ? {} : { cursor }),
          });
          for (const view of page.items) writeJson(line, toBatchJson(view));
          cursor = page.nextCursor;
        } while (cursor !== null);
      });
      finish(exitCodes.done);
    });

  batch
    .command('show')
    .description('where a batch stands, its findings, and the summary that an approval is for')
    .argument('<id>')
    .option('--as <user>', 'who looks')
    .action(async (batchId: string, _options: unknown, command: Command) => {
      await withIssuer(line, command, async ({ service: issuer }) => {
        const view = await issuer.getBatch(batchId);
        const report = await issuer.getBatchReport(batchId);
        const isWaiting = view.state === 'awaiting-approval';
        const summary = isWaiting ? await issuer.summariseBatch(batchId) : null;
        writeJson(line, { ...toBatchJson(view), report, summary });
        if (summary !== null) writeSummary(line, summary);
      });
      finish(exitCodes.done);
    });

  addPreviewVerb(batch, line, finish);
  addDecisionVerbs(batch, line, finish);

  batch
    .command('resume')
    .description('issue an approved batch, or go on where it stopped')
    .argument('<id>')
    .option('--as <user>', 'who has it done')
    .action(async (batchId: string, _options: unknown, command: Command) => {
      const view = await withIssuer(line, command, async ({ service: issuer }) => {
        const { counts } = await issuer.getBatch(batchId);
        const progress = new ProgressLine(line, counts.accepted);
        let done = 0;
        for await (const document of untilStopped(line, issuer.runBatch(batchId))) {
          const { row, language, documentId, isNew, template } = document;
          writeJson(line, { row, language, documentId, isNew, template });
          progress.note(++done);
        }
        progress.end();
        return issuer.getBatch(batchId);
      });
      finish(view.counts.issued === view.counts.accepted ? exitCodes.done : exitCodes.tryLater);
    });
};
