import type { AcceptedRecord, LateFindings, RecordSink } from '../../../records/check-records.ts';
import type { Issue } from '../../../records/rules/issue-collector.ts';
import type { IntakeRecord } from './intake-record.ts';
import { toIntakeRecord } from './intake-record.ts';

/** What somebody says of one record of a group. */
export interface GroupFinding {
  readonly ordinal: number;
  readonly issue: Issue;
  /** Whether the record is not accepted because of it. */
  readonly isRefusal?: boolean;
}

/** Looks at accepted records, many at a time. */
export type LookAtGroup = (group: readonly IntakeRecord[]) => Promise<readonly GroupFinding[]>;

/** Records that are looked at, and asked about, together. */
const RECORDS_PER_GROUP = 256;

/**
 * Has the accepted records of a batch looked at in groups as they come. Findings wait for the end, because a
 * later record of the batch may still contradict an earlier one, and then that is what is wrong with both.
 */
export class GroupedFindings implements RecordSink {
  readonly #look: LookAtGroup;
  readonly #onWithdrawn: (ordinal: number) => void;
  readonly #found = new Map<number, GroupFinding[]>();
  #waiting: IntakeRecord[] = [];

  /** @param onWithdrawn hears of records that are contradicted after they were looked at. */
  constructor(look: LookAtGroup, onWithdrawn: (ordinal: number) => void = () => undefined) {
    this.#look = look;
    this.#onWithdrawn = onWithdrawn;
  }

  async accept(accepted: AcceptedRecord, ordinal: number): Promise<void> {
    this.#waiting.push(toIntakeRecord(accepted, ordinal));
    if (this.#waiting.length >= RECORDS_PER_GROUP) await this.#lookAtWaiting();
  }

  withdraw(ordinal: number): void {
    this.#waiting = this.#waiting.filter((record) => record.ordinal !== ordinal);
    this.#found.delete(ordinal);
    this.#onWithdrawn(ordinal);
  }

  async finish(findings: LateFindings): Promise<void> {
    await this.#lookAtWaiting();
    // A record in two languages shares most of its texts: each problem of it is reported once.
    const said = new Set<string>();
    for (const [ordinal, found] of this.#found) {
      for (const { issue } of found) {
        const key = JSON.stringify(issue);
        if (!said.has(key)) findings.add(issue);
        said.add(key);
      }
      if (found.some(({ isRefusal }) => isRefusal)) findings.refuse(ordinal);
    }
  }

  async #lookAtWaiting(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    for (const finding of await this.#look(group)) {
      const known = this.#found.get(finding.ordinal);
      if (known === undefined) this.#found.set(finding.ordinal, [finding]);
      else known.push(finding);
    }
  }
}
