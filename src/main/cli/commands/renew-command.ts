import type { Command } from 'commander';
import type { RenewalReason } from '../../../app/renewal/plan-renewal.ts';
import { renewDocuments, type RenewalRequest } from '../../../app/renewal/renew-documents.ts';
import type { RenewalOutcome, RenewalReport } from '../../../app/renewal/renewal-report.ts';
import type { BilingualText } from '../../../shared/app-error.ts';
import { formatInstant } from '../../../shared/instant.ts';
import { writeJson, writeText } from '../command-line.ts';
import { exitCodeOf, exitCodes, type ExitCode } from '../exit-codes.ts';
import { readTime } from '../input/read-time.ts';
import type { AddCommand } from './command.ts';
import { withIssuer } from './with-installation.ts';

interface RenewOptions {
  readonly before?: string;
  readonly dryRun?: boolean;
  readonly institution?: string;
  readonly json?: boolean;
}

/** `parinya renew`: makes anew what proves documents, before it ends. */
export const addRenewCommand: AddCommand = (program, line, finish) => {
  program
    .command('renew')
    .description('append evidence and time-stamps to documents whose proof ends soon')
    .option('--before <time>', 'whatever ends earlier (default: setting renewal.aheadDays)')
    .option('--institution <code>', 'only its documents')
    .option('--dry-run', 'only say which documents are due, and why')
    .option('--json', 'print the report as one JSON value')
    .action(async (options: RenewOptions, command: Command) => {
      const outcomes: object[] = [];
      const tell = (outcome: RenewalOutcome): void => {
        if (options.json === true) outcomes.push(toOutcomeJson(outcome));
        else line.writeMessage(toLine(outcome));
      };
      const report = await withIssuer(line, command, async ({ renewal }) => {
        const stopping = new AbortController();
        void line.stopped.then(() => stopping.abort());
        return renewDocuments(renewal, toRequest(options, stopping.signal), tell);
      });
      if (options.json === true) writeJson(line, toReportJson(report, outcomes));
      writeText(line, toSummary(report));
      if (report.stoppedBy !== null) writeText(line, report.stoppedBy.text);
      finish(toExitCode(report));
    });
};

function toRequest(
  { before, dryRun, institution }: RenewOptions,
  signal: AbortSignal,
): RenewalRequest {
  return {
    signal,
    isDryRun: dryRun ?? false,
    ...(before === undefined ? {} : { before: readTime(before) }),
    ...(institution === undefined ? {} : { institutionCode: institution }),
  };
}

function toReportJson(report: RenewalReport, documents: readonly object[]): object {
  const { isDryRun, before, counts, stoppedBy, wasInterrupted } = report;
  return {
    dryRun: isDryRun,
    before: formatInstant(before),
    counts,
    stoppedBy: stoppedBy === null ? null : { code: stoppedBy.code, ...stoppedBy.text },
    interrupted: wasInterrupted,
    documents,
  };
}

function toOutcomeJson(outcome: RenewalOutcome): object {
  const { documentId, institutionCode, result, level, endsAt, reasons, renewed, failure } = outcome;
  return {
    documentId,
    institutionCode,
    result,
    level,
    endsAt: endsAt === null ? null : formatInstant(endsAt),
    reasons: reasons.map(toReasonJson),
    renewed: renewed === undefined ? null : { ...renewed, endsAt: formatInstant(renewed.endsAt) },
    failure: failure === undefined ? null : { code: failure.code, ...failure.text },
  };
}

function toReasonJson(reason: RenewalReason): object {
  return {
    kind: reason.kind,
    at: formatInstant(reason.at),
    algorithm: reason.kind === 'algorithm-ends' ? reason.algorithm : null,
  };
}

function toLine({ documentId, result, level, reasons, renewed, failure }: RenewalOutcome): string {
  const why = reasons.map(
    (reason) =>
      `${reason.kind}${reason.kind === 'algorithm-ends' ? ` ${reason.algorithm}` : ''} ${formatInstant(reason.at)}`,
  );
  const to = renewed === undefined ? '' : ` -> ${renewed.level} ${formatInstant(renewed.endsAt)}`;
  const words = [documentId, result, `${level}${to}`, ...why, failure?.code ?? ''];
  return `${words.filter((word) => word !== '').join('  ')}\n`;
}

function toSummary({ isDryRun, before, counts }: RenewalReport): BilingualText {
  const at = formatInstant(before);
  const failed = counts.failed + counts['too-late'] + counts.overtaken;
  if (isDryRun) {
    return {
      th: `ต้องต่ออายุก่อน ${at} จำนวน ${counts.due} ฉบับ ต่ออายุไม่ทันแล้ว ${counts['too-late']} ฉบับ`,
      en: `${counts.due} documents are due before ${at}; for ${counts['too-late']} it is too late.`,
    };
  }
  return {
    th: `ต่ออายุเอกสารแล้ว ${counts.renewed} ฉบับ ยังไม่มีตราประทับเวลาที่นานกว่า ${counts['nothing-to-gain']} ฉบับ ต่ออายุไม่ได้ ${failed} ฉบับ`,
    en: `${counts.renewed} documents were renewed; for ${counts['nothing-to-gain']} nobody stamps for longer yet; ${failed} could not be renewed.`,
  };
}

/** What stopped the run decides; a document that it is too late for is bad, one that failed may not be next time. */
function toExitCode({ stoppedBy, counts, wasInterrupted }: RenewalReport): ExitCode {
  if (stoppedBy !== null) return exitCodeOf[stoppedBy.code];
  if (counts.failed > 0 || counts['too-late'] > 0) return exitCodes.bad;
  return wasInterrupted || counts.overtaken > 0 ? exitCodes.tryLater : exitCodes.done;
}
