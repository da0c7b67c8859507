/**
 * How an institution counts a course that a student has taken more than once (regrade, ลงทะเบียนเรียนซ้ำ).
 * Terms always count what was taken in them; the rules concern what is cumulative: credits earned, and the
 * credits and points of the cumulative average.
 *
 * - `count-all`: every attempt counts in full, each time.
 * - `earn-once`: every attempt counts in the average; its credits are earned once.
 * - `replace-failed`: once a course is passed, its failed attempts no longer count; passed ones all count
 *   in the average, and the credits are earned once.
 * - `latest`: the last attempt alone counts, also where it is worse.
 * - `best`: the attempt with the most points alone counts; of equal ones the last.
 */
export const REPEATED_COURSES_RULES = [
  'count-all',
  'earn-once',
  'replace-failed',
  'latest',
  'best',
] as const;
export type RepeatedCoursesRule = (typeof REPEATED_COURSES_RULES)[number];

/** The rule of an institution, and the courses to which it does not apply. */
export interface RepeatedCourses {
  readonly rule: RepeatedCoursesRule;
  /**
   * Codes of courses that are meant to be taken again and again (seminars, theses, sports): each attempt
   * counts. A `*` at the end stands for any ending (`PE*`).
   */
  readonly mayRepeat: readonly string[];
}

/** What holds where an institution says nothing. */
export const COUNT_EVERY_ATTEMPT: RepeatedCourses = { rule: 'count-all', mayRepeat: [] };

/** Whether several attempts of a course are one to the institution. */
export function isCountedOnce({ rule, mayRepeat }: RepeatedCourses, courseCode: string): boolean {
  if (rule === 'count-all') return false;
  return !mayRepeat.some((pattern) =>
    pattern.endsWith('*') ? courseCode.startsWith(pattern.slice(0, -1)) : courseCode === pattern,
  );
}
