import type { Command } from 'commander';
import type { BatchView } from '../../../app/services.ts';
import { formatInstant } from '../../../shared/instant.ts';
import type { IssuerService } from '../../../app/services.ts';
import { writeJson } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { levelNames, readLevel } from '../read-level.ts';
import { streamInputFiles } from '../read-input-files.ts';
import type { AddCommand } from './command.ts';
import { withIssuer } from './with-installation.ts';

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
          }),
        );
        writeJson(line, toBatchJson(view));
        finish(view.counts.errors > 0 ? exitCodes.bad : exitCodes.done);
      },
    );

  batch.command('list').action(async (_options: unknown, command: Command) => {
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
    .argument('<id>')
    .action(async (batchId: string, _options: unknown, command: Command) => {
      await withIssuer(line, command, async ({ service: issuer }) => {
        const view = await issuer.getBatch(batchId);
        writeJson(line, { ...toBatchJson(view), report: await issuer.getBatchReport(batchId) });
      });
      finish(exitCodes.done);
    });

  batch
    .command('approve')
    .argument('<id>')
    .requiredOption('--as <user>', 'who approves')
    .action(async (batchId: string, options: { as: string }, command: Command) => {
      const view = await withIssuer(line, command, ({ service: issuer }) =>
        issuer.approveBatch(batchId, options.as),
      );
      writeJson(line, toBatchJson(view));
      finish(exitCodes.done);
    });

  batch
    .command('reject')
    .argument('<id>')
    .requiredOption('--as <user>', 'who rejects')
    .requiredOption('--note <text>', 'why')
    .action(async (batchId: string, options: { as: string; note: string }, command: Command) => {
      const view = await withIssuer(line, command, ({ service: issuer }) =>
        issuer.rejectBatch(batchId, options.as, options.note),
      );
      writeJson(line, toBatchJson(view));
      finish(exitCodes.done);
    });

  batch
    .command('resume')
    .description('issue an approved batch, or go on where it stopped')
    .argument('<id>')
    .action(async (batchId: string, _options: unknown, command: Command) => {
      const view = await withIssuer(line, command, async ({ service: issuer }) => {
        for await (const document of issuer.issueBatch(batchId)) {
          const { row, language, documentId, isNew } = document;
          writeJson(line, { row, language, documentId, isNew });
        }
        return issuer.getBatch(batchId);
      });
      finish(view.counts.issued === view.counts.accepted ? exitCodes.done : exitCodes.tryLater);
    });
};

function toBatchJson(view: BatchView): Record<string, unknown> {
  const { waiting } = view;
  return {
    ...view,
    submittedAt: formatInstant(view.submittedAt),
    waiting: waiting && { ...waiting, since: formatInstant(waiting.since) },
  };
}
