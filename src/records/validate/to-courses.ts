import type { CourseRecord } from '../../transcript/record.ts';
import type { ColumnName } from '../columns.ts';
import { COLUMNS_BY_SCOPE } from '../columns.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import type { JoinedTerm, ReadCourse } from './join-terms.ts';

/**
 * The courses of a term as the canonical record has them. The same course twice in one term counts once
 * when both say the same, and is an error when they do not.
 */
export function toCourses(term: JoinedTerm, issues: IssueCollector): readonly CourseRecord[] {
  const seen = new Map<string, ReadCourse>();
  const courses: CourseRecord[] = [];
  for (const course of term.courses) {
    const code = course.values.get('course_code');
    const known = code === undefined ? undefined : seen.get(code);
    if (code !== undefined && known !== undefined) {
      issues.add({
        code: saysTheSame(known, course) ? 'course-repeated' : 'course-conflict',
        place: course.raw.place,
        column: 'course_code',
        value: code,
      });
      continue;
    }
    if (code !== undefined) seen.set(code, course);
    courses.push(toObject(COLUMNS_BY_SCOPE.course, course.values) as unknown as CourseRecord);
  }
  return courses;
}

/** Values under their canonical property names. */
export function toObject(
  columns: readonly { readonly name: ColumnName; readonly property: string }[],
  values: ReadonlyMap<ColumnName, string>,
): Record<string, string> {
  const object: Record<string, string> = {};
  for (const { name, property } of columns) {
    const value = values.get(name);
    if (value !== undefined) object[property] = value;
  }
  return object;
}

function saysTheSame(left: ReadCourse, right: ReadCourse): boolean {
  return COLUMNS_BY_SCOPE.course.every(
    ({ name }) => left.values.get(name) === right.values.get(name),
  );
}
