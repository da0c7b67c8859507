import type { InputCourse, InputRecord } from './to-input-record.ts';

const TERM_COLUMNS = ['term_gpa', 'term_gpax'];
const COURSE_COLUMNS = [
  'academic_year',
  'semester',
  'course_code',
  'course_title_th',
  'course_title_en',
  'credits',
  'grade',
  'course_note',
];

/** The records as CSV, one row per course, every column that any record uses. */
export function toCsv(records: readonly InputRecord[]): string {
  const recordColumns = [
    ...new Set(records.flatMap((record) => Object.keys(record)).filter((name) => name !== 'terms')),
  ];
  const header = [...recordColumns.map(toColumnName), ...COURSE_COLUMNS, ...TERM_COLUMNS];
  const rows = records.flatMap((record) => {
    const recordCells = recordColumns.map((name) => (record[name] as string | undefined) ?? '');
    return record.terms.flatMap((term) =>
      term.courses.map((course) => [
        ...recordCells,
        String(term.academicYear),
        term.semester,
        ...courseCells(course),
        term.termGpa ?? '',
        term.termGpax ?? '',
      ]),
    );
  });
  return `${[header, ...rows].map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;
}

function courseCells(course: InputCourse): string[] {
  return [
    course.courseCode,
    course.courseTitleTh,
    course.courseTitleEn,
    course.credits,
    course.grade,
    course.note ?? '',
  ];
}

function toColumnName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
