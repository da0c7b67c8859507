import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandLine } from '../../src/main/cli/command-line.ts';
import type { ExitCode } from '../../src/main/cli/exit-codes.ts';
import { runCommandLine } from '../../src/main/cli/run-command-line.ts';
import { instantOf } from '../../src/shared/instant.ts';
import type { Instant } from '../../src/shared/instant.ts';
import { seededRandom } from './issuing-world.ts';

/** What one command wrote, and its exit code. */
export interface CommandOutcome {
  readonly exitCode: ExitCode;
  readonly output: string;
  readonly messages: string;
  /** Every line of the output as JSON. */
  readonly json: readonly Record<string, unknown>[];
}

/** A folder in which commands run in this process, with a clock and an environment of the test's own. */
export interface CommandLineFixture {
  readonly folder: string;
  readonly setTime: (at: Instant) => void;
  readonly run: (...words: string[]) => Promise<CommandOutcome>;
  readonly runWith: (
    environment: Readonly<Record<string, string>>,
    ...words: string[]
  ) => Promise<CommandOutcome>;
  readonly remove: () => void;
}

/** @param stopped resolves when commands are to stop; left out, `serve` ends at once and others run to their end. */
export function openCommandLineFixture(stopped?: Promise<void>): CommandLineFixture {
  const folder = mkdtempSync(join(tmpdir(), 'parinya-cli-'));
  let now = instantOf(Date.UTC(2026, 10, 24, 3));
  const random = seededRandom(2);
  async function runWith(
    environment: Readonly<Record<string, string>>,
    ...words: string[]
  ): Promise<CommandOutcome> {
    let output = '';
    let messages = '';
    const line: CommandLine = {
      writeOutput: (text) => {
        output += text;
      },
      writeMessage: (text) => {
        messages += text;
      },
      isTerminal: false,
      environment,
      workingFolder: folder,
      clock: { now: () => now },
      random,
      stopped: stopped ?? (words[0] === 'serve' ? Promise.resolve() : new Promise(() => undefined)),
    };
    const exitCode = await runCommandLine(words, line);
    return {
      exitCode,
      output,
      messages,
      get json() {
        return output
          .split('\n')
          .filter((text) => text !== '')
          .map((text) => JSON.parse(text) as Record<string, unknown>);
      },
    };
  }
  return {
    folder,
    setTime: (at) => {
      now = at;
    },
    run: (...words) => runWith({}, ...words),
    runWith,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
