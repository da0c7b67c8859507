import type { Command } from 'commander';
import { openIssuer } from '../../installation/open-installation.ts';
import type { OpenIssuer } from '../../installation/open-installation.ts';
import type { CommandLine } from '../command-line.ts';
import { writeText } from '../command-line.ts';
import { configurationOf, contextOf } from './installation-options.ts';
import { toWarningText } from './keys/key-listing.ts';

/** Opens the issuing side for one command and closes it again, whatever happens. */
export async function withIssuer<Result>(
  line: CommandLine,
  command: Command,
  use: (opened: OpenIssuer) => Promise<Result>,
): Promise<Result> {
  const opened = await openIssuer(configurationOf(line, command), contextOf(line));
  try {
    const result = await use(opened);
    // Afterwards: by then the keys have been opened and their certificates are known.
    for (const warning of (await opened.service.findKeyWarnings?.()) ?? []) {
      writeText(line, toWarningText(warning));
    }
    return result;
  } finally {
    await opened.close();
  }
}
