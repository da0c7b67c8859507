import { CONTAINER_RULES } from './container-rules.ts';
import { DOCUMENT_RULES } from './document-rules.ts';
import { FILE_RULES } from './file-rules.ts';
import { BATCH_RULES, COURSE_RULES, RECORD_RULES, TERM_RULES } from './record-rules.ts';
import { REPEATED_COURSE_RULES } from './repeated-course-rules.ts';
import type { Rule } from './rule.ts';
import { STRUCTURE_RULES } from './structure-rules.ts';
import { TABLE_RULES } from './table-rules.ts';
import { VALUE_RULES } from './value-rules.ts';

/** What a rule looks at, from the outside in, then what is seen only together. */
type RuleSubject =
  | 'file'
  | 'container'
  | 'table'
  | 'structure'
  | 'value'
  | 'course'
  | 'term'
  | 'record'
  | 'batch'
  | 'document';

/** A row of the table of rules. */
export interface TableRule extends Rule {
  readonly looksAt: RuleSubject;
}

const ALL_RULES = {
  ...about('file', FILE_RULES),
  ...about('container', CONTAINER_RULES),
  ...about('table', TABLE_RULES),
  ...about('structure', STRUCTURE_RULES),
  ...about('value', VALUE_RULES),
  ...about('course', COURSE_RULES),
  ...about('course', REPEATED_COURSE_RULES),
  ...about('term', TERM_RULES),
  ...about('record', RECORD_RULES),
  ...about('batch', BATCH_RULES),
  ...about('document', DOCUMENT_RULES),
};

/** Code of a rule as reports name it (`grade-unknown`). */
export type RuleCode = keyof typeof ALL_RULES;

/** Every rule that records are checked by: code, severity, what it looks at, and its sentences. */
export const RULES: Readonly<Record<RuleCode, TableRule>> = ALL_RULES;

function about<Code extends string>(
  looksAt: RuleSubject,
  rules: Readonly<Record<Code, Rule>>,
): Readonly<Record<Code, TableRule>> {
  const entries = Object.entries<Rule>(rules).map(([code, rule]) => [code, { ...rule, looksAt }]);
  return Object.fromEntries(entries) as Record<Code, TableRule>;
}
