import { parseInstant } from '../../../shared/instant.ts';
import { formatCivilDate, toCivilDate } from '../../../transcript/calendar/civil-date.ts';
import type { VerificationReport } from '../../../verification/report.ts';
import type { AnswerSymbol } from '../../../verification/sentences/answers.ts';
import { toCheckSentence } from '../../../verification/sentences/check-sentences.ts';
import type { Language } from '../../../verification/sentences/language.ts';
import { findRemedy } from '../../../verification/sentences/remedies.ts';
import { toAnswer } from '../../../verification/sentences/to-answer.ts';
import type { CommandLine } from '../command-line.ts';

const symbols: Readonly<Record<AnswerSymbol, string>> = {
  passed: '✓',
  failed: '✕',
  superseded: '↻',
  undetermined: '?',
  skipped: '–',
};
const languages: readonly Language[] = ['th', 'en'];

/**
 * The answer for a person, in both languages or in the one asked for: the sentence, what to do next, the four lines, and every
 * check that is not good. Of many documents the sentence alone.
 */
export function writeVerificationAnswer(
  line: CommandLine,
  fileName: string,
  report: VerificationReport,
  { isBrief, language }: { readonly isBrief: boolean; readonly language: Language | undefined },
): void {
  const { indication, subIndication } = report;
  const verdict = subIndication === null ? indication : `${indication}/${subIndication}`;
  if (isBrief) {
    const { symbol, headline } = toAnswer(report, language ?? 'en', formatDay);
    line.writeMessage(`${symbols[symbol]} ${fileName}: ${headline} (${verdict})\n`);
    return;
  }
  line.writeMessage(`${fileName}\n`);
  for (const each of language === undefined ? languages : [language]) {
    line.writeMessage(toAnswerText(report, each));
  }
  const passed = report.checks.filter((check) => check.indication === 'PASSED').length;
  line.writeMessage(`\n${verdict} · ${passed} / ${report.checks.length}\n`);
}

function toAnswerText(report: VerificationReport, language: Language): string {
  const { symbol, headline, nextStep, lines, notice } = toAnswer(report, language, formatDay);
  const objections = report.checks
    .filter(({ indication }) => indication === 'FAILED' || indication === 'INDETERMINATE')
    .flatMap((check) => {
      const remedy = findRemedy(check, language);
      return [
        `    - ${toCheckSentence(check, language)}`,
        ...(remedy === undefined ? [] : [`      → ${remedy}`]),
      ];
    });
  return [
    '',
    `${symbols[symbol]} ${headline}`,
    `  ${nextStep}`,
    ...(notice === null ? [] : [`  ! ${notice}`]),
    ...lines.map((each) => `  ${symbols[each.symbol]} ${each.label}: ${each.text}`),
    ...objections,
    '',
  ].join('\n');
}

/** A day as people read it. */
export function formatDay(time: string, language: Language): string {
  return formatCivilDate(toCivilDate(parseInstant(time)), language);
}
