import type { BilingualText } from '../../shared/app-error.ts';
import type { RecordIssue } from '../records-report.ts';
import type { Rule } from '../rules/rule.ts';
import { RULES } from '../rules/rules.ts';
import { findAdvice } from './rule-advice.ts';
import { fillBlanks, findBlanks } from './sentence-blanks.ts';

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
  readonly places: readonly FoundPlace[];
  /** How often in which column, most often first; empty when it is one column, or none. */
  readonly columns: readonly (readonly [column: string, count: number])[];
}

/** One finding, and what the sentence of its group leaves open about it. */
interface FoundPlace {
  readonly finding: RecordIssue;
  readonly remark: string;
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
  const { sentence, remarkOf } = toWording(findings);
  return {
    code,
    severity,
    count: findings.length,
    sentence,
    advice: findAdvice(code),
    places: choosePlaces(findings, [...byColumn.values()], shownPlaces).map((finding) => ({
      finding,
      remark: remarkOf(finding),
    })),
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

interface Wording {
  readonly sentence: BilingualText;
  /** What the sentence leaves open at one place and no field of the finding says. */
  readonly remarkOf: (finding: RecordIssue) => string;
}

/** Shown beside a place anyway. */
const SHOWN_FIELDS: ReadonlySet<string> = new Set(['column', 'value', 'computed', 'hintEn']);

function toWording(findings: readonly RecordIssue[]): Wording {
  const [first] = findings;
  const { code, messageTh, messageEn } = first!;
  const isOne = findings.every(
    (finding) => finding.messageTh === messageTh && finding.messageEn === messageEn,
  );
  const rule = (RULES as Readonly<Record<string, Rule>>)[code];
  if (isOne || rule === undefined) {
    return { sentence: { th: messageTh, en: messageEn }, remarkOf: () => '' };
  }
  const th = commonBlanks(rule.th, findings, ({ messageTh }) => messageTh);
  const en = commonBlanks(rule.en, findings, ({ messageEn }) => messageEn);
  return {
    sentence: { th: fillBlanks(rule.th, th), en: fillBlanks(rule.en, en) },
    remarkOf: (finding) =>
      [...(findBlanks(rule.en, finding.messageEn) ?? [])]
        .filter(([name, text]) => text !== '' && !en.has(name) && !SHOWN_FIELDS.has(name))
        .map(([, text]) => text)
        .join(', '),
  };
}

/** The blanks that are filled alike in all sentences. */
function commonBlanks(
  template: string,
  findings: readonly RecordIssue[],
  sentenceOf: (finding: RecordIssue) => string,
): ReadonlyMap<string, string> {
  const common = new Map(findBlanks(template, sentenceOf(findings[0]!)) ?? []);
  for (const finding of findings) {
    const blanks = findBlanks(template, sentenceOf(finding));
    for (const [name, text] of common) if (blanks?.get(name) !== text) common.delete(name);
    if (common.size === 0) break;
  }
  return common;
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
