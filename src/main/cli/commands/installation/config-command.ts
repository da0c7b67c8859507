import type { Command } from 'commander';
import { toMaskedConfiguration } from '../../../configuration/masked-configuration.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { AddCommand } from '../command.ts';
import { configurationOf } from '../installation-options.ts';

/** `parinya config`: what is in force, secrets masked, as JSON. */
export const addConfigCommand: AddCommand = (program, line, finish) => {
  program
    .command('config')
    .description('print the settings in force, secrets masked')
    .option('--json', 'on one line')
    .action((options: { json?: boolean }, command: Command) => {
      const masked = toMaskedConfiguration(configurationOf(line, command));
      line.writeOutput(`${JSON.stringify(masked, null, options.json === true ? 0 : 2)}\n`);
      finish(exitCodes.done);
    });
};
