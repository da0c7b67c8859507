import type { Command } from 'commander';
import { parsePublicKeySet } from '../../../../formats/jws/public-jwk.ts';
import type { PublicJwk } from '../../../../formats/jws/public-jwk.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { isFormatError } from '../../../../shared/format-error.ts';
import { checkReceipt } from '../../../../verification/receipt/check-receipt.ts';
import type { ReceiptReport } from '../../../../verification/receipt/check-receipt.ts';
import { toReceiptAnswer } from '../../../../verification/sentences/receipt-answer.ts';
import { openReceipts, receiptKeyMissing } from '../../../installation/receipts/open-receipts.ts';
import type { CommandLine } from '../../command-line.ts';
import { writeJson } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { readInputFile } from '../../input/read-input-files.ts';
import { formatDay } from '../../output/write-verification-answer.ts';
import type { AddCommand } from '../command.ts';
import { configurationOf } from '../installation-options.ts';
import { exitCodeOfIndication } from './indication-exit-codes.ts';

interface CheckOptions {
  readonly key: string;
  readonly report?: string;
  readonly pdf?: string;
  readonly sidecar?: string;
  readonly json?: boolean;
}

/** `parinya receipt check` proves later what a verifier has signed; `receipt keys` prints what to check with. */
export const addReceiptCommand: AddCommand = (program, line, finish) => {
  const receipt = program.command('receipt').description('receipts of verifications');
  receipt
    .command('check')
    .description('prove a receipt: who signed it, and what it is about')
    .argument('<file>', 'the receipt')
    .requiredOption('--key <jwks>', "the verifier's published keys (a JWKS file)")
    .option('--report <file>', 'the report (JSON) that the receipt is said to be about')
    .option('--pdf <file>', 'the PDF that was judged')
    .option('--sidecar <file>', 'the sidecar that was judged')
    .option('--json', 'print the answer as JSON')
    .action(async (path: string, options: CheckOptions) => {
      const report = await checkReceipt({
        receipt: await readText(line, path),
        keys: await readKeys(line, options.key),
        ...(await readEvidence(line, options)),
      });
      if (options.json === true) writeJson(line, report);
      else writeAnswer(line, report);
      finish(exitCodeOfIndication[report.indication]);
    });
  receipt
    .command('keys')
    .description("print this verifier's public keys (JWKS)")
    .action((_options: object, command: Command) => {
      const receipts = openReceipts(configurationOf(line, command), line);
      if (receipts === undefined) throw receiptKeyMissing();
      writeJson(line, receipts.getKeys());
      finish(exitCodes.done);
    });
};

async function readEvidence(
  line: CommandLine,
  { pdf, sidecar, report }: CheckOptions,
): Promise<Pick<Parameters<typeof checkReceipt>[0], 'pdf' | 'sidecar' | 'report'>> {
  return {
    ...(pdf === undefined ? {} : { pdf: await readInputFile(line.workingFolder, pdf) }),
    ...(sidecar === undefined ? {} : { sidecar: await readText(line, sidecar) }),
    ...(report === undefined ? {} : { report: await readJsonObject(line, report) }),
  };
}

async function readKeys(line: CommandLine, path: string): Promise<readonly PublicJwk[]> {
  const json = await readJsonObject(line, path);
  try {
    return parsePublicKeySet(json);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    throw unreadable(path, error.code, error);
  }
}

async function readJsonObject(line: CommandLine, path: string): Promise<object> {
  const text = await readText(line, path);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (cause) {
    throw unreadable(path, 'JSON', cause);
  }
  throw unreadable(path, 'JSON');
}

async function readText(line: CommandLine, path: string): Promise<string> {
  return new TextDecoder().decode(await readInputFile(line.workingFolder, path));
}

function unreadable(path: string, what: string, cause?: unknown): AppError {
  return new AppError(
    'input-unreadable',
    {
      th: `อ่าน ${path} ไม่ได้ รูปแบบไม่ถูกต้อง (${what})`,
      en: `${path} cannot be read: it is not what it should be (${what}).`,
    },
    { cause },
  );
}

const symbols = { PASSED: '✓', FAILED: '✕', INDETERMINATE: '?', SKIPPED: '–' } as const;

function writeAnswer(line: CommandLine, report: ReceiptReport): void {
  for (const language of ['th', 'en'] as const) {
    const { headline, statement, checks } = toReceiptAnswer(report, language, formatDay);
    line.writeMessage(
      [
        headline,
        ...(statement === null ? [] : [`  ${statement}`]),
        ...checks.map(({ indication, text }) => `  ${symbols[indication]} ${text}`),
        '',
        '',
      ].join('\n'),
    );
  }
}
