import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** What a file for measuring intake holds. */
export interface IntakeFile {
  readonly students: number;
  readonly coursesPerStudent: number;
}

const COLUMNS =
  'student_id,given_name_th,family_name_th,given_name_en,family_name_en,admission_date,degree_th,' +
  'degree_en,gpax,academic_year,semester,term_gpa,term_gpax,course_code,course_title_th,' +
  'course_title_en,credits,grade';
const GRADES = ['A', 'B+', 'B', 'C+', 'C', 'D+', 'D', 'F'];
const POINTS = [400, 350, 300, 250, 200, 150, 100, 0];
const SEMESTERS = ['1', '2'];
const COURSES_PER_TERM = 6;
const CATALOGUE_SIZE = 600;
const STUDENTS_PER_WRITE = 100;

/** The same file for the same figures: sound records, Thai and English, every figure stated. */
export async function writeIntakeFile(path: string, file: IntakeFile): Promise<void> {
  const output = createWriteStream(path);
  output.write(`${COLUMNS}\r\n`);
  for (let student = 0; student < file.students; student += STUDENTS_PER_WRITE) {
    const count = Math.min(STUDENTS_PER_WRITE, file.students - student);
    const rows = Array.from({ length: count }, (_, index) =>
      rowsOf(student + index, file.coursesPerStudent),
    );
    if (!output.write(rows.join(''))) await once(output, 'drain');
  }
  output.end();
  await once(output, 'finish');
}

interface Sums {
  points: number;
  credits: number;
}

function rowsOf(student: number, courses: number): string {
  const random = openRandom(student + 1);
  const taken = Array.from({ length: courses }, (_, index) => ({
    term: Math.floor(index / COURSES_PER_TERM),
    // Steps that have no factor in common with the catalogue's size never take a course twice.
    course: (student * 7 + index * 11) % CATALOGUE_SIZE,
    grade: random(GRADES.length),
    credits: 1 + random(3),
  }));
  const figures = new Map<number, string>();
  const all: Sums = { points: 0, credits: 0 };
  for (let term = 0; term * COURSES_PER_TERM < courses; term++) {
    const own: Sums = { points: 0, credits: 0 };
    for (const { grade, credits } of taken.filter((course) => course.term === term)) {
      for (const sums of [own, all]) {
        sums.points += POINTS[grade]! * credits;
        sums.credits += credits;
      }
    }
    figures.set(term, `${toGpa(own)},${toGpa(all)}`);
  }
  const thai = toThaiName(student);
  const english = toEnglishName(student);
  const record = `${60_000_000 + student},${thai},${english},2019-08-05,วท.บ.,B.Sc.,${toGpa(all)}`;
  return taken
    .map(({ term, course, grade, credits }) => {
      const when = `${2562 + Math.floor(term / 2)},${SEMESTERS[term % 2]!},${figures.get(term)!}`;
      const what = `SC${100 + course},วิชาสมมติ ${course},Imagined Course ${course}`;
      return `${record},${when},${what},${credits},${GRADES[grade]!}\r\n`;
    })
    .join('');
}

function toGpa({ points, credits }: Sums): string {
  const hundredths = Math.floor((2 * points + credits) / (2 * credits));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}

const THAI_SYLLABLES = ['สม', 'มา', 'ดี', 'ใจ', 'รัก', 'เรียน', 'ตั้ง', 'พร', 'ชัย', 'นา'];
const ENGLISH_SYLLABLES = ['Som', 'ma', 'di', 'jai', 'rak', 'rian', 'tang', 'porn', 'chai', 'na'];

function toThaiName(student: number): string {
  return toName(student, THAI_SYLLABLES);
}

function toEnglishName(student: number): string {
  return toName(student, ENGLISH_SYLLABLES);
}

/** Six digits as syllables: three for the given name, three for the family name. */
function toName(student: number, syllables: readonly string[]): string {
  const digits = Array.from({ length: 6 }, (_, place) => Math.floor(student / 10 ** place) % 10);
  const parts = digits.map((digit) => syllables[digit]!);
  return `${parts.slice(0, 3).join('')},${parts.slice(3).join('')}`;
}

/** A small generator of the same numbers everywhere (Park and Miller's minimal standard). */
function openRandom(seed: number): (limit: number) => number {
  let state = (seed * 48_271) % 2_147_483_647;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}
