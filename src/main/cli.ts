#!/usr/bin/env node
import type { CommandLine } from './cli/command-line.ts';
import { runCommandLine } from './cli/run-command-line.ts';
import { systemClock, systemRandom } from './installation/system-sources.ts';

const stopped = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});

// Whoever reads our output may close it early (`| head`): that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const line: CommandLine = {
  writeOutput: (text) => process.stdout.write(text),
  writeMessage: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  environment: process.env,
  workingFolder: process.cwd(),
  clock: systemClock,
  random: systemRandom,
  stopped,
};

process.exitCode = await runCommandLine(process.argv.slice(2), line);
