import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { findPackageRoot } from '../package-root.ts';
import type { CommandLine } from './command-line.ts';
import type { AddCommand, Finish } from './commands/command.ts';
import { addAuditCommand } from './commands/audit/audit-command.ts';
import { addBackupCommands } from './commands/installation/backup-command.ts';
import { addBatchCommand } from './commands/batch/batch-command.ts';
import { addConfigCommand } from './commands/installation/config-command.ts';
import { addDataKeyCommand } from './commands/installation/data-key-command.ts';
import { addDemoCommand } from './commands/installation/demo-command.ts';
import { addDevPkiCommand } from './commands/installation/dev-pki-command.ts';
import { addDocumentCommand } from './commands/documents/document-command.ts';
import { addInitCommand } from './commands/installation/init-command.ts';
import { addIssueCommand } from './commands/issue-command.ts';
import { addKeysCommand } from './commands/keys/keys-command.ts';
import { addReceiptCommand } from './commands/verifying/receipt-command.ts';
import { addRecordsCommand } from './commands/records/records-command.ts';
import { addRenewCommand } from './commands/renew-command.ts';
import { addRetentionCommand } from './commands/installation/retention-command.ts';
import { addServeCommand } from './commands/serve-command.ts';
import { addTemplateCommand } from './commands/template-command.ts';
import { addTrustCommand } from './commands/verifying/trust-command.ts';
import { addVerifyCommand } from './commands/verifying/verify-command.ts';

/** In the order of the help text. */
const commands: readonly AddCommand[] = [
  addDemoCommand,
  addInitCommand,
  addRecordsCommand,
  addTemplateCommand,
  addIssueCommand,
  addBatchCommand,
  addDocumentCommand,
  addVerifyCommand,
  addReceiptCommand,
  addKeysCommand,
  addDataKeyCommand,
  addTrustCommand,
  addRenewCommand,
  addAuditCommand,
  addRetentionCommand,
  addBackupCommands,
  addServeCommand,
  addDevPkiCommand,
  addConfigCommand,
];

/** The whole command line: `parinya <noun> <verb>`. */
export function createProgram(line: CommandLine, finish: Finish): Command {
  const program = new Command('parinya')
    .description('Issues university transcripts as signed PDFs and verifies them.')
    .version(readVersion())
    .option('--data-dir <dir>', 'the data folder (PARINYA_DATA_DIR; default ./parinya-data)')
    .showHelpAfterError();
  // Settings made here are inherited by the commands that are added afterwards.
  program.exitOverride().configureOutput({
    writeOut: (text) => line.writeOutput(text),
    writeErr: (text) => line.writeMessage(text),
  });
  for (const add of commands) add(program, line, finish);
  return program;
}

function readVersion(): string {
  const text = readFileSync(join(findPackageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
