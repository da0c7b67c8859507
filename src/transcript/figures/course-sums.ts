import type { CreditSums } from '../academic-summary.ts';
import type { Grade, GradingScheme } from '../grading-scheme.ts';
import type { CourseRecord } from '../record.ts';
import { toHundredths } from './decimal.ts';

/** Credit sums together with the points that a GPA needs. */
export interface CourseSums extends CreditSums {
  /** Credits times grade points over the courses that count, in ten-thousandths. */
  readonly pointsTenThousandths: number;
}

/** No courses yet. */
export const NO_COURSES: CourseSums = {
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
): CourseSums {
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
export function addSums(left: CourseSums, right: CourseSums): CourseSums {
  return {
    registeredHundredths: left.registeredHundredths + right.registeredHundredths,
    earnedHundredths: left.earnedHundredths + right.earnedHundredths,
    calculatedHundredths: left.calculatedHundredths + right.calculatedHundredths,
    pointsTenThousandths: left.pointsTenThousandths + right.pointsTenThousandths,
  };
}
