import type { CreditSums } from '../academic-summary.ts';
import type { Grade } from '../grading-scheme.ts';
import type { CourseRecord } from '../record.ts';
import type { RepeatedCourses, RepeatedCoursesRule } from '../repeated-courses.ts';
import { isCountedOnce } from '../repeated-courses.ts';
import { addSums, NO_COURSES, subtractSums, toCourseSums } from './course-sums.ts';

/** What a term adds up to, alone and with all terms before it. */
export interface TermSums {
  readonly term: CreditSums;
  readonly cumulative: CreditSums;
}

/** One time that a course was taken. */
interface Attempt {
  readonly sums: CreditSums;
  /** Points of its grade; absent for grades that count in no average (W, I, AU, S, T ...). */
  readonly pointsHundredths?: number;
}

interface GradedAttempt extends Attempt {
  readonly pointsHundredths: number;
}

/** Which of the attempts with points, oldest first, count in the cumulative average. */
const COUNTING: Readonly<
  Record<RepeatedCoursesRule, (graded: readonly GradedAttempt[]) => readonly GradedAttempt[]>
> = {
  'count-all': (graded) => graded,
  'earn-once': (graded) => graded,
  'replace-failed': (graded) => {
    const passed = graded.filter(isPassed);
    return passed.length > 0 ? passed : graded;
  },
  latest: (graded) => graded.slice(-1),
  best: (graded) => {
    const most = Math.max(...graded.map(({ pointsHundredths }) => pointsHundredths));
    return graded.filter(({ pointsHundredths }) => pointsHundredths === most).slice(-1);
  },
};

/**
 * Adds up the terms of a record in order of time, and counts repeated courses by the institution's rule:
 * the one place that knows it, for figures that are checked and for those that are printed.
 *
 * Credits registered count every attempt, whatever the rule: the student did register. An attempt whose
 * grade has no points (W, I, AU, but also S and T) replaces no other and is replaced by none; credits that
 * it earned (S, P, T) count unless an attempt with points has earned those of the same course.
 */
export class CumulativeSums {
  readonly #grades: ReadonlyMap<string, Grade>;
  readonly #repeated: RepeatedCourses;
  readonly #attempts = new Map<string, Attempt[]>();
  #cumulative = NO_COURSES;

  constructor(grades: ReadonlyMap<string, Grade>, repeated: RepeatedCourses) {
    this.#grades = grades;
    this.#repeated = repeated;
  }

  /** @throws RangeError for a grade that the scheme does not have: records are validated before. */
  addTerm(courses: readonly CourseRecord[]): TermSums {
    const term = toCourseSums(courses, this.#grades);
    this.#cumulative = addSums(this.#cumulative, term);
    if (this.#repeated.rule !== 'count-all') {
      for (const course of courses) this.#correct(course);
    }
    return { term, cumulative: this.#cumulative };
  }

  /** Takes away what the course now counts too much, having been added in full. */
  #correct(course: CourseRecord): void {
    if (!isCountedOnce(this.#repeated, course.courseCode)) return;
    const attempt = this.#attemptOf(course);
    const before = this.#attempts.get(course.courseCode) ?? [];
    const after = [...before, attempt];
    this.#attempts.set(course.courseCode, after);
    if (before.length === 0) return;
    const withoutCourse = subtractSums(
      this.#cumulative,
      addSums(this.#count(before), attempt.sums),
    );
    this.#cumulative = addSums(withoutCourse, this.#count(after));
  }

  #attemptOf(course: CourseRecord): Attempt {
    const grade = this.#grades.get(course.grade);
    return {
      sums: toCourseSums([course], this.#grades),
      ...(grade?.countsInGpa === true && { pointsHundredths: grade.pointsHundredths ?? 0 }),
    };
  }

  #count(attempts: readonly Attempt[]): CreditSums {
    const counting = COUNTING[this.#repeated.rule](attempts.filter(isGraded));
    const average = sumOf(counting);
    const earnedHundredths =
      counting.findLast(isPassed)?.sums.earnedHundredths ??
      sumOf(attempts.filter((attempt) => !isGraded(attempt))).earnedHundredths;
    return {
      registeredHundredths: sumOf(attempts).registeredHundredths,
      earnedHundredths,
      calculatedHundredths: average.calculatedHundredths,
      pointsTenThousandths: average.pointsTenThousandths,
    };
  }
}

function isGraded(attempt: Attempt): attempt is GradedAttempt {
  return attempt.pointsHundredths !== undefined;
}

function isPassed({ sums }: Attempt): boolean {
  return sums.earnedHundredths > 0;
}

function sumOf(attempts: readonly Attempt[]): CreditSums {
  return attempts.reduce((sum, { sums }) => addSums(sum, sums), NO_COURSES);
}
