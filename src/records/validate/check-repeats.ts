import { findHundredths } from '../../transcript/figures/decimal.ts';
import type { Grade } from '../../transcript/grading-scheme.ts';
import { isCountedOnce } from '../../transcript/repeated-courses.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import type { FigureRules } from './check-figures.ts';
import type { JoinedTerm, ReadCourse } from './join-terms.ts';

/**
 * Looks at courses that the institution counts once although they were taken more than once, for what is
 * more often a mistake than meant: an attempt with other credits (a course that is meant to be taken
 * repeatedly, such as a thesis, has not been named so), and a pass that a later fail takes away.
 * @param terms in order of time, their values read and sound.
 */
export function checkRepeats(
  terms: readonly JoinedTerm[],
  { grades, repeated }: FigureRules,
  issues: IssueCollector,
): void {
  if (repeated.rule === 'count-all') return;
  const earlier = new Map<string, ReadCourse>();
  for (const course of terms.flatMap((term) => term.courses)) {
    const code = course.values.get('course_code') ?? '';
    const grade = gradeOf(course, grades);
    if (grade?.countsInGpa !== true || !isCountedOnce(repeated, code)) continue;
    const before = earlier.get(code);
    earlier.set(code, course);
    if (before === undefined) continue;
    const found = { place: course.raw.place, column: 'course_code', value: code };
    const credits = course.values.get('credits') ?? '';
    const other = before.values.get('credits') ?? '';
    if (findHundredths(credits) !== findHundredths(other)) {
      issues.add({ ...found, code: 'repeated-with-other-credits', details: { credits, other } });
    }
    const gradeBefore = gradeOf(before, grades);
    if (repeated.rule === 'latest' && gradeBefore?.earnsCredit === true && !grade.earnsCredit) {
      issues.add({
        ...found,
        code: 'pass-replaced-by-fail',
        details: { grade: grade.code, other: gradeBefore.code },
      });
    }
  }
}

function gradeOf(course: ReadCourse, grades: ReadonlyMap<string, Grade>): Grade | undefined {
  return grades.get(course.values.get('grade') ?? '');
}
