import { utf8Bytes } from '../../shared/bytes.ts';
import { gradesByCode } from '../figures/course-sums.ts';
import { formatCredits, formatPoints, toHundredths } from '../figures/decimal.ts';
import { SEMESTER_NAMES } from '../calendar/term-names.ts';
import type { Grade, GradingScheme } from '../grading-scheme.ts';
import type { CourseRecord, TermRecord } from '../record.ts';
import { escapeXml } from './xml-writer.ts';

/** Courses remembered, each with its grade; then all are forgotten. Some ten megabytes. */
const MOST_COURSES = 10_000;

/**
 * Courses as parts of the national message, UTF-8. Nine tenths of a message are courses, and students of a batch
 * share them: each is written once, as long as it is the same object (`CanonicalRecordReader`). For records under
 * one grading scheme.
 */
export class CourseFragments {
  readonly #grades: ReadonlyMap<string, Grade>;
  /** By course: what it is in each term that it was met in, mostly one. */
  readonly #fragments = new Map<CourseRecord, Fragment[]>();

  constructor(scheme: GradingScheme) {
    this.#grades = gradesByCode(scheme);
  }

  /** @param system how many semesters a year has, as the message calls it. */
  get(course: CourseRecord, term: TermRecord, system: string): Uint8Array {
    const { academicYear, semester } = term;
    const known = this.#fragments.get(course);
    if (known !== undefined) {
      for (const fragment of known) {
        const isSame =
          fragment.academicYear === academicYear &&
          fragment.semester === semester &&
          fragment.system === system;
        if (isSame) return fragment.xml;
      }
    }
    const xml = utf8Bytes(courseXml(course, termNameXml(term, system), this.#grades));
    const fragment = { academicYear, semester, system, xml };
    if (known !== undefined) {
      known.push(fragment);
      return xml;
    }
    if (this.#fragments.size >= MOST_COURSES) this.#fragments.clear();
    this.#fragments.set(course, [fragment]);
    return xml;
  }
}

/** A course in a term. */
interface Fragment extends Pick<TermRecord, 'academicYear' | 'semester'> {
  readonly system: string;
  readonly xml: Uint8Array<ArrayBuffer>;
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
