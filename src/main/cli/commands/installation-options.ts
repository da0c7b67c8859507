import type { Command } from 'commander';
import { loadConfiguration } from '../../configuration/load-configuration.ts';
import type { LoadedConfiguration } from '../../configuration/load-configuration.ts';
import type { ConfigurationInput } from '../../configuration/configuration-schema.ts';
import type { InstallationContext } from '../../installation/open-installation.ts';
import type { CommandLine } from '../command-line.ts';

/** Settings in force for a command: what stands in the global options counts as flags. */
export function configurationOf(
  line: CommandLine,
  command: Command,
  flags: Partial<ConfigurationInput> = {},
): LoadedConfiguration {
  const { dataDir } = command.optsWithGlobals<{ dataDir?: string }>();
  return loadConfiguration({
    environment: line.environment,
    workingFolder: line.workingFolder,
    flags: { ...flags, ...(dataDir === undefined ? {} : { dataDir }) },
  });
}

/** What opening an installation needs from the command line's world. */
export function contextOf({ clock, random, environment }: CommandLine): InstallationContext {
  return { clock, random, environment, isProduction: environment['NODE_ENV'] === 'production' };
}
