import type { RandomSource } from '../../app/random-source.ts';
import type { BilingualText } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/instant.ts';

/** The world as a command sees it, so that tests can run commands in process. */
export interface CommandLine {
  /** Machine output, and nothing else. */
  readonly writeOutput: (text: string) => void;
  /** Everything for people. */
  readonly writeMessage: (text: string) => void;
  /** Whether people see the messages as they come: only then progress is drawn. */
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Resolves when the program is asked to stop (SIGINT, SIGTERM). */
  readonly stopped: Promise<void>;
}

/** One JSON value on one line: a document of NDJSON, or the single answer of `--json`. */
export function writeJson(line: CommandLine, value: unknown): void {
  line.writeOutput(`${JSON.stringify(value)}\n`);
}

/** A sentence for people, Thai first. */
export function writeText(line: CommandLine, { th, en }: BilingualText): void {
  line.writeMessage(`${th}\n${en}\n`);
}
