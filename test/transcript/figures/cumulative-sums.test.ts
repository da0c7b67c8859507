import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CreditSums } from '../../../src/transcript/academic-summary.ts';
import { gradesByCode } from '../../../src/transcript/figures/course-sums.ts';
import { CumulativeSums } from '../../../src/transcript/figures/cumulative-sums.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';
import type { CourseRecord } from '../../../src/transcript/record.ts';
import type { RepeatedCoursesRule } from '../../../src/transcript/repeated-courses.ts';
import { REPEATED_COURSES_RULES } from '../../../src/transcript/repeated-courses.ts';

const scheme = defaultGradingScheme();
const grades = gradesByCode(scheme);

function course(courseCode: string, grade: string, credits = '3'): CourseRecord {
  return { courseCode, courseTitleEn: courseCode, credits, grade };
}

/** Cumulative sums after the last of terms that hold one course each. */
function sumsOf(
  rule: RepeatedCoursesRule,
  attempts: readonly CourseRecord[],
  mayRepeat: readonly string[] = [],
): CreditSums {
  const sums = new CumulativeSums(grades, { rule, mayRepeat });
  return attempts.map((attempt) => sums.addTerm([attempt]).cumulative).at(-1)!;
}

/** Credits registered, earned and calculated, and points, as a person writes them. */
function figures(sums: CreditSums): readonly number[] {
  return [
    sums.registeredHundredths / 100,
    sums.earnedHundredths / 100,
    sums.calculatedHundredths / 100,
    sums.pointsTenThousandths / 10_000,
  ];
}

describe('a course that was taken more than once', () => {
  it.each<[RepeatedCoursesRule, string, readonly number[]]>([
    ['count-all', 'F B', [6, 3, 6, 9]],
    ['count-all', 'D B', [6, 6, 6, 12]],
    ['earn-once', 'F B', [6, 3, 6, 9]],
    ['earn-once', 'D B', [6, 3, 6, 12]],
    ['earn-once', 'D F', [6, 3, 6, 3]],
    ['replace-failed', 'F F B', [9, 3, 3, 9]],
    ['replace-failed', 'F F', [6, 0, 6, 0]],
    ['replace-failed', 'D F B', [9, 3, 6, 12]],
    ['latest', 'D B', [6, 3, 3, 9]],
    ['latest', 'A F', [6, 0, 3, 0]],
    ['latest', 'F F', [6, 0, 3, 0]],
    ['best', 'D B', [6, 3, 3, 9]],
    ['best', 'A F', [6, 3, 3, 12]],
    ['best', 'C C', [6, 3, 3, 6]],
    ['latest', 'C W', [6, 3, 3, 6]],
    ['latest', 'C I', [6, 3, 3, 6]],
    ['latest', 'C AU', [6, 3, 3, 6]],
    ['best', 'W F', [6, 0, 3, 0]],
    ['latest', 'T A', [6, 3, 3, 12]],
    ['latest', 'T F', [6, 3, 3, 0]],
    ['best', 'C T', [6, 3, 3, 6]],
    ['latest', 'S S', [6, 6, 0, 0]],
    ['latest', 'U S', [6, 3, 0, 0]],
    ['latest', 'IP S', [6, 3, 0, 0]],
  ])('counts by the rule %s with the grades %s', (rule, attempts, expected) => {
    const taken = attempts.split(' ').map((grade) => course('X', grade));
    expect(figures(sumsOf(rule, taken))).toEqual(expected);
  });

  it('has the credits of the attempt that counts', () => {
    const taken = [course('X', 'D', '3'), course('X', 'B', '4.5')];
    expect(figures(sumsOf('latest', taken))).toEqual([7.5, 4.5, 4.5, 13.5]);
    expect(figures(sumsOf('best', taken.toReversed()))).toEqual([7.5, 4.5, 4.5, 13.5]);
  });

  it('counts each time where it is meant to be taken again and again', () => {
    const taken = [course('PE101', 'B', '1'), course('PE101', 'A', '1')];
    expect(figures(sumsOf('latest', taken, ['PE*']))).toEqual([2, 2, 2, 7]);
    expect(figures(sumsOf('latest', taken, ['PE101']))).toEqual([2, 2, 2, 7]);
    expect(figures(sumsOf('latest', taken, ['PE10', 'XPE*']))).toEqual([2, 1, 1, 4]);
  });

  it('leaves the term in which it was taken as it was', () => {
    const sums = new CumulativeSums(grades, { rule: 'latest', mayRepeat: [] });
    expect(figures(sums.addTerm([course('X', 'D'), course('Y', 'A')]).term)).toEqual([6, 6, 6, 15]);
    const second = sums.addTerm([course('X', 'A')]);
    expect(figures(second.term)).toEqual([3, 3, 3, 12]);
    expect(figures(second.cumulative)).toEqual([9, 6, 6, 24]);
  });

  it('refuses a grade that the scheme does not have', () => {
    expect(() => sumsOf('latest', [course('X', 'Z')])).toThrow(RangeError);
  });
});

/** The rules as regulations say them, for all attempts at a course at once, in plain floating point. */
function naiveSums(rule: RepeatedCoursesRule, taken: readonly CourseRecord[]): readonly number[] {
  const gradeOf = ({ grade }: CourseRecord) => grades.get(grade)!;
  const sum = (list: readonly CourseRecord[], of: (each: CourseRecord) => number) =>
    list.reduce((total, each) => total + of(each), 0);
  const credits = (each: CourseRecord) => Number(each.credits);
  const points = (each: CourseRecord) => (gradeOf(each).pointsHundredths ?? 0) / 100;
  let earned = 0;
  let calculated = 0;
  let sumOfPoints = 0;
  for (const code of new Set(taken.map(({ courseCode }) => courseCode))) {
    const attempts = taken.filter(({ courseCode }) => courseCode === code);
    const earning = attempts.filter((each) => gradeOf(each).earnsCredit);
    const graded = attempts.filter((each) => gradeOf(each).countsInGpa);
    const passed = graded.filter((each) => gradeOf(each).earnsCredit);
    let counted = graded;
    if (rule === 'replace-failed' && passed.length > 0) counted = passed;
    if (rule === 'latest') counted = graded.slice(-1);
    if (rule === 'best') {
      const best = graded.toSorted((left, right) => points(left) - points(right)).at(-1);
      counted = best === undefined ? [] : [best];
    }
    calculated += sum(counted, credits);
    sumOfPoints += sum(counted, (each) => credits(each) * points(each));
    const last = counted.filter((each) => gradeOf(each).earnsCredit).at(-1);
    if (rule === 'count-all') earned += sum(earning, credits);
    else if (last !== undefined) earned += credits(last);
    else earned += sum(earning, (each) => (gradeOf(each).countsInGpa ? 0 : credits(each)));
  }
  return [sum(taken, credits), earned, calculated, sumOfPoints];
}

describe('CumulativeSums', () => {
  const anyCourse = fc.record({
    courseCode: fc.constantFrom('A', 'B', 'C', 'D'),
    courseTitleEn: fc.constant('T'),
    // Quarters are exact in floating point, so that the model needs no rounding.
    credits: fc.constantFrom('1', '2', '3', '0.25', '1.5', '12.75'),
    grade: fc.constantFrom(...scheme.grades.map(({ code }) => code)),
  });
  const anyTerm = fc.uniqueArray(anyCourse, {
    maxLength: 4,
    selector: ({ courseCode }) => courseCode,
  });

  it.each(REPEATED_COURSES_RULES)('adds up as the regulation %s says, after every term', (rule) => {
    fc.assert(
      fc.property(fc.array(anyTerm, { maxLength: 7 }), (terms) => {
        const sums = new CumulativeSums(grades, { rule, mayRepeat: [] });
        for (const [index, courses] of terms.entries()) {
          const { term, cumulative } = sums.addTerm(courses);
          expect(figures(term)).toEqual(naiveSums('count-all', courses));
          const taken = terms.slice(0, index + 1).flat();
          expect(figures(cumulative)).toEqual(naiveSums(rule, taken));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('makes no difference by any rule while no course is taken twice', () => {
    fc.assert(
      fc.property(anyTerm, fc.constantFrom(...REPEATED_COURSES_RULES), (courses, rule) => {
        const sums = new CumulativeSums(grades, { rule, mayRepeat: [] });
        for (const each of courses) sums.addTerm([each]);
        expect(figures(sums.addTerm([]).cumulative)).toEqual(naiveSums('count-all', courses));
      }),
    );
  });
});
