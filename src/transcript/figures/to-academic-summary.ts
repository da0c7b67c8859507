import type { AcademicSummary, CreditSums, TermSummary } from '../academic-summary.ts';
import type { Grade, GradingScheme } from '../grading-scheme.ts';
import type { SignedRecord, TermRecord } from '../record.ts';
import type { RepeatedCourses } from '../repeated-courses.ts';
import { COUNT_EVERY_ATTEMPT } from '../repeated-courses.ts';
import { gradesByCode, NO_COURSES } from './course-sums.ts';
import { CumulativeSums } from './cumulative-sums.ts';
import { toHundredths } from './decimal.ts';

/**
 * Adds up a validated record. Credits are summed from its courses; grade point averages are those that
 * the record states, because the registrar's figures are what is printed and signed (intake has compared
 * them with ours and filled in the missing ones).
 * @param repeated how the institution counts courses that were taken more than once.
 * @throws RangeError for a record that was never validated against this scheme.
 */
export function toAcademicSummary(
  record: SignedRecord,
  scheme: GradingScheme,
  repeated: RepeatedCourses = COUNT_EVERY_ATTEMPT,
): AcademicSummary {
  const grades = gradesByCode(scheme);
  const sums = new CumulativeSums(grades, repeated);
  const terms: TermSummary[] = [];
  let total = NO_COURSES;
  for (const term of record.terms) {
    const { term: own, cumulative } = sums.addTerm(term.courses);
    total = cumulative;
    terms.push(toTermSummary(term, own, cumulative));
  }
  return {
    terms,
    total,
    transferredHundredths:
      record.transferredCredits === undefined
        ? transferredCourses(record, grades)
        : toHundredths(record.transferredCredits),
    ...(record.gpax !== undefined && { gpaxHundredths: toHundredths(record.gpax) }),
  };
}

function toTermSummary(term: TermRecord, own: CreditSums, cumulative: CreditSums): TermSummary {
  const summary: { -readonly [Name in keyof TermSummary]: TermSummary[Name] } = {
    registeredHundredths: own.registeredHundredths,
    earnedHundredths: own.earnedHundredths,
    calculatedHundredths: own.calculatedHundredths,
    pointsTenThousandths: own.pointsTenThousandths,
    cumulative,
  };
  if (term.termGpa !== undefined) summary.gpaHundredths = toHundredths(term.termGpa);
  if (term.termGpax !== undefined) summary.gpaxHundredths = toHundredths(term.termGpax);
  return summary;
}

/** Where the registrar states no figure, the courses taken over from elsewhere say it. */
function transferredCourses(record: SignedRecord, grades: ReadonlyMap<string, Grade>): number {
  let sum = 0;
  for (const { courses } of record.terms) {
    for (const course of courses) {
      if (grades.get(course.grade)?.isTransfer === true) sum += toHundredths(course.credits);
    }
  }
  return sum;
}
