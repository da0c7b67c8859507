import type { Command } from 'commander';
import { toNameText } from '../../../../formats/x509/names/distinguished-name.ts';
import { parseCertificate } from '../../../../formats/x509/certificate.ts';
import { formatInstant } from '../../../../shared/instant.ts';
import { parseTrustList } from '../../../../trust/parse-trust-list.ts';
import type { ListedInstitution, TrustList } from '../../../../trust/parse-trust-list.ts';
import { verifyCertificatePath } from '../../../../trust/verify-certificate-path.ts';
import { trustListPath } from '../../../installation/trust-list-path.ts';
import { createTrustListFile } from '../../../installation/trust-list-file.ts';
import type { CommandLine } from '../../command-line.ts';
import { writeJson, writeText } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { readPemFiles, toPemFile } from '../../input/read-certificates.ts';
import { readTime } from '../../input/read-time.ts';
import { writeOutputFile } from '../../output/write-output-file.ts';
import type { AddCommand } from '../command.ts';
import { configurationOf } from '../installation-options.ts';
import { exitCodeOfIndication } from './indication-exit-codes.ts';
import { addTrustAddVerb } from './trust-add-verb.ts';

interface PathOptions {
  readonly trust: readonly string[];
  readonly untrusted?: readonly string[];
  readonly crl?: readonly string[];
  readonly at?: string;
  readonly policy?: readonly string[];
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
  readonly json?: boolean;
}

/** `parinya trust ...`: who is believed, and certificate path validation alone. */
export const addTrustCommand: AddCommand = (program, line, finish) => {
  const trust = program.command('trust').description('the trust list, and certificate paths');

  trust
    .command('list')
    .option('--json', 'one JSON value')
    .action(async (options: { json?: boolean }, command: Command) => {
      const { institutions } = await readTrustList(line, command);
      if (options.json === true) writeJson(line, institutions.map(toInstitutionJson));
      else {
        for (const { code, nameTh, nameEn } of institutions) {
          line.writeMessage(`${code}  ${nameTh}\n       ${nameEn}\n`);
        }
      }
      finish(exitCodes.done);
    });

  addTrustAddVerb(trust, line, finish);

  trust
    .command('export')
    .description('every anchor as PEM, for programs that take --trust')
    .option('--pem <file>', 'write there instead of to stdout')
    .action(async (options: { pem?: string }, command: Command) => {
      const { anchors } = await readTrustList(line, command);
      const pem = toPemFile(anchors.map(({ certificate }) => certificate.encoded));
      if (options.pem === undefined) line.writeOutput(pem);
      else await writeOutputFile(line, options.pem, pem);
      finish(exitCodes.done);
    });

  trust
    .command('check-path')
    .description('validate one certificate path (RFC 5280)')
    .argument('<leaf>', 'PEM or DER; further certificates in it complete the path')
    .requiredOption('--trust <file...>', 'trust anchors')
    .option('--untrusted <file...>', 'certificates that complete the path')
    .option('--crl <file...>', 'revocation lists; with them revocation is required')
    .option('--at <time>', 'RFC 3339; now when left out')
    .option('--policy <oid...>', 'acceptable certificate policies')
    .option('--require-explicit-policy', 'RFC 5280 initial-explicit-policy')
    .option('--inhibit-policy-mapping', 'RFC 5280 initial-policy-mapping-inhibit')
    .option('--inhibit-any-policy', 'RFC 5280 initial-any-policy-inhibit')
    .option('--json', 'print the report as one JSON value')
    .action(async (leafFile: string, options: PathOptions) => {
      finish(await checkPath(line, leafFile, options));
    });
};

async function checkPath(line: CommandLine, leafFile: string, options: PathOptions) {
  const { workingFolder } = line;
  const [leaf, ...above] = await readPemFiles(workingFolder, [leafFile], 'CERTIFICATE');
  const untrusted = await readPemFiles(workingFolder, options.untrusted ?? [], 'CERTIFICATE');
  const report = await verifyCertificatePath({
    leaf: leaf!,
    anchors: await readPemFiles(workingFolder, options.trust, 'CERTIFICATE'),
    untrusted: [...above, ...untrusted],
    crls: await readPemFiles(workingFolder, options.crl ?? [], 'X509 CRL'),
    validationTime: options.at === undefined ? line.clock.now() : readTime(options.at),
    requireRevocation: options.crl !== undefined,
    requireExplicitPolicy: options.requireExplicitPolicy === true,
    inhibitPolicyMapping: options.inhibitPolicyMapping === true,
    inhibitAnyPolicy: options.inhibitAnyPolicy === true,
    ...(options.policy === undefined ? {} : { policies: options.policy }),
  });
  if (options.json === true) writeJson(line, report);
  else {
    for (const { check, indication, found } of report.checks) {
      line.writeMessage(`${indication.padEnd(13)} ${check}: ${found}\n`);
    }
    writeText(line, {
      th: `ผล: ${report.indication}${report.subIndication === null ? '' : ` (${report.subIndication})`}`,
      en: `Result: ${report.indication}${report.subIndication === null ? '' : ` (${report.subIndication})`}`,
    });
  }
  return exitCodeOfIndication[report.indication];
}

async function readTrustList(line: CommandLine, command: Command): Promise<TrustList> {
  const isProduction = line.environment['NODE_ENV'] === 'production';
  const path = trustListPath(configurationOf(line, command));
  return parseTrustList(await createTrustListFile(path, isProduction).read());
}

function toInstitutionJson({ code, nameTh, nameEn, signers }: ListedInstitution) {
  return {
    institutionCode: code,
    nameTh,
    nameEn,
    signers: signers.map(({ certificate, validFrom, validUntil }) => {
      const { subject, issuer, serial } = parseCertificate(certificate);
      return {
        subject: toNameText(subject),
        issuer: toNameText(issuer),
        serial,
        validFrom: formatInstant(validFrom),
        validUntil: validUntil === undefined ? null : formatInstant(validUntil),
      };
    }),
  };
}
