import type { BilingualText } from '../../shared/app-error.ts';
import type { RecordIssue } from '../records-report.ts';
import type { Rule } from '../rules/rule.ts';
import { RULES } from '../rules/rules.ts';
import { findAdvice } from './rule-advice.ts';

/** All findings of one rule. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: RecordIssue['severity'];
  readonly count: number;
  /** What is wrong; where the findings differ, with an ellipsis in place of what differs. */
  readonly sentence: BilingualText;
  /** How to mend it, where the sentence does not say so. */
  readonly advice: BilingualText | undefined;
  /** The first few places, one of every column before a second of any. */
  readonly places: readonly RecordIssue[];
  /** How often in which column, most often first; empty when it is one column, or none. */
  readonly columns: readonly (readonly [column: string, count: number])[];
}

/**
 * Findings by rule: errors before warnings, the most frequent first.
 * @param shownPlaces how many places of each rule are kept.
 */
export function groupFindings(
  findings: readonly RecordIssue[],
  shownPlaces: number,
): readonly FindingGroup[] {
  const byRule = groupBy(findings, ({ severity, code }) => `${severity} ${code}`);
  return [...byRule.values()]
    .map((group) => toGroup(group, shownPlaces))
    .toSorted(
      (left, right) =>
        left.severity.localeCompare(right.severity) ||
        right.count - left.count ||
        left.code.localeCompare(right.code),
    );
}

function toGroup(findings: readonly RecordIssue[], shownPlaces: number): FindingGroup {
  const { code, severity } = findings[0]!;
  const byColumn = groupBy(findings, ({ column }) => column ?? '');
  const columns = [...byColumn]
    .map(([column, found]) => [column, found.length] as const)
    .toSorted((left, right) => right[1] - left[1]);
  return {
    code,
    severity,
    count: findings.length,
    sentence: toSentence(findings),
    advice: findAdvice(code),
    places: choosePlaces(findings, [...byColumn.values()], shownPlaces),
    columns: columns.length > 1 ? columns : [],
  };
}

/** One of each column first, so that a column of many findings does not hide the others. */
function choosePlaces(
  findings: readonly RecordIssue[],
  byColumn: readonly (readonly RecordIssue[])[],
  shownPlaces: number,
): readonly RecordIssue[] {
  const firsts = byColumn.map(([first]) => first!);
  const chosen = new Set<RecordIssue>();
  for (const finding of [...firsts, ...findings]) {
    if (chosen.size >= shownPlaces) break;
    chosen.add(finding);
  }
  return findings.filter((finding) => chosen.has(finding));
}

function toSentence(findings: readonly RecordIssue[]): BilingualText {
  const [first] = findings;
  const { code, messageTh, messageEn } = first!;
  const isOne = findings.every(
    (finding) => finding.messageTh === messageTh && finding.messageEn === messageEn,
  );
  const rule = (RULES as Readonly<Record<string, Rule>>)[code];
  if (isOne || rule === undefined) return { th: messageTh, en: messageEn };
  const common = (name: 'column' | 'value'): string | undefined => {
    const value = first![name];
    return value !== null && findings.every((finding) => finding[name] === value)
      ? value
      : undefined;
  };
  const blanks = { column: common('column'), value: common('value') };
  return { th: generalise(rule.th, blanks), en: generalise(rule.en, blanks) };
}

function generalise(
  template: string,
  blanks: Readonly<Record<string, string | undefined>>,
): string {
  return template
    .replace(/\s*\{hint(?:Th|En)\}/g, '')
    .replace(/\{(\w+)\}/g, (_, name: string) => blanks[name] ?? '…');
}

function groupBy(
  findings: readonly RecordIssue[],
  keyOf: (finding: RecordIssue) => string,
): ReadonlyMap<string, readonly RecordIssue[]> {
  const groups = new Map<string, RecordIssue[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return groups;
}
