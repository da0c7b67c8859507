import type { Grade, GradingScheme } from '../../transcript/grading-scheme.ts';
import type { RuleCode } from '../rules/rules.ts';

/** Something that a reader has to say about a text. */
export interface Finding {
  readonly code: RuleCode;
  readonly details?: Readonly<Record<string, string>>;
}

/** A text read as the kind of value that its column holds. */
export interface ReadValue {
  /** Canonical form, as it stands in the canonical record; `undefined` when it could not be read. */
  readonly value: string | undefined;
  readonly findings: readonly Finding[];
}

/** What readers have to know. */
export interface ValueContext {
  readonly scheme: GradingScheme;
  readonly grades: ReadonlyMap<string, Grade>;
}

/** Reads one kind of value. Never throws: what is wrong is a finding. */
export type ValueReader = (text: string, context: ValueContext) => ReadValue;

const NOTHING_FOUND: readonly Finding[] = [];

/** A value without anything to say about it. */
export function readAs(value: string, findings: readonly Finding[] = NOTHING_FOUND): ReadValue {
  return { value, findings };
}

/** A text that could not be read, and why. */
export function unreadable(code: RuleCode, details?: Readonly<Record<string, string>>): ReadValue {
  return { value: undefined, findings: [details === undefined ? { code } : { code, details }] };
}
