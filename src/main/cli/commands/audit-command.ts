import type { Command } from 'commander';
import { auditInstallation } from '../../../app/audit/audit-installation.ts';
import type { AuditReport } from '../../../app/audit/audit-report.ts';
import { TrustListReader } from '../../../app/verifying/trust-list-reader.ts';
import { openCheckpointKey } from '../../installation/open-checkpoint-key.ts';
import { writeJson, writeText } from '../command-line.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import type { AddCommand } from './command.ts';
import { configurationOf } from './installation-options.ts';
import { withVerifier } from './with-installation.ts';

/** `parinya audit`: whether everything that is kept agrees; reads only. */
export const addAuditCommand: AddCommand = (program, line, finish) => {
  program
    .command('audit')
    .description('hold every document, artifact, status bit and registry row against each other')
    .option('--json', 'print the report as one JSON value')
    .action(async (options: { json?: boolean }, command: Command) => {
      const report = await auditFor(line, command);
      const { documents, faults } = report;
      if (options.json === true) writeJson(line, report);
      else {
        for (const { code, subject, found } of faults) {
          line.writeMessage(`${code} ${subject}: ${found}\n`);
        }
        writeText(line, {
          th: `ตรวจเอกสาร ${documents} ฉบับ พบสิ่งที่ไม่ตรงกัน ${faults.length} รายการ`,
          en: `${documents} documents were looked at; ${faults.length} things do not agree.`,
        });
      }
      finish(faults.length > 0 ? exitCodes.bad : exitCodes.done);
    });
};

/** Audits the installation that a command names. */
export async function auditFor(line: CommandLine, command: Command): Promise<AuditReport> {
  return withVerifier(line, command, async ({ environment }) => {
    const { clock, registry, trustList, publicUrl, signatures } = environment;
    const list = await new TrustListReader(trustList).read();
    return auditInstallation({
      clock,
      registry,
      publicUrl,
      ...(signatures === undefined ? {} : { signatures }),
      checkpointKey: openCheckpointKey(configurationOf(line, command).dataFolder),
      trust: { kind: 'trust-list', list },
    });
  });
}
