import type { VerificationReport } from '../../verification/report.ts';
import type { CommandLine } from './command-line.ts';

/** The answer for a person: the sentence, what to do next, and for a single document every check. */
export function writeVerificationAnswer(
  line: CommandLine,
  fileName: string,
  report: VerificationReport,
  isBrief: boolean,
): void {
  const { indication, subIndication } = report;
  const verdict = subIndication === null ? indication : `${indication} (${subIndication})`;
  line.writeMessage(`${fileName}: ${verdict}\n`);
  if (isBrief) return;
  for (const { check, indication: result, found } of report.checks) {
    line.writeMessage(`  ${result.padEnd(13)} ${check}: ${found}\n`);
  }
}
