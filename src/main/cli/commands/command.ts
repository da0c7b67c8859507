import type { Command } from 'commander';
import type { CommandLine } from '../command-line.ts';
import type { ExitCode } from '../exit-codes.ts';

/** Hands the exit code of a command to whoever runs the program. */
export type Finish = (code: ExitCode) => void;

/** Adds one noun, with its verbs, to the program. */
export type AddCommand = (program: Command, line: CommandLine, finish: Finish) => void;
