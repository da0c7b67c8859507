import type { ColumnName } from '../columns.ts';
import { COLUMN_MEANINGS } from '../column-meanings.ts';

/** Cells of an example by column; columns that are left out are blank. */
export type ExampleCells = Readonly<Partial<Record<ColumnName, string>>>;

export interface ExampleStudent {
  readonly record: ExampleCells;
  readonly courses: readonly ExampleCells[];
}

type CourseRow = readonly [code: string, th: string, en: string, credits: string, grade: string];

function term(cells: ExampleCells, courses: readonly CourseRow[]): readonly ExampleCells[] {
  return courses.map(([code, th, en, credits, grade]) => ({
    ...cells,
    course_code: code,
    course_title_th: th,
    course_title_en: en,
    credits,
    grade,
  }));
}

/** What the examples of the single columns say, as far as it fits a bachelor without a minor. */
function exampleOf(...columns: readonly ColumnName[]): ExampleCells {
  return Object.fromEntries(columns.map((name) => [name, COLUMN_MEANINGS[name].example]));
}

/**
 * Two invented students: one who has graduated, with every figure given, and one who has not, with as
 * little as may be said. Their averages are the same whether rounded or cut.
 */
export const EXAMPLE_STUDENTS: readonly ExampleStudent[] = [
  {
    record: {
      ...exampleOf('student_id', 'document_language', 'document_type', 'completion'),
      ...exampleOf('name_prefix_th', 'given_name_th', 'family_name_th'),
      ...exampleOf('name_prefix_en', 'given_name_en', 'family_name_en'),
      ...exampleOf('citizen_id', 'birth_date', 'admission_date', 'graduation_date', 'level'),
      ...exampleOf('faculty_th', 'faculty_en', 'programme_th', 'programme_en'),
      ...exampleOf('degree_th', 'degree_en', 'major_th', 'major_en'),
      ...exampleOf('previous_institution', 'previous_certificate', 'email'),
      gpax: '3.30',
    },
    courses: [
      ...term({ academic_year: '2564', semester: '1', term_gpa: '3.50', term_gpax: '3.50' }, [
        ['GE101', 'การใช้ภาษาไทยเพื่อการสื่อสาร', 'Thai for Communication', '3', 'B'],
        ['SC111', 'แคลคูลัส 1', 'Calculus I', '3', 'A'],
      ]),
      ...term({ academic_year: '2564', semester: '2', term_gpa: '3.50', term_gpax: '3.50' }, [
        ['SC112', 'แคลคูลัส 2', 'Calculus II', '3', 'A'],
        ['SC121', 'ฟิสิกส์ทั่วไป 1', 'General Physics I', '3', 'B'],
        ['SC190', 'สัมมนา', 'Seminar', '1', 'S'],
      ]),
      ...term({ academic_year: '2564', semester: 'S', term_gpa: '2.50', term_gpax: '3.30' }, [
        ['GE102', 'ภาษาอังกฤษพื้นฐาน 1', 'Foundation English I', '3', 'C+'],
      ]),
    ],
  },
  {
    record: {
      student_id: '65010002',
      document_language: 'th',
      given_name_th: 'สมมุติ',
      middle_name_th: 'ณ',
      family_name_th: 'ทดลอง',
      given_name_en: 'Sommut',
      middle_name_en: 'Na',
      family_name_en: 'Thotlong',
      birth_date: '2546',
      admission_date: '2022-08-01',
      ...exampleOf('level', 'faculty_th', 'faculty_en', 'degree_th', 'degree_en'),
    },
    courses: [
      ...term({ academic_year: '2022', semester: '1' }, [
        ['SC111', 'แคลคูลัส 1', 'Calculus I', '3', 'F'],
        ['SC122', 'ปฏิบัติการฟิสิกส์ 1', 'Physics Laboratory I', '1.5', 'B+'],
        ['GE103', '', 'Introduction to Philosophy', '3', 'W'],
      ]),
      ...term({ academic_year: '2022', semester: '2', course_note: 'เรียนซ้ำ' }, [
        ['SC111', 'แคลคูลัส 1', 'Calculus I', '3', 'C'],
      ]),
    ],
  },
];
