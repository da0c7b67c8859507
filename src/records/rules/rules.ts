import { CONTAINER_RULES } from './container-rules.ts';
import { FILE_RULES } from './file-rules.ts';
import { RECORD_RULES } from './record-rules.ts';
import type { Rule } from './rule.ts';
import { VALUE_RULES } from './value-rules.ts';

const ALL_RULES = { ...FILE_RULES, ...CONTAINER_RULES, ...VALUE_RULES, ...RECORD_RULES };

/** Code of a rule as reports name it (`grade-unknown`). */
export type RuleCode = keyof typeof ALL_RULES;

/** Every rule that records are checked by. */
export const RULES: Readonly<Record<RuleCode, Rule>> = ALL_RULES;
