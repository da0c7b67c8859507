import type { AcademicSummary, CreditSums, TermSummary } from '../academic-summary.ts';
import type { Grade, GradingScheme } from '../grading-scheme.ts';
import type { SignedRecord } from '../record.ts';
import type { CourseSums } from './course-sums.ts';
import { addSums, gradesByCode, NO_COURSES, toCourseSums } from './course-sums.ts';
import { toHundredths } from './decimal.ts';

/**
 * Adds up a validated record. Credits are summed from its courses; grade point averages are those that
 * the record states, because the registrar's figures are what is printed and signed (intake has compared
 * them with ours and filled in the missing ones).
 * @throws RangeError for a record that was never validated against this scheme.
 */
export function toAcademicSummary(record: SignedRecord, scheme: GradingScheme): AcademicSummary {
  const grades = gradesByCode(scheme);
  const terms: TermSummary[] = [];
  let cumulative = NO_COURSES;
  for (const term of record.terms) {
    const sums = toCourseSums(term.courses, grades);
    cumulative = addSums(cumulative, sums);
    terms.push({
      ...creditSums(sums),
      cumulative: creditSums(cumulative),
      ...(term.termGpa !== undefined && { gpaHundredths: toHundredths(term.termGpa) }),
      ...(term.termGpax !== undefined && { gpaxHundredths: toHundredths(term.termGpax) }),
    });
  }
  return {
    terms,
    total: creditSums(cumulative),
    transferredHundredths:
      record.transferredCredits === undefined
        ? transferredCourses(record, grades)
        : toHundredths(record.transferredCredits),
    ...(record.gpax !== undefined && { gpaxHundredths: toHundredths(record.gpax) }),
  };
}

/** Where the registrar states no figure, the courses taken over from elsewhere say it. */
function transferredCourses(record: SignedRecord, grades: ReadonlyMap<string, Grade>): number {
  return record.terms
    .flatMap((term) => term.courses)
    .filter((course) => grades.get(course.grade)?.isTransfer === true)
    .reduce((sum, course) => sum + toHundredths(course.credits), 0);
}

function creditSums(sums: CourseSums): CreditSums {
  return {
    registeredHundredths: sums.registeredHundredths,
    earnedHundredths: sums.earnedHundredths,
    calculatedHundredths: sums.calculatedHundredths,
  };
}
