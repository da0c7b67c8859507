import { formatTerm } from '../../transcript/calendar/term-names.ts';
import type { GradingScheme } from '../../transcript/grading-scheme.ts';
import type { CivilDate, Semester } from '../../transcript/record.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import type { JoinedTerm } from './join-terms.ts';

/** Years from the academic year's own to that in which a term may begin at the earliest, and the day. */
const EARLIEST_BEGIN: Readonly<Record<Semester, readonly [years: number, day: string]>> = {
  1: [0, '05-01'],
  2: [0, '09-01'],
  3: [0, '12-01'],
  S: [1, '03-01'],
};
/** Every term of an academic year is over by then. */
const LATEST_END: readonly [years: number, day: string] = [1, '08-31'];

/**
 * Whether a term can have been: begun by today, and within the time for which its grades are defined.
 * Institutions begin their terms on different days, so only what holds for all of them is reported.
 */
export function checkTerm(
  term: JoinedTerm,
  validation: {
    readonly issues: IssueCollector;
    readonly today: CivilDate;
    readonly scheme: GradingScheme;
  },
): void {
  const { issues, today, scheme } = validation;
  const begin = toDate(term, EARLIEST_BEGIN[term.semester]);
  const { place, text: value } = term.year ?? {
    place: term.place,
    text: String(term.academicYear),
  };
  const found = { place, column: 'academic_year', value };
  if (begin > today) {
    issues.add({ ...found, code: 'term-in-future', details: toNames(term) });
  }
  if (isInForce(scheme, begin, toDate(term, LATEST_END))) return;
  const { id, validFrom, validUntil } = scheme;
  const details = {
    ...toNames(term),
    scheme: id,
    periodTh: `ตั้งแต่ ${validFrom}${validUntil === undefined ? '' : ` ถึง ${validUntil}`}`,
    periodEn: `from ${validFrom}${validUntil === undefined ? '' : ` until ${validUntil}`}`,
  };
  issues.add({ ...found, code: 'scheme-not-in-force', details });
}

/** Whether the scheme was in force on any day of the term. */
function isInForce(scheme: GradingScheme, begin: CivilDate, end: CivilDate): boolean {
  return scheme.validFrom <= end && (scheme.validUntil === undefined || scheme.validUntil >= begin);
}

function toDate(term: JoinedTerm, [years, day]: readonly [number, string]): CivilDate {
  return `${term.academicYear + years}-${day}`;
}

function toNames(term: JoinedTerm): Readonly<Record<string, string>> {
  return { termTh: formatTerm(term, 'th'), termEn: formatTerm(term, 'en') };
}
