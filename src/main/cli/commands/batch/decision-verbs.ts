import type { Command } from 'commander';
import type { IssuerService } from '../../../../app/services.ts';
import { writeJson, writeText } from '../../command-line.ts';
import type { CommandLine } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { Finish } from '../command.ts';
import { withIssuer } from '../with-installation.ts';
import { toBatchJson } from './batch-json.ts';

/** `parinya batch approve`, `reject` and `cancel`: what a person decides. */
export function addDecisionVerbs(batch: Command, line: CommandLine, finish: Finish): void {
  batch
    .command('approve')
    .description('approve exactly what was looked at; issuing it is another step (resume)')
    .argument('<id>')
    .requiredOption('--as <user>', 'who approves')
    .option('--digest <hex>', 'of the summary that was looked at, as `batch show` prints it')
    .action(async (batchId: string, options: ApproveOptions, command: Command) => {
      await withIssuer(line, command, ({ service }) => approve(line, service, batchId, options));
      finish(exitCodes.done);
    });

  batch
    .command('reject')
    .description('say that a batch is not to be issued')
    .argument('<id>')
    .requiredOption('--as <user>', 'who rejects')
    .requiredOption('--note <text>', 'why')
    .action(async (batchId: string, options: { as: string; note: string }, command: Command) => {
      const view = await withIssuer(line, command, ({ service }) =>
        service.rejectBatch(batchId, options.as, options.note),
      );
      writeJson(line, toBatchJson(view));
      finish(exitCodes.done);
    });

  batch
    .command('cancel')
    .description('give a batch up, also while it is being issued; what is issued stays in force')
    .argument('<id>')
    .requiredOption('--as <user>', 'who cancels')
    .option('--note <text>', 'why')
    .action(async (batchId: string, options: { as: string; note?: string }, command: Command) => {
      const view = await withIssuer(line, command, ({ service }) =>
        service.cancelBatch(batchId, options.as, options.note),
      );
      writeJson(line, toBatchJson(view));
      const { issued, accepted } = view.counts;
      writeText(line, {
        th: `ยกเลิกชุดเอกสาร ${batchId} แล้ว ออกไปแล้ว ${issued} ฉบับและยังมีผลใช้ได้ ที่เหลือ ${accepted - issued} ฉบับจะไม่ออก`,
        en: `Batch ${batchId} is cancelled: ${issued} documents are issued and stay in force, ${accepted - issued} are not issued.`,
      });
      finish(exitCodes.done);
    });
}

interface ApproveOptions {
  readonly as: string;
  readonly digest?: string;
}

async function approve(
  line: CommandLine,
  issuer: IssuerService,
  batchId: string,
  { as: actor, digest }: ApproveOptions,
): Promise<void> {
  const view = await issuer.approveBatch(batchId, actor, digest);
  writeJson(line, toBatchJson(view));
  if (view.isApprovedAlone) writeApprovedAlone(line);
}

/** Says that one person did both: an institution may permit it, but it is never done silently. */
export function writeApprovedAlone(line: CommandLine): void {
  writeText(line, {
    th: 'ผู้ส่งอนุมัติชุดเอกสารนี้เองตามที่สถาบันอนุญาต และบันทึกไว้เช่นนั้น',
    en: 'The person who submitted this batch has approved it, as the institution permits; that is on record.',
  });
}
