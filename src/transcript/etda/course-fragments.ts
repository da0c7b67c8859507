import { utf8Bytes } from '../../shared/bytes.ts';
import { gradesByCode } from '../figures/course-sums.ts';
import { formatCredits, formatPoints, toHundredths } from '../figures/decimal.ts';
import { SEMESTER_NAMES } from '../calendar/term-names.ts';
import type { Grade, GradingScheme } from '../grading-scheme.ts';
import type { CourseRecord, TermRecord } from '../record.ts';
import { escapeXml } from './xml-writer.ts';

/** Courses remembered, each with its grade and term; then all are forgotten. Some ten megabytes. */
const MOST_COURSES = 10_000;

/**
 * Courses as parts of the national message, UTF-8. Nine tenths of a message are courses, and students of a batch
 * share them: each is written once. For records under one grading scheme.
 */
export class CourseFragments {
  readonly #grades: ReadonlyMap<string, Grade>;
  readonly #fragments = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(scheme: GradingScheme) {
    this.#grades = gradesByCode(scheme);
  }

  /** @param system how many semesters a year has, as the message calls it. */
  get(course: CourseRecord, term: TermRecord, system: string): Uint8Array {
    const key = toKey(course, term, system);
    const known = this.#fragments.get(key);
    if (known !== undefined) return known;
    if (this.#fragments.size >= MOST_COURSES) this.#fragments.clear();
    const fragment = utf8Bytes(courseXml(course, termNameXml(term, system), this.#grades));
    this.#fragments.set(key, fragment);
    return fragment;
  }
}

/** A course in one piece. Its indentation is that of {@link XmlWriter}. */
function courseXml(
  course: CourseRecord,
  termName: string,
  grades: ReadonlyMap<string, Grade>,
): string {
  const { credits } = course;
  const grade = grades.get(course.grade);
  const points = grade?.pointsHundredths;
  const titleTh =
    course.courseTitleTh === undefined
      ? ''
      : `    <tc:CourseTitle languageID="TH">${escapeXml(course.courseTitleTh)}</tc:CourseTitle>\n`;
  const gradePoints =
    points === undefined
      ? ''
      : `    <tc:CourseAcademicGrade>${formatCredits(points)}</tc:CourseAcademicGrade>\n`;
  const pointsEarned =
    points === undefined
      ? ''
      : `    <tc:CoursePointEarned>${formatPoints(toHundredths(credits) * points)}</tc:CoursePointEarned>\n`;
  return `  <tc:Course>
    <tc:CourseNumber>${escapeXml(course.courseCode)}</tc:CourseNumber>
${titleTh}    <tc:CourseTitle languageID="EN">${escapeXml(course.courseTitleEn)}</tc:CourseTitle>
    <tc:CourseCreditValue>${credits}</tc:CourseCreditValue>
    <tc:CourseCreditEarned>${grade?.earnsCredit === true ? credits : '0'}</tc:CourseCreditEarned>
${gradePoints}    <tc:CourseAcademicGradeText>${escapeXml(course.grade)}</tc:CourseAcademicGradeText>
${pointsEarned}${termName}  </tc:Course>
`;
}

function termNameXml(term: TermRecord, system: string): string {
  return `    <tc:EducationTypeSystem>${system}</tc:EducationTypeSystem>
    <tc:SemesterName>${SEMESTER_NAMES.th[term.semester]}</tc:SemesterName>
    <tc:Year>${term.academicYear}</tc:Year>
`;
}

/** Texts are kept apart by a character that XML cannot hold (XML 1.0 §2.2). */
const SEPARATOR = '\0';

function toKey(course: CourseRecord, term: TermRecord, system: string): string {
  const { courseCode, courseTitleTh, courseTitleEn, credits, grade } = course;
  const thai = courseTitleTh === undefined ? '' : `${SEPARATOR}${courseTitleTh}`;
  return (
    `${term.academicYear}${SEPARATOR}${term.semester}${SEPARATOR}${system}${SEPARATOR}${credits}` +
    `${SEPARATOR}${grade}${SEPARATOR}${courseCode}${SEPARATOR}${courseTitleEn}${thai}`
  );
}
