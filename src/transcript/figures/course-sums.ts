import type { CreditSums } from '../academic-summary.ts';
import type { Grade, GradingScheme } from '../grading-scheme.ts';
import type { CourseRecord } from '../record.ts';
import { toHundredths } from './decimal.ts';

/** No courses yet. */
export const NO_COURSES: CreditSums = {
  registeredHundredths: 0,
  earnedHundredths: 0,
  calculatedHundredths: 0,
  pointsTenThousandths: 0,
};

/** The scheme's grades by their code. */
export function gradesByCode(scheme: GradingScheme): ReadonlyMap<string, Grade> {
  return new Map(scheme.grades.map((grade) => [grade.code, grade]));
}

/**
 * What a list of courses adds up to.
 * @throws RangeError for a grade that the scheme does not have: records are validated before.
 */
export function toCourseSums(
  courses: readonly CourseRecord[],
  grades: ReadonlyMap<string, Grade>,
): CreditSums {
  let registered = 0;
  let earned = 0;
  let calculated = 0;
  let points = 0;
  for (const course of courses) {
    const grade = grades.get(course.grade);
    if (grade === undefined) throw new RangeError('a grade of the scheme was expected');
    const credits = toHundredths(course.credits);
    registered += credits;
    if (grade.earnsCredit) earned += credits;
    if (grade.countsInGpa) {
      calculated += credits;
      points += credits * (grade.pointsHundredths ?? 0);
    }
  }
  return {
    registeredHundredths: registered,
    earnedHundredths: earned,
    calculatedHundredths: calculated,
    pointsTenThousandths: points,
  };
}

/** Both sums together. */
export function addSums(left: CreditSums, right: CreditSums): CreditSums {
  return {
    registeredHundredths: left.registeredHundredths + right.registeredHundredths,
    earnedHundredths: left.earnedHundredths + right.earnedHundredths,
    calculatedHundredths: left.calculatedHundredths + right.calculatedHundredths,
    pointsTenThousandths: left.pointsTenThousandths + right.pointsTenThousandths,
  };
}

/** What is left of sums without a part of them. */
export function subtractSums(whole: CreditSums, part: CreditSums): CreditSums {
  return {
    registeredHundredths: whole.registeredHundredths - part.registeredHundredths,
    earnedHundredths: whole.earnedHundredths - part.earnedHundredths,
    calculatedHundredths: whole.calculatedHundredths - part.calculatedHundredths,
    pointsTenThousandths: whole.pointsTenThousandths - part.pointsTenThousandths,
  };
}
