import type { IntakeLimits } from '../limits.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import type { ValueContext } from '../values/read-value.ts';

/** What reading a file needs besides its text. */
export interface Reading {
  /** Name of the file as the registrar gave it. */
  readonly file: string;
  /** Whether the file came inside a zip, where no other zip may be. */
  readonly isMember?: boolean;
  readonly limits: IntakeLimits;
  readonly issues: IssueCollector;
  readonly context: ValueContext;
}
