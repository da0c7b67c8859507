import type { CreditSums } from '../../transcript/academic-summary.ts';
import { NO_COURSES } from '../../transcript/figures/course-sums.ts';
import { CumulativeSums } from '../../transcript/figures/cumulative-sums.ts';
import type { Grade } from '../../transcript/grading-scheme.ts';
import type { CourseRecord } from '../../transcript/record.ts';
import type { RepeatedCourses } from '../../transcript/repeated-courses.ts';
import { REPEATED_COURSES_RULES } from '../../transcript/repeated-courses.ts';

/**
 * Whether a registrar's figure that differs from ours is right by another rule on repeated courses: then the
 * record is not wrong, but the institution's setting is. Blanks for the rule's sentence; empty when none is.
 * @param terms the courses of each term that the figure sums up.
 * @param fits whether sums give the registrar's figure.
 */
export function toRepeatedCoursesHint(
  terms: readonly (readonly CourseRecord[])[],
  { grades, repeated }: CountingRules,
  fits: (sums: CreditSums) => boolean,
): Readonly<Record<'hintTh' | 'hintEn', string>> {
  const none = { hintTh: '', hintEn: '' };
  if (!hasRepeatedCourse(terms)) return none;
  const fitting = REPEATED_COURSES_RULES.filter(
    (rule) => rule !== repeated.rule && fits(sumUp(terms, grades, { ...repeated, rule })),
  );
  if (fitting.length === 0) return none;
  const rules = fitting.join(', ');
  return {
    hintTh: `จะตรงกันถ้านับวิชาที่เรียนซ้ำตามเกณฑ์อื่น (repeatedCourses: ${rules})`,
    hintEn: `It would be right if repeated courses counted by another rule (repeatedCourses: ${rules}).`,
  };
}

/** By what a record is added up. */
interface CountingRules {
  readonly grades: ReadonlyMap<string, Grade>;
  readonly repeated: RepeatedCourses;
}

function hasRepeatedCourse(terms: readonly (readonly CourseRecord[])[]): boolean {
  const codes = terms.flat().map(({ courseCode }) => courseCode);
  return new Set(codes).size < codes.length;
}

function sumUp(
  terms: readonly (readonly CourseRecord[])[],
  grades: ReadonlyMap<string, Grade>,
  repeated: RepeatedCourses,
): CreditSums {
  const sums = new CumulativeSums(grades, repeated);
  return terms.reduce((_, courses) => sums.addTerm(courses).cumulative, NO_COURSES);
}
