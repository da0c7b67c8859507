import type { AcceptedRecord } from '../../../records/check-records.ts';
import type { Issue } from '../../../records/rules/issue-collector.ts';
import type { PrintProblem } from './print-trial.ts';

/**
 * What is said of a record that cannot be printed, at its place with its reason, so that it is an error when
 * a batch is submitted, and not a batch that stops half-way.
 */
export function toPrintFinding(
  { place, row }: AcceptedRecord,
  { code, property, characters }: PrintProblem,
): Issue {
  return {
    code,
    place,
    row,
    ...(property !== null && { column: toColumn(property) }),
    ...(characters !== null && { value: characters }),
  };
}

/** `familyNameTh` as the contract's columns have it: `family_name_th`. */
function toColumn(property: string): string {
  if (property === 'note') return 'course_note';
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
