import { CommanderError } from 'commander';
import { isAppError } from '../../shared/app-error.ts';
import type { CommandLine } from './command-line.ts';
import { writeText } from './command-line.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { createProgram } from './program.ts';

/**
 * Runs one command of `parinya`.
 * @param words what stands behind the program's name.
 * @returns the exit code; everything that can go wrong has its own.
 */
export async function runCommandLine(
  words: readonly string[],
  line: CommandLine,
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const program = createProgram(line, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, line);
  }
}

function explain(error: unknown, line: CommandLine): ExitCode {
  if (isAppError(error)) {
    writeText(line, error.text);
    return exitCodeOf[error.code];
  }
  if (error instanceof CommanderError) {
    // Commander has written its own sentence; asking for help or the version is no mistake.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  writeText(line, {
    th: 'เกิดข้อผิดพลาดที่ไม่คาดคิดในโปรแกรม โปรดแจ้งผู้พัฒนาพร้อมข้อความด้านล่าง',
    en: 'The program met an error that it did not expect. Please report it with the text below.',
  });
  line.writeMessage(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCodes.bug;
}
