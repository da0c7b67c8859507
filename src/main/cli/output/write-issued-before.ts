import type { RecordIssue } from '../../../records/records-report.ts';
import type { CommandLine } from '../command-line.ts';
import { writeText } from '../command-line.ts';

/** Findings on what was issued before, the weightiest first. */
const CODES = [
  'issued-differently',
  'issued-in-other-template',
  'issued-before-not-valid',
  'already-issued',
];

/** Tells people what of a batch was issued before: each kind once, with the first of it. */
export function writeIssuedBefore(line: CommandLine, findings: readonly RecordIssue[]): void {
  for (const code of CODES) {
    const found = findings.filter((finding) => finding.code === code);
    const [first] = found;
    if (first === undefined) continue;
    const rest = found.length - 1;
    writeText(line, {
      th: `! ${first.messageTh}${rest > 0 ? ` (และอีก ${rest} ระเบียน)` : ''}`,
      en: `  ${first.messageEn}${rest > 0 ? ` (and ${rest} more records)` : ''}`,
    });
  }
}
