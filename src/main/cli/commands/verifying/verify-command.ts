import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { ReceiptService } from '../../../../app/services.ts';
import { TrustListReader } from '../../../../app/verifying/trust-list-reader.ts';
import { verifyRequest } from '../../../../app/verifying/verify-request.ts';
import type {
  EvidenceSources,
  VerificationQuestion,
} from '../../../../app/verifying/verify-request.ts';
import { nodeEngine } from '../../../../adapters/node-engine/node-engine.ts';
import { parseCertificate } from '../../../../formats/x509/certificate.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { latin1Text } from '../../../../shared/bytes.ts';
import { isFormatError } from '../../../../shared/format-error.ts';
import type { TrustList } from '../../../../trust/parse-trust-list.ts';
import { SignatureMemo } from '../../../../trust/signature-memo.ts';
import type { TrustSource } from '../../../../verification/evidence.ts';
import { toPdfDigest } from '../../../../verification/etsi/pdf-digest.ts';
import { toEtsiReport } from '../../../../verification/etsi/to-etsi-report.ts';
import type { VerificationReport } from '../../../../verification/report.ts';
import type { Language } from '../../../../verification/sentences/language.ts';
import { openReceipts, receiptKeyMissing } from '../../../installation/receipts/open-receipts.ts';
import { openVerifier } from '../../../installation/open-installation.ts';
import { trustListPath } from '../../../installation/trust-list-path.ts';
import { createTrustListFile } from '../../../installation/trust-list-file.ts';
import type { CommandLine } from '../../command-line.ts';
import { writeJson, writeText } from '../../command-line.ts';
import { readPemFiles } from '../../input/read-certificates.ts';
import { expandFolders, readInputFile } from '../../input/read-input-files.ts';
import { readTime } from '../../input/read-time.ts';
import { requireOtherFile, writeOutputFile } from '../../output/write-output-file.ts';
import { writeVerificationAnswer } from '../../output/write-verification-answer.ts';
import type { AddCommand } from '../command.ts';
import { worstExitCode } from './indication-exit-codes.ts';
import { configurationOf, contextOf } from '../installation-options.ts';

interface VerifyOptions {
  readonly json?: boolean;
  readonly trust?: readonly string[];
  readonly offline?: boolean;
  readonly at?: string;
  readonly institution?: string;
  readonly statusList?: string;
  readonly receipt?: string;
  readonly report?: 'etsi-xml';
  readonly lang?: Language;
}

/** One document to verify: the path of its PDF or of its sidecar, or both. */
type Question = readonly [path: string, sidecar?: string];

/** `parinya verify`: one PDF, with or without its sidecar, or many PDFs. */
export const addVerifyCommand: AddCommand = (program, line, finish) => {
  program
    .command('verify')
    .description('verify documents: FILE, FILE SIDECAR, several files or a folder')
    .argument('<file...>', 'PDFs, folders of PDFs, a sidecar (.jws)')
    .option('--json', 'print the report; one line each for several files')
    .option('--trust <pem...>', 'trust these anchors instead of the trust list')
    .option('--offline', 'ask nobody: the registry is not asked either')
    .option('--at <time>', 'judge as of this time (RFC 3339)')
    .option('--institution <code>', 'the institution that the document must be from')
    .option('--status-list <file>', 'a published status list, instead of the registry')
    .addOption(
      new Option('--report <format>', 'print this report instead of sentences').choices([
        'etsi-xml',
      ]),
    )
    .addOption(new Option('--lang <language>', 'sentences in one language').choices(['th', 'en']))
    .option('--receipt <file>', 'write what this verifier signs of its answer')
    .action(async (paths: string[], options: VerifyOptions, command: Command) => {
      const questions = await toQuestions(line, paths);
      refuseContradictions(options, questions);
      const receipts = receiptsFor(line, command, options, questions);
      const { sources, close } = await openSources(line, command, options);
      const signatures = new SignatureMemo(nodeEngine);
      try {
        const reports: VerificationReport[] = [];
        for (const question of questions) {
          const asked = await readQuestion(line, question, options);
          const report = await verifyRequest({ ...sources, signatures }, asked);
          reports.push(report);
          if (receipts !== undefined) {
            const { receipt } = await receipts.service.issue({ ...asked, report });
            await writeOutputFile(line, receipts.file, `${receipt}\n`);
          }
          if (options.report === undefined) {
            writeReport(line, question, report, options, questions.length > 1);
          } else {
            line.writeOutput(toEtsiReport(report, await toPdfDigest(asked.pdf)));
          }
        }
        finish(worstExitCode(reports.map(({ indication }) => indication)));
      } finally {
        await close();
      }
    });
};

/** @throws AppError `usage` for answers that cannot be given together. */
function refuseContradictions(
  { json, report }: VerifyOptions,
  questions: readonly Question[],
): void {
  if (report === undefined || (json !== true && questions.length === 1)) return;
  throw new AppError('usage', {
    th: '--report etsi-xml ใช้กับเอกสารครั้งละหนึ่งฉบับ และไม่ใช้ร่วมกับ --json',
    en: '--report etsi-xml takes one document at a time, and not together with --json.',
  });
}

/**
 * Who signs the receipt, found before anything is judged.
 * @throws AppError `usage` for several documents, a receipt in the place of an input, or without a key.
 */
function receiptsFor(
  line: CommandLine,
  command: Command,
  { receipt: file }: VerifyOptions,
  questions: readonly Question[],
): { readonly service: ReceiptService; readonly file: string } | undefined {
  if (file === undefined) return undefined;
  if (questions.length > 1) {
    throw new AppError('usage', {
      th: '--receipt ใช้ได้กับเอกสารครั้งละหนึ่งฉบับ',
      en: '--receipt takes one document at a time.',
    });
  }
  requireOtherFile(
    line,
    file,
    questions.flatMap((question) => question.filter((path) => path !== undefined)),
  );
  const service = openReceipts(configurationOf(line, command), line);
  if (service !== undefined) return { service, file };
  throw receiptKeyMissing();
}

/** Two names of which the second holds a sidecar are one document; otherwise every file is one. */
async function toQuestions(
  { workingFolder }: CommandLine,
  paths: readonly string[],
): Promise<readonly Question[]> {
  const files = await expandFolders(workingFolder, paths);
  const [first, second] = files;
  if (files.length === 2 && first !== undefined && second !== undefined) {
    const areOne =
      isSidecar(await readInputFile(workingFolder, second)) &&
      !isSidecar(await readInputFile(workingFolder, first));
    if (areOne) return [[first, second]];
  }
  return files.map((file) => [file]);
}

/** A compact JWS begins with the base64url of `{"`; whatever else a file holds is judged as a PDF. */
function isSidecar(bytes: Uint8Array): boolean {
  return latin1Text(bytes.subarray(0, 64)).trimStart().startsWith('eyJ');
}

async function readQuestion(
  { workingFolder }: CommandLine,
  [path, sidecarPath]: Question,
  { at, institution, statusList }: VerifyOptions,
): Promise<VerificationQuestion> {
  const bytes = await readInputFile(workingFolder, path);
  const document = isSidecar(bytes) ? { sidecar: toText(bytes) } : { pdf: bytes };
  return {
    ...document,
    ...(sidecarPath === undefined
      ? {}
      : { sidecar: toText(await readInputFile(workingFolder, sidecarPath)) }),
    ...(at === undefined ? {} : { at: readTime(at) }),
    ...(institution === undefined ? {} : { institutionCode: institution }),
    ...(statusList === undefined
      ? {}
      : { statusListToken: toText(await readInputFile(workingFolder, statusList)) }),
  };
}

/** A token is ASCII; other bytes make it unreadable for whoever judges it, and that is a finding. */
function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

interface OpenSources {
  readonly sources: EvidenceSources;
  readonly close: () => Promise<void>;
}

/** Verifying needs no data folder; where there is one, its registry and its trust list are asked. */
async function openSources(
  line: CommandLine,
  command: Command,
  options: VerifyOptions,
): Promise<OpenSources> {
  const loaded = configurationOf(line, command);
  const context = contextOf(line);
  const trustListFile = trustListPath(loaded);
  const list = existsSync(trustListFile)
    ? await new TrustListReader(createTrustListFile(trustListFile, context.isProduction)).read()
    : undefined;
  const trust = await toTrustSource(line, list, options);
  const { clock } = line;
  if (options.offline === true || loaded.file === null) {
    return { sources: { clock, trust }, close: () => Promise.resolve() };
  }
  const { environment, close } = await openVerifier(loaded, context);
  return { sources: { clock, trust, registry: environment.registry }, close };
}

async function toTrustSource(
  line: CommandLine,
  list: TrustList | undefined,
  options: VerifyOptions,
): Promise<TrustSource> {
  if (options.trust !== undefined) {
    const anchors = await readPemFiles(line.workingFolder, options.trust, 'CERTIFICATE');
    return {
      kind: 'anchors',
      anchors: anchors.map(readAnchor),
      ...(list === undefined ? {} : { intermediates: list.intermediates, crls: list.crls }),
    };
  }
  if (list !== undefined) return { kind: 'trust-list', list };
  writeText(line, {
    th: 'ไม่มีรายชื่อผู้ที่เชื่อถือ จึงบอกไม่ได้ว่าผู้ลงนามเป็นใคร ระบุใบรับรองหลักด้วย --trust FILE.pem',
    en: 'There is no trust list here, so nobody can say who the signer is. Name trust anchors with --trust FILE.pem.',
  });
  return { kind: 'anchors', anchors: [] };
}

function readAnchor(der: Uint8Array): ReturnType<typeof parseCertificate> {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    throw new AppError(
      'input-unreadable',
      {
        th: `ใบรับรองใน --trust อ่านไม่ได้ (${error.code})`,
        en: `A certificate given with --trust cannot be read (${error.message}).`,
      },
      { cause: error },
    );
  }
}

function writeReport(
  line: CommandLine,
  [path]: Question,
  report: VerificationReport,
  { json, lang }: VerifyOptions,
  isOneOfMany: boolean,
): void {
  if (json === true) writeJson(line, isOneOfMany ? { file: path, ...report } : report);
  else
    writeVerificationAnswer(line, basename(path), report, { isBrief: isOneOfMany, language: lang });
}
