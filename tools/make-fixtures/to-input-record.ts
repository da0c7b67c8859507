import {
  gradesByCode,
  addSums,
  NO_COURSES,
  toCourseSums,
} from '../../src/transcript/figures/course-sums.ts';
import { formatGpa } from '../../src/transcript/figures/decimal.ts';
import { toGpaHundredths } from '../../src/transcript/figures/to-gpa.ts';
import { defaultGradingScheme } from '../../src/transcript/grading-schemes.ts';
import { CATALOGUE } from './catalogue.ts';
import type { FixtureStudent } from './students.ts';

/** A record as a registrar would write it in JSON. */
export interface InputRecord {
  readonly [field: string]: string | readonly InputTerm[];
  readonly terms: readonly InputTerm[];
}

export interface InputTerm {
  readonly academicYear: number;
  readonly semester: string;
  readonly termGpa?: string;
  readonly termGpax?: string;
  readonly courses: readonly InputCourse[];
}

export interface InputCourse {
  readonly courseCode: string;
  readonly courseTitleTh: string;
  readonly courseTitleEn: string;
  readonly credits: string;
  readonly grade: string;
  readonly note?: string;
}

const grades = gradesByCode(defaultGradingScheme());

/** Fills in the figures of a fixture student with the arithmetic that intake checks them with. */
export function toInputRecord(student: FixtureStudent): InputRecord {
  let cumulative = NO_COURSES;
  let gpax: string | undefined;
  const terms = student.terms.map((line): InputTerm => {
    const { courses, ...term } = toTerm(line);
    const sums = toCourseSums(courses, grades);
    cumulative = addSums(cumulative, sums);
    const termGpa = toGpa(sums.pointsTenThousandths, sums.calculatedHundredths);
    gpax = toGpa(cumulative.pointsTenThousandths, cumulative.calculatedHundredths);
    if (student.withoutFigures) return { ...term, courses };
    return {
      ...term,
      ...(termGpa !== undefined && { termGpa }),
      ...(gpax !== undefined && { termGpax: gpax }),
      courses,
    };
  });
  return { ...student.fields, ...(gpax !== undefined && { gpax }), terms };
}

function toTerm(line: string): InputTerm {
  const match = /^(\d{4})\/([123S]): (.*)$/.exec(line);
  if (match === null) throw new Error(`not a term: ${line}`);
  const courses = match[3]!.split(', ').map((text): InputCourse => {
    const [code, rest] = text.split(' ', 2);
    const [grade, note] = rest!.split('*');
    const course = CATALOGUE[code!];
    if (course === undefined) throw new Error(`not in the catalogue: ${text}`);
    const [courseTitleTh, courseTitleEn, credits] = course;
    return {
      courseCode: code!,
      courseTitleTh,
      courseTitleEn,
      credits,
      grade: grade!,
      ...(note !== undefined && { note }),
    };
  });
  return { academicYear: Number(match[1]), semester: match[2]!, courses };
}

function toGpa(points: number, credits: number): string | undefined {
  const gpa = toGpaHundredths(points, credits, 'half-up');
  return gpa === undefined ? undefined : formatGpa(gpa);
}
