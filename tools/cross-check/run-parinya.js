import { randomBytes, randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';

/** The build that is judged: `dist/`, or another that PARINYA_BENCH_DIST names. */
export const builtProgram = resolve(
  join(import.meta.dirname, '../..'),
  process.env['PARINYA_BENCH_DIST'] ?? 'dist',
);

/**
 * Runs a command of the built program in this process: starting one for each of hundreds of commands takes longer
 * than the commands. It has no environment; a clock may be given.
 */
export async function runParinya(words, { workingFolder = process.cwd(), clock } = {}) {
  const { runCommandLine } = await import(join(builtProgram, 'main/cli/run-command-line.js'));
  let output = '';
  let messages = '';
  const exitCode = await runCommandLine(words, {
    writeOutput: (text) => (output += text),
    writeMessage: (text) => (messages += text),
    isTerminal: false,
    environment: {},
    workingFolder,
    clock: clock ?? { now: () => Date.now() },
    random: { bytes: (length) => new Uint8Array(randomBytes(length)), below: randomInt },
    stopped: new Promise(() => undefined),
  });
  return { exitCode, output, messages };
}

/** The same for a command that must succeed. @returns the lines of its output; otherwise this program ends. */
export async function runToItsEnd(words, options) {
  const { exitCode, output, messages } = await runParinya(words, options);
  if (exitCode === 0) return output.split('\n').filter(Boolean);
  console.error(`parinya ${words.join(' ')}: ${exitCode}\n${output}${messages}`);
  process.exit(1);
}
